using System.Collections.Concurrent;
using Weir.Decisions;
using Weir.Events.Supervision;

namespace Weir.Events.Tests.Supervision;

/// <summary>The real way, with a shell in the place of the program.</summary>
public sealed class ChildLauncherTests
{
    private readonly ConcurrentQueue<string> _words = new();

    [Fact]
    public async Task Child_GetsItsArguments_NoInput_AndABoundedHeap()
    {
        var how = await RunAsync("echo \"$@\"; cat; echo heap $DOTNET_GCHeapHardLimit >&2; exit 3");
        Assert.Equal("exit code 3", how);
        Assert.Contains("keeper --data /data", _words);
        Assert.Contains("heap 10000000", _words);
    }

    [Fact]
    public async Task Child_HasALowerPriority()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "priorities are read from /proc");
        await RunAsync("read -r line; cut -d' ' -f19 /proc/self/stat");
        Assert.Contains("19", _words);
    }

    [Fact]
    public async Task Child_EndsWhenAsked()
    {
        using var life = Launch("exec sleep 600");
        life.Stop();
        Assert.Contains("143", await life.Ended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Child_IsKilled()
    {
        using var life = Launch("trap '' TERM; while :; do sleep 600; done");
        life.Kill();
        Assert.Contains("137", await life.Ended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessorTime_IsTold_UntilTheEnd()
    {
        using var life = Launch("while :; do :; done");
        while (life.Worked is { } worked && worked < Limits.KeeperStill)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        }

        Assert.NotNull(life.Worked);
        life.Kill();
        Assert.Contains("137", await life.Ended, StringComparison.Ordinal);
        Assert.Null(life.Worked);
    }

    [Fact]
    public void ProgramThatIsNotThere_IsAValue()
    {
        var launched = new ChildLauncher(["/no/such/program"]).Launch(_words.Enqueue);
        Assert.False(launched.Try(out _, out var fault));
        Assert.Contains("/no/such/program", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void LineWithoutEnd_IsCut_AndCostsNoMemory()
    {
        var lines = new List<string>();
        var cutter = new LineCutter(10, lines.Add);
        for (var i = 0; i < 100_000; i++)
        {
            cutter.Add("abc\u001b");
        }

        cutter.Add("\n\n\nnext\r\nlast");
        cutter.End();
        Assert.Equal(["abc abc ab", "next", "last"], lines);
    }

    private IKeeperLife Launch(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "wants a POSIX shell");
        var launched = new ChildLauncher(["/bin/sh", "-c", script, "sh", "keeper", "--data", "/data"])
            .Launch(_words.Enqueue);
        Assert.True(launched.Try(out var life, out var fault), fault.Detail);
        return life;
    }

    private async Task<string> RunAsync(string script)
    {
        using var life = Launch(script);
        return await life.Ended;
    }
}
