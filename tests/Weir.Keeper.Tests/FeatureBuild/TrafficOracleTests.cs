using CsCheck;
using Weir.Decisions.Signals.Traffic;
using Weir.Events.Schema;
using Weir.Keeper.FeatureBuild;
using Weir.Keeper.Tests.Support;

namespace Weir.Keeper.Tests.FeatureBuild;

/// <summary>The database's answer against the plainest one that can be written in C#.</summary>
public sealed class TrafficOracleTests
{
    private const int Rounds = 25;

    private static readonly Gen<Told[]> Traffic = Gen.Select(
            Gen.Int[0, 6], Gen.Int[0, 12], Gen.Int[1, 4], Gen.Bool, Gen.Bool, Gen.Int[1, 50], Gen.Int[0, 59])
        .Select(static (ja4, address, http, heuristic, browser, weight, minute) =>
            new Told(new DateTimeOffset(2026, 1, 2, 2, minute, 7, TimeSpan.Zero))
            {
                Ja4 = ja4 == 0 ? null : $"t13d_{ja4}",
                Address = $"192.0.2.{address}",
                Http = (HttpKind)http,
                Heuristic = heuristic ? "curl" : null,
                Browser = browser,
                Weight = weight,

                // Scores are extreme on purpose: no signal may change with them.
                Score = browser ? 1 : 99,
            })
        .Array[1, 120];

    [Fact]
    public async Task Signals_AreWhatASlowReadingOfTheSameEventsSays()
    {
        await using var scratch = new ScratchStore();
        var now = new DateTimeOffset(2026, 1, 2, 3, 0, 30, TimeSpan.Zero);
        var builder = new FeatureBuilder(scratch.Store, ColumnsQuery.Careful, scratch.Time);
        Traffic.Sample(
            told =>
            {
                scratch.Append(told);
                var rows = ScratchStore.Good(builder.Measure(ScratchStore.Three.Features, now)).Traffic;
                ScratchStore.Good(scratch.Store.Engine.Run("DELETE FROM requests_20260102"));
                var addresses = rows.ToDictionary(static r => r.Ja4, static r => r.Addresses);
                Assert.Equal([.. Slow(told, addresses)], rows.Select(Rounded));
                foreach (var group in told.Where(static t => t.Ja4 is not null).GroupBy(static t => t.Ja4))
                {
                    var exact = group.Select(static t => t.Address).Distinct().Count();
                    Assert.InRange(
                        addresses[group.Key ?? ""], exact - Roughly(exact), exact + Roughly(exact));
                }
            },
            iter: Rounds, threads: 1);
    }

    // The engine counts distinct addresses roughly; what follows from its count is exact again.
    private static double Roughly(int exact) => Math.Max(2, exact * 0.25);

    private static IEnumerable<TrafficRow> Slow(Told[] told, Dictionary<string, double> addresses)
    {
        var groups = told.Where(static t => t.Ja4 is not null).GroupBy(static t => t.Ja4 ?? "")
            .Select(g => (
                Ja4: g.Key,
                All: g.Sum(static t => (double)t.Weight),
                Addresses: addresses[g.Key],
                H2: g.Where(static t => t.Http == HttpKind.Http2).Sum(static t => (double)t.Weight),
                Heuristic: g.Where(static t => t.Heuristic is not null).Sum(static t => (double)t.Weight),
                Browser: g.Where(static t => t.Browser).Sum(static t => (double)t.Weight)))
            .OrderByDescending(static g => g.All).ThenBy(static g => g.Ja4, StringComparer.Ordinal).ToArray();
        return groups.Select((g, place) => Rounded(new TrafficRow(
            g.Ja4, g.All, g.Addresses, (float)(g.H2 / g.All), (float)(g.Heuristic / g.All),
            (float)(g.Browser / g.All),
            Place(groups.Select(static o => o.All / o.Addresses), g.All / g.Addresses),
            Place(groups.Select(static o => o.Addresses), g.Addresses),
            place + 1)));
    }

    private static float Place(IEnumerable<double> all, double mine)
    {
        var list = all.ToArray();
        return list.Length == 1 ? 0 : list.Count(v => v < mine) / (float)(list.Length - 1);
    }

    private static TrafficRow Rounded(TrafficRow row) => row with
    {
        H2Ratio = MathF.Round(row.H2Ratio, 4),
        HeuristicRatio = MathF.Round(row.HeuristicRatio, 4),
        BrowserRatio = MathF.Round(row.BrowserRatio, 4),
        RequestQuantile = MathF.Round(row.RequestQuantile, 4),
        AddressQuantile = MathF.Round(row.AddressQuantile, 4),
    };
}
