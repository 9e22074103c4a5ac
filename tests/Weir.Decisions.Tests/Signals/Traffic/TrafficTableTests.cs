using CsCheck;
using Weir.Decisions.Signals.Traffic;

namespace Weir.Decisions.Tests.Signals.Traffic;

public sealed class TrafficTableTests
{
    [Theory]
    [InlineData(-6, 0)]
    [InlineData(-5, 1)]
    [InlineData(0, 1)]
    [InlineData(15, 1)]
    [InlineData(37.5, 0.5)]
    [InlineData(60, 0)]
    [InlineData(100_000, 0)]
    public void Weight_FadesWithAge(double minutes, double expected) =>
        Assert.Equal(expected, Rows.Table().Weight(Rows.Measured.AddMinutes(minutes)), 9);

    [Fact]
    public void Weight_NeverRisesWithAge_AndIsAShare() =>
        Gen.Select(Gen.Double[-5, 200], Gen.Double[-5, 200]).Sample((a, b) =>
        {
            var table = Rows.Table();
            var younger = table.Weight(Rows.Measured.AddMinutes(Math.Min(a, b)));
            var older = table.Weight(Rows.Measured.AddMinutes(Math.Max(a, b)));
            return older <= younger && older >= 0 && younger <= 1;
        });

    [Fact]
    public void Weight_OfAnyTwoClocks_IsANumber()
    {
        foreach (var measured in new[] { DateTimeOffset.MinValue, Rows.Measured, DateTimeOffset.MaxValue })
        {
            var table = TrafficTable.Of([], measured);
            Assert.Equal(measured == DateTimeOffset.MinValue ? 1 : 0, table.Weight(DateTimeOffset.MinValue));
            Assert.Equal(measured == DateTimeOffset.MaxValue ? 1 : 0, table.Weight(DateTimeOffset.MaxValue));
        }
    }

    [Fact]
    public void Of_TwoRowsOfOneJa4_KeepsTheFirst()
    {
        var table = Rows.Table(Rows.Row("a", 0.25f), Rows.Row("a", 0.75f));

        Assert.True(table.TryFind("a", out var row));
        Assert.Equal((1, 0.25f), (table.Count, row.HeuristicRatio));
        Assert.False(table.TryFind("b", out _));
    }

    [Fact]
    public void Of_ManyRows_FindsEachUnderItsName_AndNoOther()
    {
        var names = Enumerable.Range(0, 5_000)
            .Select(static i => new string((char)('!' + (i % 90)), 1 + (i % 64)) + i).ToArray();
        var table = Rows.Table([.. names.Select(static (name, i) => Rows.Row(name, 0.5f) with { Rank = i })]);

        Assert.Equal(names.Length, table.Count);
        for (var i = 0; i < names.Length; i++)
        {
            Assert.True(table.TryFind(names[i], out var row));
            Assert.Equal((names[i], i), (row.Ja4, row.Rank));
            Assert.False(table.TryFind(names[i] + "x", out _));
        }
    }

    [Fact]
    public void Builder_TakesNoMoreThanItWasMadeFor()
    {
        var made = new TrafficTable.Builder(1);

        Assert.True(made.Add("a", Rows.Row("", 0.25f)));
        Assert.False(made.Add("b", Rows.Row("", 0.25f)));
        Assert.Equal(1, made.Build(Rows.Measured).Count);
    }

    [Fact]
    public void Find_AllocatesNothing()
    {
        var table = Rows.Table(Rows.Row("a", 0.25f));
        var found = table.TryFind("a", out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            found &= table.TryFind("a", out _) && !table.TryFind("b", out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(found);
    }
}
