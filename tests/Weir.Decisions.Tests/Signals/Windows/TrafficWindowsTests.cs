using System.Net;
using CsCheck;
using Weir.Decisions.Signals.Windows;

namespace Weir.Decisions.Tests.Signals.Windows;

public sealed class TrafficWindowsTests
{
    private static readonly WindowSizes Small = new(64, 64, 64, 64);

    private static readonly Gen<(int Gap, int Key, int Path, int Kind)[]> Traffic =
        Gen.Select(Gen.Frequency((6, Gen.Int[0, 900]), (2, Gen.Int[0, 15_000]), (1, Gen.Int[0, 700_000])),
            Gen.Int[0, 3], Gen.Int[0, 30], Gen.Int[0, 9]).Array[1, 300];

    [Fact]
    public void EveryValue_IsWhatAFullHistorySays() => Traffic.Sample(
        steps =>
        {
            var windows = new TrafficWindows(1, Small);
            var exact = new ExactWindows();
            var readings = new WindowReadings();
            var now = 0L;
            foreach (var (gap, key, path, kind) in steps)
            {
                now += gap;
                var arrival = Arrival(windows, $"10.0.0.{key}", $"/p{path}", kind);
                if (kind >= 7)
                {
                    var status = kind == 7 ? 404 : 200;
                    windows.Respond(arrival, now, status);
                    exact.Respond(arrival, now, status);
                    continue;
                }

                windows.Arrive(arrival, now, readings);
                exact.Arrive(arrival, now);
                foreach (var field in WindowFields.All.Where(f => f.Key == WindowKey.Address))
                {
                    AssertSame(
                        exact.Read(arrival.Address, now, field.Measure, field.Span),
                        readings.Read(field.Key, field.Measure, field.Span), field);
                }
            }
        },
        iter: 300);

    [Fact]
    public void TenMillionKeys_TakeNoMoreMemory_AndLeaveABusyOneKnown()
    {
        var windows = new TrafficWindows(7, WindowSizes.Default);
        var readings = new WindowReadings();
        var busy = Arrival(windows, "203.0.113.9", "/", 0);
        for (var i = 0; i < 100; i++)
        {
            windows.Arrive(busy, 1_000 + i, readings);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var some = 0x1234_5678_9abc_def1UL;
        for (var i = 0; i < 10_000_000; i++)
        {
            some = (some * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
            var arrival = new Arrival(some, some ^ 1, 0, some ^ 3, some, false, false, false);
            windows.Arrive(arrival, 2_000, readings);
        }

        // A byte a key would be ten million; the runtime itself may allocate while it compiles the loop.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        Assert.InRange(windows.Bytes, 1, Limits.WindowBytes);
        windows.Arrive(busy, 3_000, readings);
        Assert.Equal(101, readings.Read(WindowKey.Address, WindowMeasure.Count, WindowSpan.Minute));
    }

    [Fact]
    public void AFullSet_ForgetsTheIdleBeforeTheBusy()
    {
        var table = new WindowTable(8);
        var one = new Arrival(1, 0, 0, 0, 1, false, false, false);
        for (var key = 1UL; key <= 8; key++)
        {
            for (var i = 0UL; i < key; i++)
            {
                table.Arrive(key, 1_000, one, 0, out _);
            }
        }

        // The seventh is idle for more than ten minutes, and so goes although it was busy once.
        for (var key = 1UL; key <= 8; key++)
        {
            if (key != 7)
            {
                table.Arrive(key, 700_000, one, 0, out _);
            }
        }

        table.Arrive(9, 700_000, one, 0, out _);
        table.Arrive(8, 700_000, one, 0, out var eighth);
        table.Arrive(7, 700_000, one, 0, out var seventh);

        Assert.Equal(2u, eighth.TenMinutes.Running);
        Assert.Equal(1u, seventh.TenMinutes.Running + seventh.TenMinutes.Before);
    }

    [Fact]
    public async Task ManyThreads_LoseNoArrival()
    {
        var windows = new TrafficWindows(3, Small);
        var arrival = Arrival(windows, "192.0.2.1", "/", 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () =>
            {
                var own = new WindowReadings();
                for (var i = 0; i < 50_000; i++)
                {
                    windows.Arrive(arrival, 5_000, own);
                }
            },
            TestContext.Current.CancellationToken)));

        var readings = new WindowReadings();
        windows.Arrive(arrival, 5_000, readings);
        Assert.Equal(200_001, readings.Read(WindowKey.Address, WindowMeasure.Count, WindowSpan.TenSeconds));
    }

    [Fact]
    public void AClockThatGoesBack_LosesNothing()
    {
        var windows = new TrafficWindows(3, Small);
        var readings = new WindowReadings();
        var arrival = Arrival(windows, "192.0.2.1", "/", 0);
        windows.Arrive(arrival, 100_000, readings);
        windows.Arrive(arrival, 99_000, readings);

        Assert.Equal(2, readings.Read(WindowKey.Address, WindowMeasure.Count, WindowSpan.TenMinutes));
        Assert.Equal(0, readings.Read(WindowKey.Address, WindowMeasure.IntervalMean, WindowSpan.Minute));
    }

    [Fact]
    public void WithoutItsKey_AValueIsMissing_NotZero()
    {
        var windows = new TrafficWindows(3, Small);
        var readings = new WindowReadings();
        Assert.True(double.IsNaN(readings.Read(WindowKey.Address, WindowMeasure.Count, WindowSpan.Minute)));

        windows.Arrive(Arrival(windows, "192.0.2.1", "/", 0) with { Tls = 0 }, 1, readings);
        Assert.True(double.IsNaN(readings.Read(WindowKey.Tls, WindowMeasure.Count, WindowSpan.Minute)));
        Assert.True(double.IsNaN(
            readings.Read(WindowKey.Address, WindowMeasure.ClientErrorShare, WindowSpan.TenMinutes)));
    }

    [Fact]
    public void Addresses_ShareAPrefix_By24And64()
    {
        var hashes = new WindowHashes(11);
        Assert.Equal(Prefix("192.0.2.1"), Prefix("192.0.2.254"));
        Assert.NotEqual(Prefix("192.0.2.1"), Prefix("192.0.3.1"));
        Assert.Equal(Prefix("2001:db8::1"), Prefix("2001:db8::ffff:1"));
        Assert.NotEqual(Prefix("2001:db8::1"), Prefix("2001:db8:0:1::1"));
        Assert.Equal(Prefix("192.0.2.1"), Prefix("::ffff:192.0.2.9"));
        Assert.NotEqual(new WindowHashes(12).Text("x"), hashes.Text("x"));

        ulong Prefix(string text) => hashes.Address(IPAddress.Parse(text)).Prefix;
    }

    [Fact]
    public void Fields_AreNamedAsTheyAreWritten()
    {
        Assert.Equal(44, WindowFields.All.Length);
        Assert.Equal("count(\"ip\", \"10s\")", WindowFields.Fields[0].Name);
        Assert.Contains(WindowFields.Fields, f => f.Name == "distinct_addresses(\"tls\", \"10m\")");
        Assert.Equal(WindowFields.Fields.Length, WindowFields.Fields.Select(f => f.Name).Distinct().Count());
    }

    private static void AssertSame(double expected, double found, WindowField field)
    {
        if (double.IsNaN(expected))
        {
            Assert.True(double.IsNaN(found), field.Name);
        }
        else if (field.Measure is WindowMeasure.DistinctPaths or WindowMeasure.DistinctPeers)
        {
            // At most 31 things in 64 classes: the estimate's own error (a standard error of about 2).
            Assert.True(Math.Abs(expected - found) <= 12, $"{field.Name}: {expected} and {found}");
        }
        else
        {
            Assert.True(
                Math.Abs(expected - found) <= Math.Max(1, Math.Abs(expected)) * 2e-3,
                $"{field.Name}: {expected} and {found}");
        }
    }

    private static Arrival Arrival(TrafficWindows windows, string address, string path, int kind)
    {
        var hashes = windows.Hashes;
        var (whole, prefix) = hashes.Address(IPAddress.Parse(address));
        return new Arrival(
            whole, prefix, hashes.Text("tls"), hashes.Text($"agent {kind}"), hashes.Text(path),
            IsAsset: kind == 1, IsHead: kind == 2, IsRobots: kind == 3);
    }
}
