namespace Weir.Analyzers.Tests;

/// <summary>WEIR004: indexers of dictionaries and lists.</summary>
public sealed class Weir004IndexerTests
{
    [Theory]
    [InlineData("Dictionary<string, int>")]
    [InlineData("IDictionary<string, int>")]
    [InlineData("IReadOnlyDictionary<string, int>")]
    [InlineData("SortedDictionary<string, int>")]
    [InlineData("SortedList<string, int>")]
    [InlineData("OrderedDictionary<string, int>")]
    [InlineData("ConcurrentDictionary<string, int>")]
    [InlineData("FrozenDictionary<string, int>")]
    [InlineData("ImmutableDictionary<string, int>")]
    [InlineData("ImmutableSortedDictionary<string, int>")]
    [InlineData("IImmutableDictionary<string, int>")]
    [InlineData("ImmutableDictionary<string, int>.Builder")]
    [InlineData("ReadOnlyDictionary<string, int>")]
    [InlineData("Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>")]
    [InlineData("FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>")]
    [InlineData("Named")]
    [InlineData("Derived")]
    public Task Reports_DictionaryRead(string type) =>
        Reads(type, "Use(from[\"key\"]); // WEIR004");

    [Theory]
    [InlineData("Use(from[1]); // WEIR004")]
    [InlineData("from[1] += 1; // WEIR004")]
    [InlineData("from[1]++; // WEIR004")]
    [InlineData("Use(from[1].ToString()); // WEIR004")]
    [InlineData("if (from.ContainsKey(1)) { Use(from[1]); } // WEIR004")]
    [InlineData("Func<int, int> f = k => from[k]; Use(f); // WEIR004")]
    [InlineData("Use(maybe?[1]); // WEIR004")]
    [InlineData("from[2] = from[1]; // WEIR004")]
    [InlineData("texts[1] ??= \"none\"; // WEIR004")]
    [InlineData("from[1] = 2;")]
    [InlineData("Use(new Dictionary<int, int> { [1] = 2 });")]
    [InlineData("if (from.TryGetValue(1, out var found)) { Use(found); }")]
    [InlineData("Use(from.GetValueOrDefault(1));")]
    [InlineData("foreach (var (key, value) in from) { Use(key + value); }")]
    [InlineData("Use(nameof(from.Count));")]
    public Task Dictionary_ReadsThrow_WritesDoNot(string row) => Compiled.Members<IndexerAnalyzer>($$"""
        static void Case(
            Dictionary<int, int> from, IReadOnlyDictionary<int, int>? maybe, Dictionary<int, string?> texts)
        {
        {{row}}
        }
        """);

    [Theory]
    [InlineData("List<int>")]
    [InlineData("IList<int>")]
    [InlineData("IReadOnlyList<int>")]
    [InlineData("Collection<int>")]
    [InlineData("ReadOnlyCollection<int>")]
    [InlineData("ImmutableList<int>")]
    [InlineData("IImmutableList<int>")]
    [InlineData("ImmutableList<int>.Builder")]
    public Task Reports_ListRead(string type) => Reads(type, "Use(from[1]); // WEIR004");

    [Theory]
    [InlineData("Use(list[^1]); // WEIR004")]
    [InlineData("list[0] = 1; // WEIR004")]
    [InlineData("list[0]++; // WEIR004")]
    [InlineData("if (list.Count > 0) { Use(list[0]); } // WEIR004")]
    [InlineData("for (var i = 0; i < 3; i++) { Use(list[i]); } // WEIR004")]
    [InlineData("for (var i = 0; i < other.Count; i++) { Use(list[i]); } // WEIR004")]
    [InlineData("for (var i = 0; i <= list.Count; i++) { Use(list[i]); } // WEIR004")]
    [InlineData("for (var i = 0; i < list.Count; i++) { Use(list[i + 1]); } // WEIR004")]
    [InlineData("for (var i = 0; i < list.Count; i++) { i++; Use(list[i]); } // WEIR004")]
    [InlineData("for (var i = 0; i < list.Count; i++) { i += 2; Use(list[i]); } // WEIR004")]
    [InlineData("for (var i = -1; i < list.Count; i++) { Use(list[i]); } // WEIR004")]
    [InlineData("for (var i = 0; i < list.Count; i++) { Use(() => list[i]); } // WEIR004")]
    [InlineData("for (var i = 0; i < list.Count || Coin(); i++) { Use(list[i]); } // WEIR004")]
    [InlineData("for (int i = 0, j = 0; i < list.Count; j++) { Use(list[i] + j); }")]
    [InlineData("for (var i = 0; i < list.Count; i++) { Use(list[i]); }")]
    [InlineData("for (var i = 1; Coin() && i < list.Count; ++i) { Use(list[i]); list[i] = 2; }")]
    [InlineData("for (var i = 0; i < list.Count; i++) { if (Coin()) { Use(list[i]); } }")]
    [InlineData("foreach (var one in list) { Use(one); }")]
    [InlineData("if (list is [var first, ..]) { Use(first); }")]
    [InlineData("Use(list.ElementAtOrDefault(3));")]
    public Task List_ThrowsBesideItsEnd(string row) => Compiled.Members<IndexerAnalyzer>($$"""
        static void Case(List<int> list, List<int> other)
        {
        Use(other);
        {{row}}
        }
        """);

    [Theory]
    [InlineData("int[]", "from[1]")]
    [InlineData("int[]", "from[^1]")]
    [InlineData("Span<int>", "from[1]")]
    [InlineData("ReadOnlySpan<int>", "from[^1]")]
    [InlineData("ReadOnlySpan<int>", "from[1..].Length")]
    [InlineData("ImmutableArray<int>", "from[1]")]
    [InlineData("ImmutableArray<int>", "from[^1]")]
    [InlineData("ArraySegment<int>", "from[1]")]
    [InlineData("string", "from[1]")]
    [InlineData("ILookup<int, int>", "from[1].Count()")]
    [InlineData("Own", "from[\"key\"]")]
    [InlineData("Own", "from[1]")]
    [InlineData("System.Collections.Hashtable", "from[\"key\"]")]
    public Task Passes_WhatIsLikeAnArray(string type, string read) => Reads(type, $"Use({read});");

    private static Task Reads(string type, string row) => Compiled.Source<IndexerAnalyzer>($$"""
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;

        abstract class Named : KeyedCollection<string, int>;
        class Derived : Dictionary<string, int>;
        class Own { public int this[string key] => key.Length; public int this[int at] => at; }
        class Cases
        {
            static void Case({{type}} from)
            {
        {{row}}
            }
        }
        """);
}
