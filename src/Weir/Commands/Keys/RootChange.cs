using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.Trust;
using RoleTable = System.Collections.Immutable.ImmutableDictionary<Weir.Releases.Trust.RoleKind,
    Weir.Releases.Trust.Role>;

namespace Weir.Cli.Commands.Keys;

/// <summary>
/// The next root of a folder: what changes, signed by the root keys whose private part is there.
/// </summary>
internal static class RootChange
{
    /// <summary>The roles with one key more.</summary>
    public static Outcome<RoleTable, KeyFault> WithKey(Root root, RoleKind role, Ed25519Key key)
    {
        var table = TableOf(root);
        if (root[role].Keys.Contains(key))
        {
            return Fail<RoleTable>($"the key {key.Short} may sign '{role.Name()}' already");
        }

        return root[role].Keys.Length >= Limits.RootKeys
            ? Fail<RoleTable>($"'{role.Name()}' has {Limits.RootKeys} keys already, which is the most")
            : Outcome<RoleTable, KeyFault>.Ok(table.SetItem(
                role, root[role] with { Keys = root[role].Keys.Add(key) }));
    }

    /// <summary>The roles without a key; refused where a role would be left with too few.</summary>
    public static Outcome<RoleTable, KeyFault> WithoutKey(Root root, Ed25519Key key)
    {
        var table = TableOf(root);
        var held = Roles.All.Where(kind => root[kind].Keys.Contains(key)).ToList();
        if (held.Count == 0)
        {
            return Fail<RoleTable>($"the key {key.Short} may sign nothing here; see 'weir keys list'");
        }

        foreach (var kind in held)
        {
            var role = root[kind];
            if (role.Keys.Length - 1 < role.Threshold)
            {
                return Fail<RoleTable>(
                    $"'{kind.Name()}' would be left with {role.Keys.Length - 1} of the {role.Threshold} keys "
                    + "that it takes: first trust another for it, 'weir keys trust FILE.pub --role "
                    + $"{kind.Name()}'");
            }

            table = table.SetItem(kind, role with { Keys = role.Keys.Remove(key) });
        }

        return Outcome<RoleTable, KeyFault>.Ok(table);
    }

    /// <summary>The next root as bytes, held against the one before as a node does it.</summary>
    /// <param name="root">What is trusted now.</param>
    /// <param name="roles">Of the next one.</param>
    /// <param name="keys">Where private root keys are.</param>
    public static Outcome<Root, KeyFault> Next(Root root, RoleTable roles, LocalKeys keys)
    {
        var document = Root.Write(new RootContent(root.Version + 1, root.Expires, roles));
        var wanted = root[RoleKind.Root].Keys.Union(roles[RoleKind.Root].Keys).ToHashSet();
        var signatures = ImmutableArray.CreateBuilder<ReceivedSignature>();
        foreach (var mine in keys.List().Where(k => k.CanSign && wanted.Contains(k.Key)))
        {
            if (!keys.Load(mine.Name).Try(out var signer, out var fault))
            {
                return Outcome<Root, KeyFault>.Fail(fault);
            }

            using (signer)
            {
                signatures.Add(signer.Sign(SigningDomain.Root, document));
            }
        }

        if (signatures.Count == 0)
        {
            return Fail<Root>($"a root is changed by its root key alone, and {keys.Folder} has none of them "
                + $"({string.Join(", ", root[RoleKind.Root].Keys.Select(static k => k.Short))}): do it where "
                + "it is");
        }

        return root.Next(Envelope.Write(Root.Magic, document, signatures)).Match(
            static next => Outcome<Root, KeyFault>.Ok(next),
            static refusal => Fail<Root>($"the next root does not stand: {refusal}"));
    }

    private static RoleTable TableOf(Root root) =>
        Roles.All.ToImmutableDictionary(static kind => kind, kind => root[kind]);

    private static Outcome<T, KeyFault> Fail<T>(string message)
        where T : notnull => Outcome<T, KeyFault>.Fail(new KeyFault(message));
}
