using System.Collections.Immutable;
using System.Text.Json;
using Weir.Decisions;
using Weir.Releases.Format;

namespace Weir.Releases.Trust;

/// <summary>
/// The only anchor of trust: which keys may sign what, and how many of them it takes. Made by reading a
/// document that its own root role signed; the next one must satisfy this one as well.
/// </summary>
public sealed class Root
{
    public const int CurrentFormat = 1;

    private readonly ImmutableDictionary<RoleKind, Role> _roles;

    private Root(ReadOnlyMemory<byte> bytes, Envelope envelope, RootContent content)
    {
        Bytes = bytes;
        Fingerprint = Hash256.Of(envelope.Document.Span);
        Version = content.Version;
        Expires = content.Expires;
        _roles = content.Roles;
    }

    public static ReadOnlySpan<byte> Magic => "WEIRROOT"u8;

    /// <summary>As received, to be kept.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What a fleet pins.</summary>
    public Hash256 Fingerprint { get; }

    public long Version { get; }

    public DateTimeOffset Expires { get; }

    /// <returns>A role that nobody can fill where there is none.</returns>
    public Role this[RoleKind kind] => _roles.TryGetValue(kind, out var role) ? role : new Role([], 1);

    public bool Knows(string key) => _roles.Values.Any(r => r.Keys.Any(k => k.Text == key));

    /// <summary>Reads a root that stands on its own: signed to its own threshold.</summary>
    public static Outcome<Root, Refusal> Read(ReadOnlyMemory<byte> received) =>
        Open(received, out _).Match(
            static root => Outcome<Root, Refusal>.Ok(root), static refusal => refusal.As<Root>());

    /// <summary>
    /// Reads the next root: one version on, signed to the thresholds of this one and of itself.
    /// </summary>
    public Outcome<Root, Refusal> Next(ReadOnlyMemory<byte> received)
    {
        if (!Open(received, out var signers).Try(out var next, out var refusal))
        {
            return refusal.As<Root>();
        }

        if (next.Version != Version + 1)
        {
            return Refuse($"version {next.Version} cannot follow {Version}").As<Root>();
        }

        var mine = this[RoleKind.Root];
        return mine.Count(signers) >= mine.Threshold
            ? Outcome<Root, Refusal>.Ok(next)
            : Refuse($"signed by {mine.Count(signers)} of the {mine.Threshold} keys it takes").As<Root>();
    }

    /// <summary>A root's document, to be signed.</summary>
    public static byte[] Write(RootContent content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", CurrentFormat);
            json.WriteNumber("version", content.Version);
            json.WriteString("expires", Manifest.Text(content.Expires));
            json.WriteStartObject("roles");
            foreach (var kind in Roles.All)
            {
                if (content.Roles.TryGetValue(kind, out var role))
                {
                    json.WriteStartObject(kind.Name());
                    json.WriteNumber("threshold", role.Threshold);
                    json.WriteStartArray("keys");
                    foreach (var key in role.Keys)
                    {
                        json.WriteStringValue(key.Text);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static Outcome<Root, Refusal> Open(ReadOnlyMemory<byte> received, out HashSet<string> signers)
    {
        signers = [];
        const int Most = Limits.ReleaseManifestBytes;
        if (!Envelope.Read(received, Magic, Most).Try(out var envelope, out var refusal)
            || !ReadContent(envelope.Document).Try(out var content, out refusal)
            || !Signatures.Signers(SigningDomain.Root, envelope).Try(out var found, out refusal))
        {
            return refusal.As<Root>();
        }

        if (!envelope.Rest.IsEmpty)
        {
            return Refusal.Of(Gate.Read, RefusalReason.TrailingBytes, "bytes behind the root").As<Root>();
        }

        signers = found;
        var root = new Root(received, envelope, content);
        var own = root[RoleKind.Root];
        return own.Count(found) >= own.Threshold
            ? Outcome<Root, Refusal>.Ok(root)
            : Refuse($"signed by {own.Count(found)} of the {own.Threshold} keys it names itself").As<Root>();
    }

    private static Outcome<RootContent, Refusal> ReadContent(ReadOnlyMemory<byte> document)
    {
        if (!StrictJson.Parse(document, "root").Try(out var json, out var refusal))
        {
            return refusal.As<RootContent>();
        }

        if (json.Number("format", 0, int.MaxValue) is var format && format != CurrentFormat)
        {
            json.Fail(RefusalReason.UnknownFormat, $"format {format}, this program reads {CurrentFormat}");
        }

        var version = json.Number("version", 1, Limits.ReleaseNumber);
        var expires = json.Time("expires");
        var part = json.Object("roles");
        var roles = Roles.All.ToImmutableDictionary(static kind => kind, kind => ReadRole(part, kind));
        json.Take(part);
        json.Finish();
        var content = new RootContent(version, expires, roles);
        if (json.Problem is null && !Write(content).AsSpan().SequenceEqual(document.Span))
        {
            json.Fail(RefusalReason.NotCanonical, "says the same in other bytes than it is written with");
        }

        return json.Problem is { } problem
            ? problem.As<RootContent>()
            : Outcome<RootContent, Refusal>.Ok(content);
    }

    private static Role ReadRole(StrictJson roles, RoleKind kind)
    {
        var json = roles.Object(kind.Name());
        var threshold = (int)json.Number("threshold", 1, Limits.RootKeys, RefusalReason.ThresholdZero);
        var keys = ImmutableArray.CreateBuilder<Ed25519Key>();
        foreach (var text in json.Texts("keys", Limits.RootKeys))
        {
            if (!Ed25519Key.TryRead(text, out var key) || keys.Contains(key))
            {
                json.Fail(RefusalReason.Malformed, $"'{text}' is no key, or stands twice");
            }
            else
            {
                keys.Add(key);
            }
        }

        if (threshold > keys.Count)
        {
            json.Fail(RefusalReason.Malformed, $"a threshold of {threshold} with {keys.Count} keys");
        }

        roles.Take(json);
        return new Role(keys.ToImmutable(), threshold);
    }

    private static Refusal Refuse(string detail) => Refusal.Of(Gate.Verify, RefusalReason.RootChain, detail);
}

/// <summary>What a root says.</summary>
public sealed record RootContent(
    long Version, DateTimeOffset Expires, ImmutableDictionary<RoleKind, Role> Roles);
