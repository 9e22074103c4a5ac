using System.Globalization;

namespace Weir.Keeper.Store;

/// <summary>Pieces of SQL that no parameter can stand for.</summary>
internal static class Sql
{
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A moment in UTC; columns of time have no zone.</summary>
    public static string Moment(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"TIMESTAMP '{at.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}'");

    /// <summary>
    /// Tables of the same columns as one; by name, because a later program may have added some.
    /// </summary>
    public static string Union(IEnumerable<string> tables) =>
        string.Join(" UNION ALL BY NAME ", tables.Select(static t => $"SELECT * FROM {Name(t)}"));
}
