namespace Weir.Analyzers.Tests;

/// <summary>WEIR004: LINQ that throws on the empty sequence.</summary>
public sealed class Weir004SequenceTests
{
    [Theory]
    [InlineData("Use(sizes.First()); // WEIR004")]
    [InlineData("Use(sizes.First(s => s > 1)); // WEIR004")]
    [InlineData("Use(sizes.Last()); // WEIR004")]
    [InlineData("Use(sizes.Single()); // WEIR004")]
    [InlineData("Use(sizes.SingleOrDefault()); // WEIR004")]
    [InlineData("Use(sizes.ElementAt(1)); // WEIR004")]
    [InlineData("Use(sizes.ElementAt(^1)); // WEIR004")]
    [InlineData("Use(sizes.Min()); // WEIR004")]
    [InlineData("Use(sizes.Max(s => s + 1)); // WEIR004")]
    [InlineData("Use(sizes.MinBy(s => s)); // WEIR004")]
    [InlineData("Use(names.Max(n => n.Length)); // WEIR004")]
    [InlineData("Use(sizes.Average()); // WEIR004")]
    [InlineData("Use(sizes.Aggregate((a, b) => a + b)); // WEIR004")]
    [InlineData("Use(Enumerable.First(sizes)); // WEIR004")]
    [InlineData("Use(new int[0].First()); // WEIR004")]
    [InlineData("Use(sizes.AsQueryable().First()); // WEIR004")]
    [InlineData("Use(sizes.AsParallel().First()); // WEIR004")]
    [InlineData("Use(fixedSizes.First()); // WEIR004")]
    [InlineData("Use(await later.FirstAsync()); // WEIR004")]
    [InlineData("Use(await later.MaxAsync()); // WEIR004")]
    [InlineData("Func<IEnumerable<int>, int> f = Enumerable.First; Use(f); // WEIR004")]
    [InlineData("Use(sizes.DefaultIfEmpty().Single()); // WEIR004")]
    [InlineData("Use(sizes.DefaultIfEmpty().First(s => s > 1)); // WEIR004")]
    [InlineData("Use(sizes.DefaultIfEmpty().Where(s => s > 1).Max()); // WEIR004")]
    public Task Reports_WhatMayBeEmpty(string row) => Case(row);

    [Theory]
    [InlineData("Use(sizes.FirstOrDefault());")]
    [InlineData("Use(sizes.LastOrDefault(-1));")]
    [InlineData("Use(sizes.ElementAtOrDefault(3));")]
    [InlineData("Use(names.Max());")]
    [InlineData("Use(names.MinBy(n => n.Length));")]
    [InlineData("Use(sizes.Max(s => (int?)s));")]
    [InlineData("Use(sizes.Average(s => (double?)s));")]
    [InlineData("Use(sizes.DefaultIfEmpty().Max());")]
    [InlineData("Use(sizes.Append(1).Min());")]
    [InlineData("Use(sizes.DefaultIfEmpty(3).First());")]
    [InlineData("Use(sizes.Aggregate(0, (a, b) => a + b));")]
    [InlineData("Use(sizes.Sum() + sizes.Count());")]
    [InlineData("foreach (var same in sizes.GroupBy(s => s)) { Use(same.Max()); }")]
    [InlineData("Use(names.GroupBy(n => n.Length).Select(g => g.First()));")]
    [InlineData("Use(await later.FirstOrDefaultAsync());")]
    [InlineData("Use(Math.Max(1, number) + int.Max(1, 2));")]
    [InlineData("Use(new LinkedList<int>().First);")]
    [InlineData("Use(new Own().First() + new Own().Max());")]
    [InlineData("if (sizes.ToArray() is [var one]) { Use(one); }")]
    public Task Passes_WhatAnswers(string row) => Case(row);

    private static Task Case(string row) => Compiled.Source<SequenceAnalyzer>($$"""
        class Own { public int First() => 1; public int Max() => 2; }
        class Cases
        {
            static async Task Case(
                int number, IEnumerable<int> sizes, string[] names, IAsyncEnumerable<int> later,
                System.Collections.Immutable.ImmutableArray<int> fixedSizes)
            {
                await Task.Yield();
        {{row}}
            }
        }
        """);
}
