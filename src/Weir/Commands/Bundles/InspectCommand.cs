using System.Text;
using System.Text.Json;
using Weir.Decisions;
using Weir.Edge.Watching;
using Weir.Releases;
using Weir.Releases.Format;

namespace Weir.Cli.Commands.Bundles;

/// <summary>
/// <c>weir release inspect</c>: what a file holds, trusting none of it. A broken one is told as far as
/// it goes.
/// </summary>
internal static class InspectCommand
{
    private const string Name = "weir release inspect";

    public static int Run(string file, bool json, Terminal terminal)
    {
        if (!WholeFile.Read(file, Limits.ReleaseBytes).Try(out var content, out var fault))
        {
            return terminal.Refuse(Name, fault.Message);
        }

        var seen = Inspection.Of(content);
        var inside = ContentSummary.Of(seen);
        if (json)
        {
            terminal.Output.WriteLine(Json(file, seen, inside));
        }
        else
        {
            Tell(file, seen, inside, terminal);
        }

        if (seen.Refusal is not { } refusal)
        {
            return ExitCode.Done;
        }

        return terminal.Refuse(
            Name, $"{Reached(seen)}: {refusal.Gate.Name()}: {refusal.Reason}: {refusal.Detail}",
            Advice.For(refusal.Reason, new AdviceAbout(seen.Manifest?.Layer ?? Layer.Unset, file, null)));
    }

    private static string Reached(Inspection seen) =>
        seen.Envelope is null ? "nothing of it can be read"
        : seen.Manifest is null ? "readable up to its signatures, and its manifest is not"
        : seen.Sections.FirstOrDefault(static s => s.State != "whole") is { } section
            ? $"readable up to section '{section.Entry.Name}'"
            : "readable up to its last section";

    private static void Tell(string file, Inspection seen, ContentSummary inside, Terminal terminal)
    {
        var output = terminal.Output;
        if (seen.Envelope is null)
        {
            return;
        }

        output.WriteLine(terminal.OutputPaint.Heading(
            $"{Shown.Of(Path.GetFileName(file))}, {seen.Bytes} bytes"));
        if (seen.Manifest is { } manifest)
        {
            output.WriteLine($"layer      {manifest.Layer.Name()}");
            output.WriteLine($"number     {manifest.Number}");
            output.WriteLine($"created    {UtcText.Of(manifest.Created)}");
            output.WriteLine($"expires    {UtcText.Of(manifest.Expires)}");
            output.WriteLine($"needs      {Needs(manifest.Needs)}");
        }

        output.WriteLine($"identity   {seen.Hash}");
        foreach (var (signature, i) in seen.Signatures.Select(static (s, i) => (s, i)))
        {
            output.WriteLine($"{(i == 0 ? "signed by" : ""),-10} {signature.Key.Text}"
                + (signature.Fits ? "" : "  does not fit"));
        }

        if (seen.Signatures.IsEmpty)
        {
            output.WriteLine("signed by  nobody");
        }

        Sections(seen, terminal);
        inside.Tell(terminal);
        output.WriteLine();
        output.WriteLine(terminal.OutputPaint.Quiet(
            "This is what the file says of itself. 'weir release verify' says whether a node would take "
                + "it."));
    }

    private static void Sections(Inspection seen, Terminal terminal)
    {
        if (seen.Sections.IsEmpty)
        {
            return;
        }

        terminal.Output.WriteLine();
        var sheet = new Sheet("SECTION", "PACKED", "UNPACKED", "STATE", "HASH");
        foreach (var section in seen.Sections)
        {
            sheet.Add(
                section.Entry.Name, $"{section.Entry.Packed}", $"{section.Entry.Unpacked}", section.State,
                section.Entry.Hash.ToString());
        }

        sheet.Write(terminal);
    }

    private static string Needs(ReleaseNeeds needs) =>
        $"{needs.Features} features, {needs.Trees} trees, {needs.Rows} rows";

    private static string Json(string file, Inspection seen, ContentSummary inside)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("file", Path.GetFileName(file));
            json.WriteNumber("bytes", seen.Bytes);
            WriteManifest(seen, json);
            json.WriteStartArray("signatures");
            foreach (var signature in seen.Signatures)
            {
                json.WriteStartObject();
                json.WriteString("key", signature.Key.Text);
                json.WriteBoolean("fits", signature.Fits);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteSections(seen, json);
            inside.Write(json);
            json.WritePropertyName("refusal");
            RefusalJson.Write(seen.Refusal, json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteManifest(Inspection seen, Utf8JsonWriter json)
    {
        json.WriteString("hash", seen.Hash?.ToString());
        if (seen.Manifest is not { } manifest)
        {
            return;
        }

        json.WriteString("layer", manifest.Layer.Name());
        json.WriteNumber("number", manifest.Number);
        json.WriteString("created", UtcText.Of(manifest.Created));
        json.WriteString("expires", UtcText.Of(manifest.Expires));
        json.WriteStartObject("needs");
        json.WriteNumber("features", manifest.Needs.Features);
        json.WriteNumber("trees", manifest.Needs.Trees);
        json.WriteNumber("rows", manifest.Needs.Rows);
        json.WriteEndObject();
    }

    private static void WriteSections(Inspection seen, Utf8JsonWriter json)
    {
        json.WriteStartArray("sections");
        foreach (var section in seen.Sections)
        {
            json.WriteStartObject();
            json.WriteString("name", section.Entry.Name);
            json.WriteString("hash", section.Entry.Hash.ToString());
            json.WriteNumber("packed", section.Entry.Packed);
            json.WriteNumber("unpacked", section.Entry.Unpacked);
            json.WriteString("state", section.State);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
