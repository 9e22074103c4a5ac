using CsCheck;
using Weir.Releases.History;
using Weir.Releases.Lifecycle;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>
/// Weeks of a node in random order: releases good and bad, traffic, faults, full disks, restarts, operators.
/// A run that fails is a seed.
/// </summary>
public sealed class SimulationTests
{
    private const int Runs = 40;

    private enum Deed
    {
        GoodSignals,
        BadSignals,
        Model,
        OtherModel,
        Garbage,
        Minute,
        LongTime,
        Faults,
        Unscored,
        DiskFull,
        DiskFree,
        Restart,
        Rollback,
        Kill,
        Revive,
        Hold,
        Release,
    }

    [Fact]
    public void Node_WhateverHappens_RunsOnlyWhatItMay() =>
        Gen.Enum<Deed>().Array[5, 60].Sample(Live, iter: Runs, threads: 1, seed: "0000KTH4kmc4");

    private static void Live(Deed[] deeds)
    {
        using var node = new TestNode();
        var disk = new SwitchedFiles();
        node.Files = disk;
        node.Restart();
        var floors = new Dictionary<Layer, long>();
        foreach (var deed in deeds)
        {
            var stable = deed == Deed.Restart ? Newest(node) : null;
            var full = disk.IsFull;
            Do(node, disk, deed, floors);
            Check(node);
            if (stable is not null)
            {
                Assert.Equal(stable, node.Active.Tuple);
                Assert.Null(node.Desk.State.Candidate);
            }

            Assert.True(disk.IsFull == full || deed is Deed.DiskFull or Deed.DiskFree);
        }
    }

    private static void Do(TestNode node, SwitchedFiles disk, Deed deed, Dictionary<Layer, long> floors)
    {
        switch (deed)
        {
            case Deed.GoodSignals:
                Submit(node, node.Signals(), floors);
                break;
            case Deed.BadSignals:
                Submit(node, node.BadSignals(), floors);
                break;
            case Deed.Model:
                Submit(node, node.Model(), floors);
                break;
            case Deed.OtherModel:
                Submit(node, node.Model(otherFeatures: true), floors);
                break;
            case Deed.Garbage:
                Submit(node, [1, 2, 3], floors);
                break;
            case Deed.Minute:
                node.Run(61);
                break;
            case Deed.LongTime:
                node.Run(601, requests: 0);
                break;
            case Deed.Faults:
                node.Run(1, requests: 100, faults: 100);
                break;
            case Deed.Unscored:
                node.Run(3, requests: 100, unscored: 50);
                break;
            case Deed.DiskFull:
                disk.IsFull = true;
                break;
            case Deed.DiskFree:
                disk.IsFull = false;
                break;
            case Deed.Restart:
                node.Restart();
                break;
            default:
                Ask(node, deed);
                break;
        }
    }

    private static void Ask(TestNode node, Deed deed)
    {
        var done = deed switch
        {
            Deed.Rollback => node.Desk.Rollback(Layer.Signals).Match(static _ => true, static _ => false),
            Deed.Kill => node.Desk.Kill("module:traffic", TimeSpan.FromMinutes(10)).Done,
            Deed.Revive => node.Desk.Revive("module:traffic").Done,
            Deed.Hold => node.Desk.Hold(Layer.Signals, TimeSpan.FromMinutes(5)).Done,
            Deed.Release => node.Desk.Release(Layer.Signals).Done,
            _ => throw new InvalidOperationException($"{deed}"),
        };
        Assert.True(done || deed != Deed.Kill);
    }

    /// <summary>What is accepted has a higher number than whatever was accepted before it.</summary>
    private static void Submit(TestNode node, byte[] bundle, Dictionary<Layer, long> floors) =>
        Assert.True(node.Desk.Submit(bundle).Match(
            taken =>
            {
                Assert.True(taken.Number > floors.GetValueOrDefault(taken.Layer));
                floors[taken.Layer] = taken.Number;
                return true;
            },
            static refusal => refusal.Reason != RefusalReason.Unset));

    private static void Check(TestNode node)
    {
        var state = node.Desk.State;
        Assert.Same(state.Active, node.Edge.Given[^1]);
        Assert.NotNull(state.Active.Scoring.Plan);
        Assert.True(
            state.Candidate is not null || state.Active.Numbers.IsEmpty
                || state.Proven.Any(p => p.Numbers.SequenceEqual(state.Active.Numbers)),
            "runs what is neither proven nor a candidate nor what the program brings");
        Assert.Equal(state.Alarms.Length, state.Alarms.Select(static a => a.Key).Distinct().Count());
        Assert.Equal(
            state.Switches.Length, state.Switches.Select(static s => s.Target).Distinct().Count());
        Assert.Equal(state.Holds.Length, state.Holds.Select(static h => h.Layer).Distinct().Count());
    }

    /// <summary>What the folder says was proven last.</summary>
    private static ReleaseTuple Newest(TestNode node)
    {
        var store = new ReleaseStore(new DurableFiles(), node.Folder.Path);
        Assert.True(store.LoadProven(out var proven, out _) is FileStatus.Done or FileStatus.NotFound);
        return proven.IsEmpty ? ReleaseTuple.Empty : proven[0].Tuple;
    }
}
