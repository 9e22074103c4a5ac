using System.Collections.Immutable;
using System.Text.Json;
using Weir.Decisions;
using Weir.Releases.Format;

namespace Weir.Releases.Lifecycle;

/// <summary>What an operator has asked for and a restart must not forget: holds and switches.</summary>
internal sealed record DeskFile(ImmutableArray<IntakeHold> Holds, ImmutableArray<KillSwitch> Switches)
{
    private const int CurrentFormat = 1;

    public static DeskFile Empty { get; } = new([], []);

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", CurrentFormat);
            json.WriteStartArray("holds");
            foreach (var hold in Holds)
            {
                json.WriteStartObject();
                json.WriteString("layer", hold.Layer.Name());
                json.WriteString("until", Manifest.Text(hold.Until));
                json.WriteString("by", hold.By);
                json.WriteString("why", Cut(hold.Why));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("switches");
            foreach (var thrown in Switches)
            {
                json.WriteStartObject();
                json.WriteString("target", thrown.Target);
                json.WriteString("since", Manifest.Text(thrown.Since));
                json.WriteString("until", Manifest.Text(thrown.Until));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static Outcome<DeskFile, Refusal> Read(ReadOnlyMemory<byte> content)
    {
        if (!StrictJson.Parse(content, "desk").Try(out var json, out var refusal))
        {
            return refusal.As<DeskFile>();
        }

        if (json.Number("format", 0, int.MaxValue) is var format && format != CurrentFormat)
        {
            json.Fail(RefusalReason.UnknownFormat, $"format {format}, this program reads {CurrentFormat}");
        }

        var holds = json.List(
            "holds", Limits.DeskHolds, RefusalReason.TooLarge,
            static part => new IntakeHold(
                LayerNames.Read(part.Text("layer", 16)), part.Time("until"), part.Text("by", 16),
                part.Text("why", Limits.RefusalDetail)));
        var switches = json.List(
            "switches", Limits.DeskSwitches, RefusalReason.TooLarge,
            static part => new KillSwitch(part.Text("target", 300), part.Time("since"), part.Time("until")));
        json.Finish();
        return json.Problem is { } problem
            ? problem.As<DeskFile>()
            : Outcome<DeskFile, Refusal>.Ok(new DeskFile(
                [.. holds.Where(static h => h.Layer != Layer.Unset)],
                [.. switches.Where(static s => SwitchBoard.IsTarget(s.Target))]));
    }

    private static string Cut(string text) =>
        text.Length <= Limits.RefusalDetail ? text : text[..Limits.RefusalDetail];
}
