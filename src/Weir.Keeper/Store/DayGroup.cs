namespace Weir.Keeper.Store;

/// <summary>The tables that hold the same of one day: its parts.</summary>
/// <param name="Name">Of the first part, and of them together.</param>
/// <param name="Tables">Those that exist.</param>
internal sealed record DayGroup(string Name, IReadOnlyList<string> Tables)
{
    public bool IsRequests => Name.StartsWith(StoreNames.Requests, StringComparison.Ordinal);

    /// <summary>All their rows, as SQL after FROM.</summary>
    public string Rows => $"({Sql.Union(Tables)})";

    /// <summary>In the order of the tables.</summary>
    public static List<DayGroup> Of(IEnumerable<string> tables) =>
        [.. tables.GroupBy(StoreNames.Whole, StringComparer.Ordinal)
            .Select(static g => new DayGroup(g.Key, [.. g]))];
}
