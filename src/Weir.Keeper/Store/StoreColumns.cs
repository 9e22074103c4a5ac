using System.Collections.Immutable;
using DuckDB.NET.Native;
using Weir.Events.Schema;

namespace Weir.Keeper.Store;

/// <summary>A column of a day's table.</summary>
/// <param name="Name">As it is, not quoted.</param>
/// <param name="Type">As SQL writes it.</param>
/// <param name="Kind">As the engine numbers it.</param>
internal readonly record struct StoreColumn(string Name, string Type, DuckDBType Kind);

/// <summary>
/// The columns of a day's tables in their order: tables are made from it, and rows are written by it.
/// </summary>
internal static class StoreColumns
{
    public static ImmutableArray<StoreColumn> Requests { get; } =
    [
        Text("id"), Moment("at"), Text("site"), Text("method"), Text("path"), Text("http"),
        new("secure", "BOOLEAN", DuckDBType.Boolean), new("status", "USMALLINT", DuckDBType.UnsignedSmallInt),
        new("score", "UTINYINT", DuckDBType.UnsignedTinyInt), Text("unscored"), Text("verdict"),
        Text("source"), Text("class"), Text("heuristic"), Text("rule"), Text("ja4"), Text("tls_stable"),
        new("browser", "BOOLEAN", DuckDBType.Boolean), Text("address"), Text("address_hash"), Text("network"),
        Whole("duration_us"), Whole("model"), Whole("signals"), Float("weight"),
    ];

    private static ImmutableArray<StoreColumn> FeatureKeys { get; } =
        [Text("@id"), Moment("@at"), Text("@ja4"), Float("@weight")];

    /// <summary>Keys that begin with <c>@</c>, then a column for each feature.</summary>
    public static ImmutableArray<StoreColumn> Features(FeatureColumns columns) =>
        [.. FeatureKeys, .. columns.Features.Select(static f => Float(f.Name))];

    /// <summary>What stands between the parentheses of a CREATE TABLE.</summary>
    public static string Sql(ImmutableArray<StoreColumn> columns) =>
        string.Join(", ", columns.Select(static c => $"{Store.Sql.Name(c.Name)} {c.Type}"));

    private static StoreColumn Text(string name) => new(name, "VARCHAR", DuckDBType.Varchar);

    private static StoreColumn Moment(string name) => new(name, "TIMESTAMP", DuckDBType.Timestamp);

    private static StoreColumn Whole(string name) => new(name, "BIGINT", DuckDBType.BigInt);

    private static StoreColumn Float(string name) => new(name, "FLOAT", DuckDBType.Float);
}
