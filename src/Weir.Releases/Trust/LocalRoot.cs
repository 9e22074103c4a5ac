using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Releases.Format;

namespace Weir.Releases.Trust;

/// <summary>A root for one node, and the steps from it to the next.</summary>
public static class LocalRoot
{
    private const int Years = 10;

    /// <summary>
    /// Version 1: each role has the one key that lies in the folder under the role's name; made where it is
    /// missing.
    /// </summary>
    public static Outcome<Root, KeyFault> Make(LocalKeys keys, DateTimeOffset now)
    {
        var roles = ImmutableDictionary.CreateBuilder<RoleKind, Role>();
        foreach (var kind in Roles.All)
        {
            if (!keys.LoadOrCreate(LocalKeys.NameOf(kind)).Try(out var key, out var fault))
            {
                return Outcome<Root, KeyFault>.Fail(fault);
            }

            roles.Add(kind, new Role([key.PublicKey], 1));
            key.Dispose();
        }

        if (!keys.Load(LocalKeys.NameOf(RoleKind.Root)).Try(out var signer, out var missing))
        {
            return Outcome<Root, KeyFault>.Fail(missing);
        }

        using (signer)
        {
            var content = new RootContent(1, Second(now.AddYears(Years)), roles.ToImmutable());
            return Root.Read(Sign(content, signer)).Match(
                static root => Outcome<Root, KeyFault>.Ok(root),
                static refusal => Outcome<Root, KeyFault>.Fail(new KeyFault(refusal.ToString())));
        }
    }

    /// <summary>The next root, in which a role has one key more.</summary>
    public static byte[] Adding(Root root, RoleKind role, Ed25519Key key, SigningKey signer) =>
        Sign(Content(root, kind => kind == role && !root[kind].Keys.Contains(key)
            ? root[kind] with { Keys = root[kind].Keys.Add(key) }
            : root[kind]), signer);

    /// <summary>
    /// The next root, in which no role knows the key. A role that would be left without one keeps its
    /// threshold, and nothing can be signed for it until a key is trusted again.
    /// </summary>
    /// <returns>
    /// Null where it is the last key of the root role: then nobody could make another root.
    /// </returns>
    public static byte[]? Removing(Root root, Ed25519Key key, SigningKey signer)
    {
        if (root[RoleKind.Root].Keys.All(k => k == key))
        {
            return null;
        }

        var lasting = Roles.All.Where(kind => root[kind].Keys.Any(k => k != key)).ToHashSet();
        return lasting.Count != Roles.All.Length
            ? null
            : Sign(Content(root, kind => Without(root[kind], key)), signer);
    }

    private static Role Without(Role role, Ed25519Key key)
    {
        var keys = role.Keys.Remove(key);
        return new Role(keys, Math.Min(role.Threshold, keys.Length));
    }

    private static RootContent Content(Root root, Func<RoleKind, Role> role) => new(
        root.Version + 1, root.Expires, Roles.All.ToImmutableDictionary(static kind => kind, role));

    private static byte[] Sign(RootContent content, SigningKey signer)
    {
        var document = Root.Write(content);
        return Envelope.Write(Root.Magic, document, [signer.Sign(SigningDomain.Root, document)]);
    }

    private static DateTimeOffset Second(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
