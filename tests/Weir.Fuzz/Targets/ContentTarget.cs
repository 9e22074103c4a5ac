using System.Text;
using Weir.Decisions;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Fuzz.Building;
using Weir.Fuzz.Oracles;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;
using ZstdSharp;

namespace Weir.Fuzz.Targets;

/// <summary>
/// The content of a release from its sections to validated: the input is the sections behind each other, one
/// byte for the layer and four for each length, and is signed anew each time, so that every change comes past
/// the signature. What is accepted is written again, read slowly, and scores.
/// </summary>
public sealed class ContentTarget : IFuzzTarget
{
    private const long Allowance = 2 * 1024 * 1024;
    private const long PerByte = 256;

    private readonly BundleWriter _writer = new();
    private readonly TrustState _trust;

    // The writer's root quarantines a section of one zero, which is the other target's business.
    public ContentTarget() => _trust = _writer.Trust with { Quarantine = [] };

    public string Name => "content";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "\t", "\n", "0", "1", "-1", "-0", "0.5", "NaN", "Infinity", "1E+15", "1e400",
            "9223372036854775807",
            "headers\tf32\t0\n", "cookie\tbool\t1\n", "os\tcategory\t0.5\n", "unset", "headers.count",
            "(", "#",
            "0000000000000000\t1\n", "{\"k\":\"c\",\"c\":1}\n", "t0\t1\t1\t0\t0\t0\t0\t0\t1\n", "WEIRTREE",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFF], [0, 0, 0, 0],
    ];

    public byte[] Reshape(byte[] input, Random chance)
    {
        var (layer, sections) = Split(input);
        var names = ContentMaker.Names[layer];
        if (chance.Next(4) == 0)
        {
            layer = chance.Next(ContentMaker.Names.Length);
            names = ContentMaker.Names[layer];
            return Join(layer, [.. names.Select(name => ContentMaker.Section(name, layer, chance))]);
        }

        var at = chance.Next(names.Length);
        var token = Tokens[chance.Next(Tokens.Count)];
        var place = chance.Next(sections[at].Length + 1);
        var length = Math.Min(sections[at].Length - place, chance.Next(6));
        sections[at] = chance.Next(3) == 0
            ? ContentMaker.Section(names[at], layer, chance)
            : [.. sections[at].AsSpan(0, place), .. token, .. sections[at].AsSpan(place + length)];
        return Join(layer, sections);
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        var (layer, sections) = Split(input.ToArray());
        var release = Verified(layer, sections);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = Validator.Validate(release, ContentMaker.Plan);
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        FuzzFailure.Unless(
            used <= Allowance + (PerByte * input.Length), $"{used} bytes to validate {input.Length}");
        if (!outcome.Try(out var validated, out var refusal))
        {
            FuzzFailure.Unless(
                refusal is { Gate: Gate.Validate, Reason: not RefusalReason.Unset }, $"refused by {refusal}");
            FuzzFailure.Unless(refusal.Detail.Length is > 0 and <= Limits.RefusalDetail + 3, "no detail");
            return $"{layer} {refusal.Reason} {refusal.Detail.Split(' ')[0]}";
        }

        return validated.Content switch
        {
            SignalsContent signals => Signals(signals, sections),
            ModelContent model => Model(model, sections),
            _ => "policy",
        };
    }

    private static string Signals(SignalsContent content, byte[][] sections)
    {
        FuzzFailure.Unless(
            SignalsText.Features(content.Features).AsSpan().SequenceEqual(sections[0])
            && SignalsText.Counts(content.Counts).AsSpan().SequenceEqual(sections[2]), "written otherwise");
        FuzzFailure.Unless(SlowContent.Agrees(content, sections), "read otherwise");
        return $"signals {Math.Min(content.Traffic.Count, 4)} {Math.Min(content.Counts.Length, 4)}";
    }

    private static string Model(ModelContent content, byte[][] sections)
    {
        FuzzFailure.Unless(
            ModelText.Features(content.Definitions).AsSpan().SequenceEqual(sections[0])
            && ModelSection.Write(content.Plan.Model).AsSpan().SequenceEqual(sections[1])
            && ModelText.Expected(content.Probes.Expected).AsSpan().SequenceEqual(sections[3]),
            "written otherwise");
        FuzzFailure.Unless(ProbeRun.Read(sections[2]).Try(out var run, out _), "probes are read only once");
        var scoring = new ActiveScoring(content.Plan, TrafficTable.Empty, ScoringSwitches.None);
        var scored = run?.Score(scoring) ?? [];
        FuzzFailure.Unless(scored.All(static s => s.Score is >= 1 and <= 99), "a score out of range");
        return $"model {Math.Min(scored.Length, 8)} {scored.Count(static s => s.Heuristic is null) > 0}";
    }

    private VerifiedRelease Verified(int layer, byte[][] sections)
    {
        // Packed in a hurry: thoroughly, it takes longer than all that is tried here.
        using var compressor = new Compressor(1);
        byte[][] packed = [.. sections.Select(s => compressor.Wrap(s).ToArray())];
        var document = new Manifest
        {
            Layer = layer switch { 0 => Layer.Signals, 1 => Layer.Model, _ => Layer.Policy },
            Number = 1,
            Created = BundleWriter.Now,
            Expires = BundleWriter.Now.AddHours(1),
            Needs = ContentMaker.Needs,
            Sections =
            [
                .. ContentMaker.Names[layer].Select((name, i) => new SectionEntry(
                    name, Hash256.Of(sections[i]), Hash256.Of(packed[i]), packed[i].Length,
                    sections[i].Length)),
            ],
        }.Write();
        var bytes = _writer.Signed(document, [.. packed.SelectMany(static p => p)]);
        return Bundle.Read(bytes).Try(out var bundle, out _)
            && Verifier.Verify(bundle, _trust, new VerifyContext(BundleWriter.Now))
                .Try(out var release, out _)
                ? release
                : throw new FuzzFailure("what the target itself signs is not verified");
    }

    /// <summary>Whatever the bytes are they are some sections; lengths that are too great end with the input.
    /// </summary>
    private static (int Layer, byte[][] Sections) Split(byte[] input)
    {
        var layer = input.Length > 0 ? input[0] % ContentMaker.Names.Length : 0;
        var rest = input.AsSpan(Math.Min(1, input.Length));
        var sections = new byte[ContentMaker.Names[layer].Length][];
        for (var i = 0; i < sections.Length; i++)
        {
            var length = rest.Length >= 4 ? BitConverter.ToUInt32(rest) : 0;
            rest = rest[Math.Min(4, rest.Length)..];
            var taken = (int)Math.Min(length, (uint)rest.Length);
            sections[i] = rest[..taken].ToArray();
            rest = rest[taken..];
        }

        return (layer, sections);
    }

    private static byte[] Join(int layer, byte[][] sections) =>
        [(byte)layer, .. sections.SelectMany(static s => BitConverter.GetBytes((uint)s.Length).Concat(s))];
}
