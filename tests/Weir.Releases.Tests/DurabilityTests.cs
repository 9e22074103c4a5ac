using Weir.Releases.History;
using Weir.Releases.Tests.Durability;

namespace Weir.Releases.Tests;

/// <summary>
/// Every operation of the store, with every fault at every step. The next start must open, find what was
/// there before or the whole of the new, and sweep away the rest.
/// </summary>
public sealed class DurabilityTests
{
    private const int MostSteps = 200;

    public static TheoryData<string, DiskFault> Cases =>
    [
        .. from name in Operation.All.Keys
           from fault in Enum.GetValues<DiskFault>()
           where fault != DiskFault.Unset
           select (name, fault),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Store_WithAFaultAtAnyStep_IsWholeAtTheNextStart(string name, DiskFault fault)
    {
        var operation = Operation.All[name];
        var (old, whole) = (Undisturbed(operation, acts: false), Undisturbed(operation, acts: true));
        var reached = true;
        var steps = 0;
        while (reached)
        {
            steps++;
            Assert.True(steps < MostSteps, "there is no end of steps");
            using var folder = new DataFolder();
            operation.Before(folder.Reopened());
            var files = new FaultyFiles(fault, steps);
            var status = Run(operation, new ReleaseStore(files, folder.Path));
            reached = files.WasReached;

            var seen = operation.Seen(folder.Reopened(), folder.Path);
            folder.HoldsNoHalfState();
            Assert.True(
                seen == whole || (seen == old && status != FileStatus.Done),
                $"step {steps}: {status}, then '{seen}', neither '{old}' nor '{whole}'");
        }

        Assert.True(steps > 2, "hardly any step was disturbed");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Store_ThatSaysDone_KeepsItWithoutPower(string name)
    {
        var operation = Operation.All[name];
        using var folder = new DataFolder();
        operation.Before(folder.Reopened());
        var files = new FaultyFiles(DiskFault.Unset, at: int.MaxValue);
        Assert.Equal(FileStatus.Done, operation.Act(new ReleaseStore(files, folder.Path)));
        files.LosePower();
        Assert.Equal(Undisturbed(operation, acts: true), operation.Seen(folder.Reopened(), folder.Path));
    }

    public static TheoryData<string> Names => [.. Operation.All.Keys];

    private static FileStatus Run(Operation operation, ReleaseStore store)
    {
        try
        {
            return operation.Act(store);
        }
        catch (KilledException)
        {
            return FileStatus.Unset;
        }
    }

    private static string Undisturbed(Operation operation, bool acts)
    {
        using var folder = new DataFolder();
        operation.Before(folder.Reopened());
        Assert.Equal(FileStatus.Done, acts
            ? operation.Act(new ReleaseStore(new DurableFiles(), folder.Path))
            : FileStatus.Done);
        return operation.Seen(folder.Reopened(), folder.Path);
    }
}
