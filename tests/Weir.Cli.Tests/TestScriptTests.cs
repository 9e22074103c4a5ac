using Xunit;

namespace Weir.Cli.Tests;

public sealed class TestScriptTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Sums_WhatTheResultFilesSay()
    {
        _sandbox.Project("A.Tests", 0, Counters(total: 12, executed: 10, passed: 10));
        _sandbox.Project("B.Tests", 0, Counters(total: 5, executed: 5, passed: 5));

        await ExpectAsync("./test", 0, "15 passed, 0 failed, 2 skipped");
    }

    [Fact]
    public async Task Failures_Exit1()
    {
        _sandbox.Project("A.Tests", 2, Counters(total: 12, executed: 11, passed: 8));

        await ExpectAsync("./test", 1, "8 passed, 3 failed, 1 skipped");
    }

    [Fact]
    public async Task CrashedHost_CountsAsOneFailed()
    {
        _sandbox.Project("A.Tests", 0, Counters(total: 4, executed: 4, passed: 4));
        _sandbox.Project("B.Tests", 134, null);

        await ExpectAsync("./test", 1, "4 passed, 1 failed, 0 skipped");
    }

    [Fact]
    public async Task ExitCodeThatResultsDoNotExplain_CountsAsOneFailed()
    {
        _sandbox.Project("A.Tests", 139, Counters(total: 4, executed: 4, passed: 4));

        await ExpectAsync("./test", 1, "4 passed, 1 failed, 0 skipped");
    }

    [Fact]
    public async Task ProjectWithoutTests_CountsAsOneFailed()
    {
        _sandbox.Project("A.Tests", 8, Counters(total: 0, executed: 0, passed: 0));

        await ExpectAsync("./test", 1, "0 passed, 1 failed, 0 skipped");
    }

    [Fact]
    public async Task AllSkipped_IsNoFailure()
    {
        _sandbox.Project("A.Tests", 8, Counters(total: 3, executed: 0, passed: 0));

        await ExpectAsync("./test", 0, "0 passed, 0 failed, 3 skipped");
    }

    [Fact]
    public async Task NoProjectAtAll_CountsAsOneFailed() =>
        await ExpectAsync("./test", 1, "0 passed, 1 failed, 0 skipped");

    [Fact]
    public async Task BrokenBuild_CountsAsOneFailed()
    {
        _sandbox.Project("A.Tests", 0, Counters(total: 4, executed: 4, passed: 4));
        _sandbox.Write("fake/broken", "");

        var run = await ExpectAsync("./test", 1, "0 passed, 1 failed, 0 skipped");
        Assert.Contains("CS1002", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_PicksProjects()
    {
        _sandbox.Project("Edge.Tests", 0, Counters(total: 4, executed: 4, passed: 4));
        _sandbox.Project("Cli.Tests", 2, Counters(total: 4, executed: 4, passed: 3));

        await ExpectAsync("./test Edge", 0, "4 passed, 0 failed, 0 skipped");
        await ExpectAsync("./test Nothing", 1, "0 passed, 1 failed, 0 skipped");
    }

    private static string Counters(int total, int executed, int passed) =>
        $"""total="{total}" executed="{executed}" passed="{passed}" failed="{executed - passed}" """
        + """passedButRunAborted="0" notExecuted="0" """;

    private async Task<Run> ExpectAsync(string command, int code, string last)
    {
        var run = await _sandbox.BashAsync(command);
        Assert.Equal(last, run.Output.TrimEnd('\n').Split('\n')[^1]);
        Assert.Equal(code, run.Code);
        return run;
    }
}
