using System.Globalization;
using Weir.Decisions;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>
/// Whole hours as Parquet files for other programs, since nobody else can open the database: written under
/// another name and renamed, so that a file is whole or not there. They never hold a whole address.
/// </summary>
internal sealed class HourFiles(DuckDbEngine engine)
{
    private const string TemporaryPrefix = ".new-";
    private const string FeaturePart = ".features-";

    public string Folder { get; } = Path.Combine(engine.Folder, StoreNames.Parquet);

    /// <summary>Writes what is missing of hours that have ended.</summary>
    /// <param name="group">Of a day.</param>
    /// <param name="now">An hour ends <see cref="Limits.StoreHourRest"/> after its last minute.</param>
    public StoreFault? Write(DayGroup group, DateTimeOffset now)
    {
        if (!StoreNames.TryDay(group.Name, out var day))
        {
            return null;
        }

        var rested = now.UtcDateTime - Limits.StoreHourRest;
        var until = new DateTimeOffset(rested.Date.AddHours(rested.Hour), TimeSpan.Zero);
        var at = group.IsRequests ? "\"at\"" : "\"@at\"";
        var found = engine.Read(
            $"SELECT DISTINCT hour({at}) AS h FROM {group.Rows} WHERE {at} < {Sql.Moment(until)} "
            + "ORDER BY h",
            static row => (int)row.GetInt64(0));
        if (!found.Try(out var hours, out var fault))
        {
            return fault;
        }

        foreach (var hour in hours)
        {
            if (WriteHour(group, day, hour, at) is { } unwritten)
            {
                return unwritten;
            }
        }

        return null;
    }

    /// <summary>Deletes the files that belong to the table of a day.</summary>
    public void Drop(string table)
    {
        if (!StoreNames.TryDay(table, out var day))
        {
            return;
        }

        // What cannot be deleted now is found again in an hour; the space is counted meanwhile.
        var folder = FolderOf(day);
        foreach (var file in StoreFiles.Files(folder, "*.parquet").Where(f => Belongs(f.Name, table)))
        {
            StoreFiles.Delete(file.FullName);
        }

        StoreFiles.DeleteFolder(folder);
    }

    /// <summary>Deletes what an interrupted run left behind.</summary>
    public void Sweep()
    {
        foreach (var file in StoreFiles.Files(Folder, TemporaryPrefix + "*"))
        {
            StoreFiles.Delete(file.FullName);
        }
    }

    /// <summary>Files of days that no table is left of.</summary>
    public void Prune(DateOnly oldestEvents, DateOnly oldestFeatures)
    {
        foreach (var file in StoreFiles.Files(Folder, "*.parquet"))
        {
            var oldest = file.Name.Contains(FeaturePart, StringComparison.Ordinal)
                ? oldestFeatures
                : oldestEvents;
            if (file.Directory is { } folder && StoreNames.TryDay(folder.Name, out var day) && day < oldest)
            {
                StoreFiles.Delete(file.FullName);
                StoreFiles.DeleteFolder(folder.FullName);
            }
        }
    }

    private static bool IsRequests(string table) =>
        table.StartsWith(StoreNames.Requests, StringComparison.Ordinal);

    private static string Ending(string table) =>
        IsRequests(table) ? ".parquet" : $"{FeaturePart}{table[^8..]}.parquet";

    private static bool Belongs(string file, string table) => IsRequests(table)
        ? !file.Contains(FeaturePart, StringComparison.Ordinal)
        : file.EndsWith(Ending(table), StringComparison.Ordinal);

    private string FolderOf(DateOnly day) => Path.Combine(Folder, StoreNames.Text(day));

    private StoreFault? WriteHour(DayGroup group, DateOnly day, int hour, string at)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{hour:00}{Ending(group.Name)}");
        var folder = FolderOf(day);
        var file = Path.Combine(folder, name);
        if (File.Exists(file))
        {
            return null;
        }

        if (StoreFiles.MakeFolder(folder) is { } unmade)
        {
            return unmade;
        }

        var temporary = Path.Combine(folder, TemporaryPrefix + name);
        var columns = group.IsRequests ? "* EXCLUDE (address)" : "*";
        var from = new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);
        var written = engine.Run(
            $"COPY (SELECT {columns} FROM {group.Rows} WHERE {at} >= {Sql.Moment(from)} "
            + $"AND {at} < {Sql.Moment(from.AddHours(1))} ORDER BY {at}) TO {Sql.Text(temporary)} "
            + "(FORMAT parquet, COMPRESSION zstd)");
        if (written.Try(out _, out var fault))
        {
            return StoreFiles.Publish(temporary, file);
        }

        StoreFiles.Delete(temporary);
        return fault;
    }
}
