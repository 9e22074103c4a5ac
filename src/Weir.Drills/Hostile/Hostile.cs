using System.Text;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Drills.Hostile;

/// <param name="Name">In which way it is wrong.</param>
/// <param name="Reason">For which it has to be refused.</param>
/// <param name="Bytes">To be sent.</param>
internal sealed record HostileBundle(string Name, RefusalReason Reason, byte[] Bytes);

/// <summary>Puts bundles together that a builder would not: any terms, any edit, any signer.</summary>
internal sealed class Forge(LocalKeys keys, DateTimeOffset now)
{
    public DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());

    public byte[] Signed(
        BundleBuilder sections, Layer layer, long number, Func<string, string>? edit = null,
        RoleKind? by = null, TimeSpan? age = null, TimeSpan? life = null, ReleaseNeeds? needs = null)
    {
        var created = Now - (age ?? TimeSpan.Zero);
        var document = sections.Document(
            layer, number, created, created + (life ?? TimeSpan.FromDays(1)),
            needs ?? new ReleaseNeeds(200, 500, 1_000));
        if (edit is not null)
        {
            document = Encoding.UTF8.GetBytes(edit(Encoding.UTF8.GetString(document)));
        }

        return sections.Write(document, [Sign(LocalKeys.NameOf(by ?? Roles.Of(layer)), document)]);
    }

    public ReceivedSignature Sign(string name, byte[] document)
    {
        if (!keys.LoadOrCreate(name).Try(out var key, out var fault))
        {
            throw new DrillException(fault.Detail);
        }

        using (key)
        {
            return key.Sign(SigningDomain.Release, document);
        }
    }

    /// <exception cref="DrillException">There is nothing to replace: the fault would be none.</exception>
    public static Func<string, string> Edit(string old, string by) => text =>
        text.Contains(old, StringComparison.Ordinal)
            ? text.Replace(old, by, StringComparison.Ordinal)
            : throw new DrillException($"'{old}' is not in {text}");
}
