using System.Collections.Immutable;
using System.Globalization;
using DuckDB.NET.Data;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Signals.Traffic;
using Weir.Events.Storage;
using Weir.Keeper.Store;
using Weir.Releases.Content;

namespace Weir.Keeper.FeatureBuild;

/// <summary>
/// What is asked of the last hour. Nothing here reads a score: signals that were made from scores would teach
/// the model itself.
/// </summary>
internal sealed class HourQueries(DuckDbEngine engine, DateTimeOffset measured)
{
    private readonly string _hour =
        $">= {Sql.Moment(measured.AddMinutes(-Limits.SignalMinutes))} AND {{0}} < {Sql.Moment(measured)}";

    /// <summary>By JA4, the most requests first.</summary>
    public Outcome<List<TrafficRow>, StoreFault> Traffic() => engine.Read(
        string.Create(CultureInfo.InvariantCulture,
            $"""
            WITH sums AS (
              SELECT ja4,
                     sum(weight::DOUBLE) AS requests,
                     approx_count_distinct(address)::DOUBLE AS addresses,
                     sum(CASE WHEN http = '2' THEN weight::DOUBLE ELSE 0 END) AS h2,
                     sum(CASE WHEN heuristic IS NOT NULL THEN weight::DOUBLE ELSE 0 END) AS heuristic,
                     sum(CASE WHEN browser THEN weight::DOUBLE ELSE 0 END) AS browser
              FROM {StoreNames.RequestView}
              WHERE "at" {Within("\"at\"")} AND ja4 IS NOT NULL AND ja4 <> ''
              GROUP BY ja4),
            placed AS (
              SELECT *,
                     percent_rank() OVER (ORDER BY requests / greatest(addresses, 1)) AS request_place,
                     percent_rank() OVER (ORDER BY addresses) AS address_place,
                     row_number() OVER (ORDER BY requests DESC, ja4) AS place
              FROM sums)
            SELECT ja4, requests, addresses, h2 / requests, heuristic / requests, browser / requests,
                   request_place, address_place, place
            FROM placed WHERE place <= {Limits.SignalRows} ORDER BY place
            """),
        static row => new TrafficRow(
            row.GetString(0), row.GetDouble(1), row.GetDouble(2), Share(row, 3), Share(row, 4), Share(row, 5),
            Share(row, 6), Share(row, 7), (int)row.GetInt64(8)));

    /// <summary>
    /// Events stored of each minute, not weighted: what a node can hold against its own count.
    /// </summary>
    public Outcome<List<MinuteRows>, StoreFault> Minutes() => engine.Read(
        $"""
        SELECT epoch_us(date_trunc('minute', "at")) // 60000000 AS m, count(*)
        FROM {StoreNames.RequestView} WHERE "at" {Within("\"at\"")}
        GROUP BY m ORDER BY m
        """,
        static row => new MinuteRows(row.GetInt64(0), row.GetInt64(1)));

    /// <summary>
    /// Rows of features, and of how many of them each one is missing, in the order asked for.
    /// </summary>
    public Outcome<ImmutableArray<FeatureColumn>, StoreFault> Missing(
        ImmutableArray<FeatureDefinition> definitions)
    {
        var counts = string.Concat(definitions.Select(static d => $", count({Sql.Name(d.Name)})"));
        return engine.Read(
            $"SELECT count(*){counts} FROM {StoreNames.FeatureView} WHERE \"@at\" {Within("\"@at\"")}",
            row => Enumerable.Range(0, definitions.Length + 1).Select(row.GetInt64).ToArray())
            .Match(
                rows => Outcome<ImmutableArray<FeatureColumn>, StoreFault>.Ok(Shares(definitions, rows)),
                Outcome<ImmutableArray<FeatureColumn>, StoreFault>.Fail);
    }

    /// <returns>Empty where there is no row at all.</returns>
    private static ImmutableArray<FeatureColumn> Shares(
        ImmutableArray<FeatureDefinition> definitions, List<long[]> rows)
    {
        if (rows is not [[> 0 and var all, .. var there]])
        {
            return [];
        }

        var shares = ImmutableArray.CreateBuilder<FeatureColumn>(definitions.Length);
        for (var i = 0; i < definitions.Length; i++)
        {
            var missing = (float)((all - there[i]) / (double)all);
            shares.Add(new FeatureColumn(definitions[i].Name, definitions[i].Type, missing));
        }

        return shares.ToImmutable();
    }

    private static float Share(DuckDBDataReader row, int place) =>
        (float)Math.Clamp(row.GetDouble(place), 0, 1);

    private string Within(string column) =>
        _hour.Replace("{0}", column, StringComparison.Ordinal);
}
