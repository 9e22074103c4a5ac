using Weir.Drills.Scratch;

namespace Weir.Drills.Tests;

public sealed class ScratchNodeTests
{
    [Fact]
    public async Task StartThatIsStopped_LeavesNothingBehind()
    {
        var folder = Directory.CreateTempSubdirectory("weir-scratch-");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ScratchNode.StartAsync(folder, stop.Token));

        Assert.False(Directory.Exists(folder.FullName));
    }

    [Fact]
    public async Task StartThatFails_LeavesNothingBehind()
    {
        var folder = Directory.CreateTempSubdirectory("weir-scratch-");

        // What the node would listen on is there already, and cannot be replaced.
        folder.CreateSubdirectory("admin.sock");
        await Assert.ThrowsAsync<DrillException>(
            () => ScratchNode.StartAsync(folder, TestContext.Current.CancellationToken));

        Assert.False(Directory.Exists(folder.FullName));
    }
}
