namespace Weir.Analyzers.Tests;

/// <summary>WEIR004: a value taken out of a nullable by force.</summary>
public sealed class Weir004NullableTests
{
    [Theory]
    [InlineData("Use(maybe.Value); // WEIR004")]
    [InlineData("if (maybe.HasValue) { Use(maybe.Value); } // WEIR004")]
    [InlineData("Use(maybe.Value.ToString()); // WEIR004")]
    [InlineData("Use((int)maybe); // WEIR004")]
    [InlineData("Use((long)maybe); // WEIR004")]
    [InlineData("Use((DayOfWeek)maybe); // WEIR004")]
    [InlineData("Use((int)day); // WEIR004")]
    [InlineData("Use((int)many?.Length); // WEIR004")]
    [InlineData("Func<int> f = () => (int)maybe; Use(f); // WEIR004")]
    [InlineData("Use((Metres)maybe); // WEIR004")]
    [InlineData("foreach (int one in new[] { maybe }) { Use(one); } // WEIR004")]
    public Task Reports_Force(string row) => Case(row);

    [Theory]
    [InlineData("if (maybe is { } there) { Use(there); }")]
    [InlineData("Use(maybe ?? 1);")]
    [InlineData("Use(maybe.GetValueOrDefault());")]
    [InlineData("Use((long?)maybe);")]
    [InlineData("int? more = 1; Use(more == maybe);")]
    [InlineData("Use((int)1L);")]
    [InlineData("Use((object?)maybe);")]
    [InlineData("Use((Feet)maybe);")]
    [InlineData("Use(new KeyValuePair<int, int>(1, 2).Value);")]
    [InlineData("foreach (var one in new[] { maybe }) { Use(one); }")]
    [InlineData("foreach (long one in new[] { 1 }) { Use(one); }")]
    [InlineData("Use(new Lazy<int>(1).Value);")]
    [InlineData("Use(nameof(maybe.Value));")]
    public Task Passes_WhatAsks(string row) => Case(row);

    private static Task Case(string row) => Compiled.Source<NullableAnalyzer>($$"""
        readonly record struct Metres(int Count) { public static explicit operator Metres(int n) => new(n); }
        readonly record struct Feet(int Count)
        {
            public static explicit operator Feet(int? n) => new(n ?? 0);
        }
        class Cases
        {
            static void Case(int? maybe, DayOfWeek? day, int[]? many)
            {
                Use(day); Use(many);
        {{row}}
            }
        }
        """);
}
