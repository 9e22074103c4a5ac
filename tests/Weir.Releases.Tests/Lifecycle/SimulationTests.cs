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

    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);

    /// <summary>What can happen, by name, so that a run that fails can be read.</summary>
    private static readonly Dictionary<string, Action<Life>> Deeds = new()
    {
        ["good signals"] = static life => life.Submit(life.Node.Signals()),
        ["bad signals"] = static life => life.Submit(life.Node.BadSignals()),
        ["model"] = static life => life.Submit(life.Node.Model()),
        ["other model"] = static life => life.Submit(life.Node.Model(otherFeatures: true)),
        ["garbage"] = static life => life.Submit([1, 2, 3]),
        ["a minute"] = static life => life.Node.Run(61),
        ["another minute"] = static life => life.Node.Run(61),
        ["a long time"] = static life => life.Node.Run(601, requests: 0),
        ["faults"] = static life => life.Node.Run(1, requests: 100, faults: 100),
        ["unscored"] = static life => life.Node.Run(3, requests: 100, unscored: 50),
        ["disk full"] = static life => life.Disk.IsFull = true,
        ["disk free"] = static life => life.Disk.IsFull = false,
        ["restart"] = Restart,
        ["rollback"] = static life => Assert.True(
            life.Node.Desk.Rollback(Layer.Signals).Match(static _ => true, IsReason)),
        ["kill"] = static life => Assert.True(
            life.Node.Desk.Kill("module:traffic", TimeSpan.FromMinutes(10)).Done),
        ["revive"] = static life => Said(life.Node.Desk.Revive("module:traffic")),
        ["hold"] = static life => Assert.True(life.Node.Desk.Hold(Layer.Signals, Short).Done),
        ["release"] = static life => Said(life.Node.Desk.Release(Layer.Signals)),
    };

    [Fact]
    public void Node_WhateverHappens_RunsOnlyWhatItMay() =>
        Gen.Int[0, Deeds.Count - 1].Select(static i => Deeds.Keys.ElementAt(i)).Array[5, 60]
            .Sample(Live, iter: Runs, threads: 1);

    private static void Live(string[] deeds)
    {
        using var life = new Life();
        foreach (var deed in deeds)
        {
            Deeds[deed](life);
            Check(life.Node);
        }
    }

    private static void Restart(Life life)
    {
        var newest = Newest(life.Node);
        life.Node.Restart();
        Assert.Equal(newest, life.Node.Active.Tuple);
        Assert.Null(life.Node.Desk.State.Candidate);
    }

    private static void Said(DeskAnswer answer) => Assert.NotEmpty(answer.Detail);

    private static bool IsReason(Refusal refusal) => refusal.Reason != RefusalReason.Unset;

    /// <summary>A node on a disk that fills, and what it has accepted.</summary>
    private sealed class Life : IDisposable
    {
        private readonly Dictionary<Layer, long> _accepted = [];

        public Life()
        {
            Node.Files = Disk;
            Node.Restart();
        }

        public TestNode Node { get; } = new();

        public SwitchedFiles Disk { get; } = new();

        /// <summary>What is accepted has a higher number than whatever was accepted before it.</summary>
        public void Submit(byte[] bundle) => Assert.True(Node.Desk.Submit(bundle).Match(
            taken =>
            {
                Assert.True(taken.Number > _accepted.GetValueOrDefault(taken.Layer));
                _accepted[taken.Layer] = taken.Number;
                return true;
            },
            IsReason));

        public void Dispose() => Node.Dispose();
    }

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
