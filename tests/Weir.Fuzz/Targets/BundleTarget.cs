using System.Buffers.Binary;
using System.Text;
using Weir.Decisions;
using Weir.Fuzz.Building;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Fuzz.Targets;

/// <summary>
/// A release from its bytes to verified, by a node that knows the one key the mutator signs with: so inputs
/// come past the signature, and what lies behind it is reached.
/// </summary>
public sealed class BundleTarget : IFuzzTarget
{
    // What a reader may need besides input and declared sizes: names, texts of refusals, keys.
    private const long Allowance = 256 * 1024;
    private const long PerByte = 64;

    private readonly BundleWriter _writer = new();

    public string Name => "bundle";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "WEIRREL1", "{", "}", "[", "]", ",", ":", "\"", "null", "-1", "0", "42", "1e9",
            "9007199254740993",
            "9223372036854775807", "\"format\":1,", "\"number\":", "\"layer\":\"model\",", "\"needs\":{",
            "\"sections\":[", "\"name\":\"a\"", "\"packed\":", "\"unpacked\":", "\\ud800", "\\u0000",
            "2026-06-01T00:00:00Z",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 1, 0], [0x28, 0xB5, 0x2F, 0xFD],
    ];

    public byte[] Reshape(byte[] input, Random chance)
    {
        var document = Document(input, out var body);
        return chance.Next(5) switch
        {
            0 => _writer.Signed(document, body),
            1 => _writer.Signed(Edited(document, chance), body),
            2 => _writer.Made(chance, honest: true),
            3 => _writer.Made(chance, honest: false),
            _ => Relength(input, document.Length),
        };
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        var received = input.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = Bundle.Read(received);
        var read = GC.GetAllocatedBytesForCurrentThread() - before;
        FuzzFailure.Unless(
            read <= Allowance + (PerByte * received.Length), $"{read} bytes to read {received.Length}");
        if (!outcome.Try(out var bundle, out var refusal))
        {
            FuzzFailure.Unless(
                refusal is { Gate: Gate.Read, Reason: not RefusalReason.Unset }, $"refused by {refusal}");
            return refusal.Reason.ToString();
        }

        CheckRead(bundle, received);
        return CheckVerified(bundle, received.Length);
    }

    private static void CheckRead(Bundle bundle, byte[] received)
    {
        var document = bundle.Envelope.Document.Span;
        FuzzFailure.Unless(
            bundle.Manifest.Write().AsSpan().SequenceEqual(document), "other bytes when written again");
        byte[] whole =
        [
            .. Envelope.Write(Bundle.Magic, document, bundle.Envelope.Signatures),
            .. Enumerable.Range(0, bundle.Manifest.Sections.Length)
                .SelectMany(i => bundle.Packed(i).ToArray()),
        ];
        FuzzFailure.Unless(whole.AsSpan().SequenceEqual(received), "not the sum of its parts");
    }

    private string CheckVerified(Bundle bundle, int length)
    {
        var declared = bundle.Manifest.Sections.Sum(static s => s.Unpacked);

        // Libraries keep working memory for the first frame; what counts is what an input can ask for.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = Verifier.Verify(bundle, _writer.Trust, new VerifyContext(BundleWriter.Now));
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        FuzzFailure.Unless(
            used <= Allowance + declared + (PerByte * length), $"{used} bytes for {length} and {declared}");
        if (!outcome.Try(out var release, out var refusal))
        {
            FuzzFailure.Unless(
                refusal is { Gate: Gate.Verify, Reason: not RefusalReason.Unset }, $"refused by {refusal}");
            return $"{refusal.Reason} {bundle.Manifest.Layer}";
        }

        foreach (var section in bundle.Manifest.Sections)
        {
            var content = release.Section(section.Name);
            FuzzFailure.Unless(content?.Length == section.Unpacked, "a section of another size");
            FuzzFailure.Unless(
                content is { } bytes && Hash256.Of(bytes.Span) == section.Hash, "a section of another hash");
        }

        FuzzFailure.Unless(release.Hash == bundle.Hash, "another release than was read");
        return $"verified {release.Layer} {bundle.Manifest.Sections.Length} {release.Warnings.Length}";
    }

    private byte[] Edited(byte[] document, Random chance)
    {
        var at = chance.Next(document.Length + 1);
        var length = Math.Min(document.Length - at, chance.Next(6));
        var token = Tokens[chance.Next(Tokens.Count)];
        return [.. document.AsSpan(0, at), .. token, .. document.AsSpan(at + length)];
    }

    /// <summary>The document as far as there is one, and what lies behind the signatures.</summary>
    private static byte[] Document(byte[] input, out byte[] body)
    {
        body = [];
        if (!Envelope.Read(input, Bundle.Magic, Limits.ReleaseManifestBytes).Try(out var envelope, out _))
        {
            return input.Length > 12 ? input[12..] : input;
        }

        body = envelope.Rest.ToArray();
        return envelope.Document.ToArray();
    }

    private static byte[] Relength(byte[] input, int length)
    {
        var changed = (byte[])input.Clone();
        if (changed.Length >= 12)
        {
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(8), length);
        }

        return changed;
    }
}
