using System.Text.Json;
using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Xunit;

namespace Weir.Cli.Tests;

/// <summary><c>weir train</c>, and the model that comes with the program as its result.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-train-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AFolderWithoutLabels_Exits1_NamingIt_AndWritesNothing()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "some.jsonl"), "{}\n", TestContext.Current.CancellationToken);
        var model = Path.Combine(_folder, "new.model");

        var run = await Run.Weir($"train --from {_folder} --out {model}");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains(
            $"weir train: {_folder} has no sessions.jsonl", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(model));
    }

    [Fact]
    public async Task NoFolder_Exits1_NamingIt()
    {
        var nowhere = Path.Combine(_folder, "nowhere");

        var run = await Run.Weir($"train --from {nowhere} --out {_folder}/new.model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains(nowhere, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheShippedModel_ReadsTheShippedFeatures_InTheirOrder()
    {
        Assert.True(ShippedModel.Plan().Try(out var plan, out var fault), fault.Detail);
        Assert.True(ShippedFeatures.Read().Try(out var definitions, out _));

        Assert.Equal(definitions.Select(static d => d.Name), plan.Model.Trees.FeatureNames);
    }

    /// <summary>Takes minutes, so it is only run where asked for: <c>WEIR_RETRAIN=1 ./test Cli</c>.</summary>
    [Fact]
    public async Task TrainedAgain_TheModelIsTheSame_BitForBit()
    {
        var root = Root();
        var captures = Path.Combine(root, "lab", "captures");
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("WEIR_RETRAIN") == "1", "takes minutes; set WEIR_RETRAIN=1");
        Assert.SkipUnless(Directory.Exists(captures), $"there are no captures in {captures}");
        var model = Path.Combine(_folder, "again.model");

        var run = await Run.Weir($"train --from {captures} --out {model} --json");

        Assert.True(run.Code == 0, run.Error);
        Assert.True(JsonDocument.Parse(run.Output).RootElement.GetProperty("trees").GetInt32() > 0);
        var shipped = Path.Combine(root, "src", "Weir.Decisions", "Scoring", "weir.model");
        Assert.True(
            File.ReadAllBytes(model).AsSpan().SequenceEqual(File.ReadAllBytes(shipped)),
            "retraining gives another model; on another type of processor that may be so");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Weir.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no checkout");
        }

        return folder;
    }
}
