using System.Collections.Immutable;
using System.Globalization;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Events.Storage;
using Weir.Keeper.Store;

namespace Weir.Keeper.FeatureBuild;

/// <summary>
/// Events that no node holds now: a file of the store, or a folder of its hourly Parquet. Read, never
/// changed.
/// </summary>
public sealed class OfflineEvents : IDisposable
{
    private const string FeaturePart = ".features-";
    private readonly DuckDbEngine _engine;

    private OfflineEvents(DuckDbEngine engine) => _engine = engine;

    /// <param name="path">Of the file or folder.</param>
    public static Outcome<OfflineEvents, StoreFault> Open(string path)
    {
        var whole = Path.GetFullPath(path);
        return Directory.Exists(whole) ? OpenFolder(whole)
            : File.Exists(whole)
                ? DuckDbEngine.Open(whole, Path.GetDirectoryName(whole) ?? whole, readOnly: true).Match(
                    static engine => Outcome<OfflineEvents, StoreFault>.Ok(new OfflineEvents(engine)), Fail)
            : Fail(new StoreFault(StoreFaultKind.Failed, $"there is no file or folder {path}"));
    }

    /// <summary>
    /// The features that have a column. Those that the program knows keep their type and order; others come
    /// after them, as numbers.
    /// </summary>
    public Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal> Features()
    {
        var read = _engine.Read(ColumnsQuery.Careful.Text, static row => row.GetString(0));
        if (!read.Try(out var columns, out var fault))
        {
            return Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal>.Fail(Of(fault));
        }

        var names = columns.Where(static c => c is not ['@', ..]).ToHashSet(StringComparer.Ordinal);
        var shipped = ShippedFeatures.Read().Match(static all => all, static _ => []);
        ImmutableArray<FeatureDefinition> known = [.. shipped.Where(d => names.Remove(d.Name))];
        return Outcome<ImmutableArray<FeatureDefinition>, BuildRefusal>.Ok(
        [
            .. known,
            .. names.Order(StringComparer.Ordinal).Select(static n =>
                new FeatureDefinition(n, FeatureType.F32, "")),
        ]);
    }

    /// <summary>What the hour says that ends with the last event.</summary>
    public Outcome<HourMeasurement, BuildRefusal> Measure()
    {
        if (!Features().Try(out var definitions, out var refusal))
        {
            return Outcome<HourMeasurement, BuildRefusal>.Fail(refusal);
        }

        var read = _engine.Read(
            $"SELECT epoch_us(max(\"at\")) FROM {StoreNames.RequestView} HAVING count(*) > 0",
            static row => row.GetInt64(0));
        if (!read.Try(out var last, out var fault))
        {
            return Outcome<HourMeasurement, BuildRefusal>.Fail(Of(fault));
        }

        if (last is not [var microseconds])
        {
            return Outcome<HourMeasurement, BuildRefusal>.Fail(new BuildRefusal(
                BuildRefusalKind.NoTraffic, Releases.RefusalReason.Unset, "there are no events"));
        }

        // So that the minute of the last event is whole.
        var now = DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds).AddMinutes(1) + Limits.FeatureBuildRest;
        return new FeatureBuilder(_engine, ColumnsQuery.Careful, TimeProvider.System).Measure(definitions, now);
    }

    public void Dispose() => _engine.Dispose();

    private static Outcome<OfflineEvents, StoreFault> OpenFolder(string folder)
    {
        var files = StoreFiles.Files(folder, "*.parquet").Where(static f => f.Name is not ['.', ..])
            .Select(static f => f.FullName).Order(StringComparer.Ordinal).ToArray();
        var features = files.Where(static f => f.Contains(FeaturePart, StringComparison.Ordinal)).ToArray();
        var requests = files.Except(features).ToArray();
        if (requests.Length == 0 || features.Length == 0)
        {
            return Fail(new StoreFault(StoreFaultKind.Failed, string.Create(
                CultureInfo.InvariantCulture,
                $"{folder} has {requests.Length} files of requests and {features.Length} of features; "
                + $"both are needed")));
        }

        // Of several feature sets only the last one's: their columns are not each other's.
        var set = features[^1][features[^1].LastIndexOf(FeaturePart, StringComparison.Ordinal)..];
        if (!DuckDbEngine.Open(":memory:", folder).Try(out var engine, out var fault))
        {
            return Fail(fault);
        }

        // Addresses are not in these files; the hash tells as well how many there are.
        if (engine.Run($"CREATE VIEW {StoreNames.RequestView} AS SELECT *, address_hash AS address FROM "
                + Files(requests)).Try(out _, out fault)
            && engine.Run($"CREATE VIEW {StoreNames.FeatureView} AS SELECT * FROM "
                + Files(features.Where(f => f.EndsWith(set, StringComparison.Ordinal)))).Try(out _, out fault))
        {
            return Outcome<OfflineEvents, StoreFault>.Ok(new OfflineEvents(engine));
        }

        engine.Dispose();
        return Fail(fault);
    }

    private static string Files(IEnumerable<string> files) =>
        $"read_parquet([{string.Join(", ", files.Select(Sql.Text))}], union_by_name = true)";

    private static BuildRefusal Of(StoreFault fault) =>
        new(BuildRefusalKind.Store, Releases.RefusalReason.Unset, $"{fault.Kind}: {fault.Detail}");

    private static Outcome<OfflineEvents, StoreFault> Fail(StoreFault fault) =>
        Outcome<OfflineEvents, StoreFault>.Fail(fault);
}
