using Weir.Edge.Releasing;
using Xunit;

namespace Weir.Edge.Tests.Releasing;

public sealed class DeskRoomTests
{
    [Fact]
    public void Take_LeavesAThreadForEachProcessor_AndAgainChangesNothing()
    {
        Assert.True(DeskRoom.Take());
        ThreadPool.GetMinThreads(out var once, out _);
        Assert.True(DeskRoom.Take());
        ThreadPool.GetMinThreads(out var twice, out _);

        Assert.True(once > Environment.ProcessorCount);
        Assert.Equal(once, twice);
    }
}
