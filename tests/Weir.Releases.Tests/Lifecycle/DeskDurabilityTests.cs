using Weir.Releases.History;
using Weir.Releases.Lifecycle;
using Weir.Releases.Tests.Durability;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>
/// What the desk does on disk, with every fault at every step. The running node keeps what it had or has the
/// new; the next start finds a proven tuple, and nothing half done.
/// </summary>
public sealed class DeskDurabilityTests
{
    private const int MostSteps = 200;

    /// <summary>Each from signals 1 proven and signals 2 in hand, or in force for a minute.</summary>
    private static readonly Dictionary<string, (bool Submitted, Action<TestNode, byte[]> Act)> Acts = new()
    {
        ["Boot"] = (false, static (_, _) => { }),
        ["Activate"] = (false, static (node, next) => Tried(node.Desk.Submit(next))),
        ["Prove"] = (true, static (node, _) => node.Run(60)),
        ["Demote"] = (true, static (node, _) => node.Run(1, requests: 100, faults: 100)),
        ["Refuse"] = (false, static (node, _) => Tried(node.Desk.Submit(new byte[] { 1, 2, 3 }))),
        ["Rollback"] = (true, static (node, _) =>
        {
            node.Run(60);
            Tried(node.Desk.Rollback(Layer.Signals));
            node.Run(60);
        }),
        ["Kill"] = (false, static (node, _) =>
            Assert.True(node.Desk.Kill("module:model", TimeSpan.FromHours(1)).Done)),
    };

    public static TheoryData<string, DiskFault> Cases =>
    [
        .. from act in Acts.Keys
           from fault in Enum.GetValues<DiskFault>()
           where fault != DiskFault.Unset
           select (act, fault),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Desk_WithAFaultAtAnyStep_BootsWhatWasProven(string name, DiskFault fault)
    {
        var reached = true;
        var steps = 0;
        using var node = new TestNode();
        node.Prove(node.Signals());
        var next = node.Signals();
        var whole = Snapshot(node.Folder.Path);
        while (reached)
        {
            steps++;
            Assert.True(steps < MostSteps, "there is no end of steps");
            Restore(node.Folder.Path, whole);
            var files = new FaultyFiles(fault, steps);
            var proven = Disturbed(node, Acts[name], next, files);
            reached = files.WasReached;

            node.Files = new DurableFiles();
            node.Restart();
            node.Folder.HoldsNoHalfState();
            Assert.True(
                proven.Contains(node.Active.Number(Layer.Signals)),
                $"step {steps}: runs {node.Active.Number(Layer.Signals)}, proven {string.Join(',', proven)}");
            Assert.Null(node.Desk.State.Candidate);
            Assert.NotNull(node.Desk.State.Root);

            // And takes the next one as if nothing had been; a way back without a key leaves a hold.
            Assert.Equal(node.Desk.State.Holds.Length > 0, node.Desk.Release(Layer.Signals).Done);
            var number = node.Desk.State.NextNumbers[Layer.Signals];
            node.Submit(node.Sign(
                Layer.Signals, number, Contents.Signals(Contents.Two, node.Clock.Now, 1_000 + steps),
                Layer.Signals));
        }

        Assert.True(steps > 1, "no step was disturbed");
    }

    [Fact]
    public void Prove_OnAFullDisk_ServesOn_AndTriesAgain()
    {
        using var node = new TestNode();
        var disk = new SwitchedFiles();
        node.Files = disk;
        node.Restart();
        node.Submit(node.Signals());
        disk.IsFull = true;
        node.Run(60);
        Assert.NotNull(node.Desk.State.Candidate);
        Assert.NotNull(node.Alarm("storage"));
        Assert.Equal((0, 1), node.Numbers);
        var tries = Tries(node);
        node.Run(29);
        Assert.Equal(tries, Tries(node));
        node.Run(1);
        Assert.Equal(tries + 1, Tries(node));
        disk.IsFull = false;
        node.Run(30);
        Assert.True(node.Has(DeskEventKind.Proven));
        Assert.Null(node.Alarm("storage"));
    }

    [Fact]
    public void Submit_OnAFullDisk_IsRefused_AndWhatRunsStays()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        var disk = new SwitchedFiles();
        node.Files = disk;
        node.Restart();
        var before = node.Active;
        disk.IsFull = true;
        var next = node.Signals();
        Assert.Equal(RefusalReason.StorageFailed, node.Refused(next).Reason);
        Assert.Same(before, node.Active);
        disk.IsFull = false;
        node.Submit(next);
    }

    private static int Tries(TestNode node) =>
        node.Desk.State.History.Count(static e => e.Kind == DeskEventKind.StorageFailed);

    /// <returns>Numbers of signals that may be proven by what was said before the process was gone.</returns>
    private static HashSet<long> Disturbed(
        TestNode node, (bool Submitted, Action<TestNode, byte[]> Act) act, byte[] next, FaultyFiles faulty)
    {
        var disk = new SwitchedFiles { Next = new DurableFiles() };
        node.Files = disk;
        HashSet<long> maybe = [1];
        try
        {
            if (act.Submitted)
            {
                node.Restart();
                node.Submit(next);
                maybe.UnionWith([2, 3]);
                disk.Next = faulty;
            }
            else
            {
                disk.Next = faulty;
                node.Restart();
            }

            act.Act(node, next);
            if (node.Desk.State.Proven is [var newest, ..])
            {
                // Said to be proven, and nothing in doubt: nothing else may be there at the next start.
                var number = newest.Numbers.GetValueOrDefault(Layer.Signals);
                maybe.Add(number);
                return node.Desk.State.Candidate is null && node.Alarm("storage") is null ? [number] : maybe;
            }
        }
        catch (KilledException)
        {
            // Gone in the middle, with whatever was written by then.
        }

        return maybe;
    }

    private static void Tried(Weir.Decisions.Outcome<ReleaseAccepted, Refusal> outcome) =>
        Assert.True(outcome.Match(static _ => true, static refusal => refusal.Reason != RefusalReason.Unset));

    private static Dictionary<string, byte[]> Snapshot(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllBytes);

    private static void Restore(string folder, Dictionary<string, byte[]> files)
    {
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!files.ContainsKey(Path.GetRelativePath(folder, path)))
            {
                File.Delete(path);
            }
        }

        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }
}
