using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Traffic;

namespace Weir.Decisions.Tests.Signals.Traffic;

public sealed class TrafficSignalsTests
{
    private static readonly TestRequest Browser = Browsers.Chrome();

    [Fact]
    public void Fields_OfAJa4WithARow_AreItsValues()
    {
        var signals = Seen(Browser, Table(), Rows.Measured);

        Assert.Equal(
            [10_000, 1_000, 0.5, 0.75, 0.25, 0.75, 0.125, 3],
            Fields().Select(place => signals.Number(place, out var value) is Presence.Present
                ? value
                : double.NaN));
    }

    [Fact]
    public void Fields_UntilTheyAreMissing_KeepTheirValue()
    {
        var signals = Seen(Browser, Table(), Rows.Measured.AddMinutes(59));

        Assert.Equal(Presence.Present, signals.Number(Place("traffic.requests"), out var value));
        Assert.Equal(10_000, value);
    }

    [Fact]
    public void Fields_WithoutTlsOrRow_OrTooOldOrNotThereYet_AreMissing()
    {
        AssertMissing(Seen(Browsers.PlainChrome(), Table(), Rows.Measured));
        AssertMissing(Seen(Browsers.Firefox(), Table(), Rows.Measured));
        AssertMissing(Seen(Browser, Table(), Rows.Measured.AddMinutes(60)));
        AssertMissing(Seen(Browser, Table(), Rows.Measured.AddMinutes(-6)));
        AssertMissing(Seen(Browser, TrafficTable.Empty, Rows.Measured));
        var unseen = new RequestSignals();
        unseen.Read(Browser);
        AssertMissing(unseen);
    }

    [Fact]
    public void Fields_AreThoseOfTheTableThatIsSeen_AlsoOnALivingConnection()
    {
        var signals = Seen(Browser, Table(), Rows.Measured);
        Assert.Equal(Presence.Present, signals.Number(Place("traffic.rank"), out _));

        signals.See(Rows.Table(Rows.Row(Ja4(), 0.5f)), Rows.Measured);

        signals.Number(Place("traffic.heuristic_ratio"), out var value);
        Assert.Equal(0.5, value);
    }

    [Fact]
    public void Fields_OfTheNextRequest_AreNotThoseOfTheLast()
    {
        var signals = Seen(Browser, Table(), Rows.Measured);

        signals.Read(Browser);

        AssertMissing(signals);
    }

    private static TrafficTable Table() => Rows.Table(Rows.Row(Ja4(), 0.75f));

    private static string Ja4() => Browser.Connection.Ja4 ?? "";

    private static RequestSignals Seen(RequestView view, TrafficTable table, DateTimeOffset now)
    {
        var signals = new RequestSignals();
        signals.Read(view);
        signals.See(table, now);
        return signals;
    }

    private static void AssertMissing(RequestSignals signals) =>
        Assert.All(Fields(), place => Assert.Equal(Presence.Missing, signals.Number(place, out _)));

    private static IEnumerable<int> Fields() =>
        new TrafficSignals().Fields.Select(field => Place(field.Name));

    private static int Place(string name)
    {
        Assert.True(RequestFields.All.Catalogue.TryFind(name, out var place), name);
        return place;
    }
}
