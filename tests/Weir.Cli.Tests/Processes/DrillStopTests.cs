using Xunit;

namespace Weir.Cli.Tests.Processes;

public sealed class DrillStopTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("scoring-gone", "admin.sock")]
    [InlineData("keeper-dies", "events")]
    public async Task Terminated_EndsInTheMiddle_AndLeavesNothingBehind(string drill, string begun)
    {
        await using var weir = WeirProcess.StartWith(_scratch.Root, "drill", "run", drill);
        await weir.Within(BegunAsync(begun));

        weir.Signal(WeirProcess.Terminate);
        var run = await weir.ExitAsync();

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal("weir drill: stopped before it was over; nothing is left of it", run.Error.TrimEnd());
        Assert.Empty(Directory.GetDirectories(_scratch.Root, "weir-drill-*"));
    }

    /// <summary>Until the node of the drill has made something in its folder.</summary>
    private async Task BegunAsync(string name)
    {
        while (!Directory.GetDirectories(_scratch.Root, "weir-drill-*")
            .Any(folder => Path.Exists(Path.Combine(folder, name))))
        {
            await Task.Delay(20, WeirProcess.Ct);
        }
    }
}
