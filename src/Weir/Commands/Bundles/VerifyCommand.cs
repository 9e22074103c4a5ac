using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Weir.Cli.Commands.Keys;
using Weir.Decisions;
using Weir.Edge.Watching;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Bundles;

/// <summary>
/// <c>weir release verify</c>: every check of a node on a bundle, against what a data folder trusts. Changes
/// nothing, and needs no running node.
/// </summary>
internal sealed class VerifyCommand(string dataFolder, Terminal terminal, TimeProvider time)
{
    private const string Name = "weir release verify";

    public int Run(string file, bool json)
    {
        if (!WholeFile.Read(file, Limits.ReleaseBytes).Try(out var content, out var unread))
        {
            return terminal.Refuse(Name, unread.Message);
        }

        if (!TrustFolder.Read(dataFolder).Try(out var trust, out var fault))
        {
            return terminal.Refuse(Name, fault.Detail);
        }

        var result = Judge(content, trust);
        if (json)
        {
            terminal.Output.WriteLine(Json(file, result));
        }
        else
        {
            Tell(result);
        }

        return result.Refusal is { } refusal
            ? terminal.Refuse(Name, $"refused at {refusal.Gate.Name()}: {refusal.Reason}: {refusal.Detail}",
                Advice.For(refusal.Reason, new AdviceAbout(
                    result.Bundle?.Manifest.Layer ?? Layer.Unset, file, dataFolder)))
            : ExitCode.Done;
    }

    private Judgement Judge(byte[] content, TrustState trust)
    {
        if (!Bundle.Read(content).Try(out var bundle, out var refusal))
        {
            return new Judgement(null, trust, null, [], refusal);
        }

        var now = time.GetUtcNow();
        if (!Verifier.Verify(bundle, trust, new VerifyContext(now)).Try(out var verified, out refusal))
        {
            return new Judgement(bundle, trust, null, [], refusal);
        }

        var running = RunningContent.Find(dataFolder, trust, now);
        return Validator.Validate(verified, running.Scoring.Plan).Try(out var validated, out refusal)
            ? new Judgement(bundle, trust, running, verified.Warnings, Later(validated, running))
            : new Judgement(bundle, trust, running, verified.Warnings, refusal);
    }

    private Refusal? Later(ValidatedRelease validated, RunningContent running) =>
        Gates.Pass(validated, new GateContext(running.Scoring, running.Before, static _ => null, time))
            .Match<Refusal?>(static _ => null, static refusal => refusal);

    private void Tell(Judgement result)
    {
        var output = terminal.Output;
        if (result.Bundle is { } bundle)
        {
            output.WriteLine(terminal.OutputPaint.Heading(
                $"{bundle.Manifest.Layer.Name()} {bundle.Manifest.Number}  {bundle.Hash}"));
        }

        foreach (var (gate, state, _) in result.States())
        {
            output.WriteLine($"{gate.Name(),-10} {state}");
        }

        foreach (var warning in result.Warnings)
        {
            output.WriteLine($"warning    {Shown.Of(warning)}");
        }

        output.WriteLine($"against    root {result.Trust.Root.Version}"
            + (result.Running is { } running ? $" and {running.Name}" : "") + $" of {Shown.Of(dataFolder)}");
        if (result.Refusal is null)
        {
            output.WriteLine("The node of this folder would take it.");
        }
    }

    private static string Json(string file, Judgement result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("file", Path.GetFileName(file));
            if (result.Bundle is { } bundle)
            {
                json.WriteString("hash", bundle.Hash.ToString());
                json.WriteString("layer", bundle.Manifest.Layer.Name());
                json.WriteNumber("number", bundle.Manifest.Number);
            }

            json.WriteBoolean("taken", result.Refusal is null);
            json.WriteStartArray("gates");
            foreach (var (gate, _, state) in result.States())
            {
                json.WriteStartObject();
                json.WriteString("gate", gate.Name());
                json.WriteString("state", state);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("warnings");
            foreach (var warning in result.Warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
            json.WriteNumber("root", result.Trust.Root.Version);
            json.WriteString("against", result.Running?.Name);
            json.WritePropertyName("refusal");
            RefusalJson.Write(result.Refusal, json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <param name="Bundle">Null where it could not be read.</param>
    /// <param name="Trust">Of the folder.</param>
    /// <param name="Running">Null where it did not get so far.</param>
    /// <param name="Warnings">What does not refuse it.</param>
    /// <param name="Refusal">Null where every gate was passed.</param>
    private sealed record Judgement(
        Bundle? Bundle, TrustState Trust, RunningContent? Running, ImmutableArray<string> Warnings,
        Refusal? Refusal)
    {
        /// <summary>Each gate of the layer, in words for a person and for a program.</summary>
        public IEnumerable<(Gate Gate, string Words, string State)> States()
        {
            var reached = true;
            foreach (var gate in GatesOf(Bundle?.Manifest.Layer ?? Layer.Unset))
            {
                if (Refusal is { } refusal && refusal.Gate == gate)
                {
                    reached = false;
                    yield return (gate, $"refused: {refusal.Reason}", "refused");
                }
                else if (reached && gate == Gate.Reconcile)
                {
                    yield return (gate, "by the running node alone, which counted the requests", "by_node");
                }
                else
                {
                    yield return reached ? (gate, "passed", "passed") : (gate, "not reached", "not_reached");
                }
            }
        }

        private static IEnumerable<Gate> GatesOf(Layer layer) => layer switch
        {
            Layer.Model => [Gate.Read, Gate.Verify, Gate.Validate, Gate.Probe, Gate.Warm],
            Layer.Signals => [Gate.Read, Gate.Verify, Gate.Validate, Gate.Reconcile, Gate.Warm],
            Layer.Lists or Layer.Policy or Layer.Unset => [Gate.Read, Gate.Verify, Gate.Validate, Gate.Warm],
            _ => [Gate.Read, Gate.Verify, Gate.Validate, Gate.Warm],
        };
    }
}
