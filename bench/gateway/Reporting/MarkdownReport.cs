using Weir.Bench.Gateway.Load;
using Weir.Bench.Gateway.Measuring;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway.Reporting;

/// <summary>The tables of a run, for people and for pasting; goals last, missed ones in bold.</summary>
internal sealed class MarkdownReport(Results results, TextWriter to)
{
    private const double QuietProcessors = 0.1;

    public void Write()
    {
        WriteMachine();
        foreach (var scenario in Scenario.All.Where(one => results.Options.Scenarios.Contains(one.Name)))
        {
            WriteScenario(scenario);
        }

        WriteStartAndMemory();
        WriteGoals();
        WriteNotes();
    }

    private void WriteMachine()
    {
        var machine = results.Machine;
        to.WriteLine($"# Gateway bench, {results.At:yyyy-MM-dd HH:mm} UTC, {machine.Commit}");
        to.WriteLine();
        to.WriteLine($"{machine.Cpu}, {machine.Cores} cores, {machine.MemoryGb:0.0} GB; {machine.Kernel}; "
            + $".NET {machine.DotNet}; load before the run {machine.LoadAverage}.");
        to.WriteLine(string.Join("; ", machine.Programs) + ".");
        to.WriteLine();
        to.WriteLine("CPU is user and system time of the proxy's processes for one request, that of Weir's "
            + "keeper apart and until it had stored what a round left. Figures are the median of the rounds "
            + "(least-greatest); ratios are made within a round first.");
        if (results.Options.Quick)
        {
            to.WriteLine();
            to.WriteLine("**A smoke run: one short round, barely warm. No figure here proves anything.**");
        }
    }

    private void WriteScenario(Scenario scenario)
    {
        var streams = scenario.Streams > 1 ? $" of {scenario.Streams} streams" : "";
        Heading($"{scenario.Title}: {scenario.Connections} connections{streams}, "
            + $"{Scenario.Headers.Count + 1} headers, {Scenario.AnswerBytes}-byte answer, "
            + $"{results.Options.Rounds} x {results.Options.Seconds} s");
        to.WriteLine("| proxy | CPU us/request | against nginx | against bare YARP | keeper us/request "
            + "| managed bytes/request "
            + "| requests/s | p50 ms | p99 ms | void rounds |");
        to.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var peer in results.Peers)
        {
            to.WriteLine(Row(
                PeerNames.Describe(peer),
                Text.Tenths(results.Of(scenario.Name, peer, round => round.CpuMicroseconds)),
                Text.Ratios(results.Ratio(scenario.Name, peer, PeerNames.Nginx)),
                Text.Ratios(results.Ratio(scenario.Name, peer, PeerNames.Yarp)),
                Text.Tenths(results.Of(scenario.Name, peer, round => round.BesideMicroseconds)),
                Text.Wholes(results.Of(scenario.Name, peer, round => round.BytesPerRequest)),
                Text.Wholes(results.Of(scenario.Name, peer, round => round.RequestsPerSecond)),
                Text.Tenths(results.Of(scenario.Name, peer, round => round.P50Milliseconds)),
                Text.Tenths(results.Of(scenario.Name, peer, round => round.P99Milliseconds)),
                $"{results.Void(scenario.Name, peer)}"));
        }

        var others = Spread.Of(results.Rounds.Where(round => round.Scenario == scenario.Name)
            .Select(round => round.OtherProcessors));
        to.WriteLine();
        var quiet = others?.Median <= QuietProcessors;
        to.WriteLine($"Processors that something else kept busy meanwhile: {Text.Ratios(others)}."
            + (quiet ? "" : " **Not a quiet machine: do not keep these figures.**"));
    }

    private void WriteStartAndMemory()
    {
        Heading("Start and memory");
        to.WriteLine("| proxy | start to first answer, ms | resident idle, MB | resident after load, MB "
            + "| keeper after load, MB |");
        to.WriteLine("|---|---|---|---|---|");
        foreach (var peer in results.Peers)
        {
            var memory = results.Memory.FirstOrDefault(one => one.Peer == peer);
            to.WriteLine(Row(
                PeerNames.Describe(peer),
                Text.Milliseconds(results.StartsOf(peer)),
                Text.Tenth(memory?.IdleBytes / 1e6),
                Text.Tenth(memory?.AfterLoadBytes / 1e6),
                Text.Tenth(memory is { BesideBytes: > 0 } ? memory.BesideBytes / 1e6 : null)));
        }
    }

    private void WriteGoals()
    {
        Heading("Goals");
        to.WriteLine("| goal | measured | |");
        to.WriteLine("|---|---|---|");
        foreach (var goal in Goals.Judge(results))
        {
            to.WriteLine(Row(goal.What, goal.Measured, goal.Mark));
        }
    }

    private void WriteNotes()
    {
        var voided = results.Rounds.Where(round => round.Void is not null)
            .Select(round => $"void: {round.Scenario}, round {round.Number}, {round.Peer}: {round.Void}");
        string[] notes = [.. results.Notes, .. voided];
        if (notes.Length == 0)
        {
            return;
        }

        Heading("Notes");
        foreach (var note in notes)
        {
            to.WriteLine($"- {note}");
        }
    }

    private void Heading(string text)
    {
        to.WriteLine();
        to.WriteLine($"## {text}");
        to.WriteLine();
    }

    private static string Row(params IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";
}
