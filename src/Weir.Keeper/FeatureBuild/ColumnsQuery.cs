namespace Weir.Keeper.FeatureBuild;

/// <summary>
/// Which features there are, asked of the database itself. Names and types, ordered by name, key columns
/// included.
/// </summary>
public sealed class ColumnsQuery
{
    private ColumnsQuery(string sql) => Text = sql;

    /// <summary>Of our own database and schema, whatever else is attached.</summary>
    public static ColumnsQuery Careful { get; } = new(
        """
        SELECT column_name, data_type FROM information_schema.columns
        WHERE table_catalog = current_database() AND table_schema = 'main'
          AND table_name = 'http_requests_features'
        ORDER BY column_name
        """);

    /// <summary>
    /// As in the incident of 18 November 2025: a table of this name in any database that is attached gives
    /// its
    /// columns too. For the drill.
    /// </summary>
    internal static ColumnsQuery Careless { get; } = new(
        """
        SELECT column_name, data_type FROM information_schema.columns
        WHERE table_name = 'http_requests_features'
        ORDER BY column_name
        """);

    internal string Text { get; }
}
