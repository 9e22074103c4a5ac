using System.Globalization;
using System.Text;
using Weir.Events.Schema;
using Weir.Releases;

namespace Weir.Keeper.Store;

/// <summary>Names of tables and files, and what they say.</summary>
internal static class StoreNames
{
    public const string Folder = "events";
    public const string File = "events.duckdb";
    public const string Parquet = "parquet";
    public const string Requests = "requests_";
    public const string Features = "features_";
    public const string RequestView = "http_requests";

    /// <summary>A column for each feature of the active set, and keys that begin with <c>@</c>.</summary>
    public const string FeatureView = "http_requests_features";

    private const string DayForm = "yyyyMMdd";
    private const int DayLength = 8;
    private const int SetLength = 8;

    /// <summary>What follows the day in the names of its second part; the first has nothing there.</summary>
    public const string SecondPart = "b";

    public static string RequestTable(DateOnly day, string part = "") => Requests + Text(day) + part;

    public static string FeatureTable(DateOnly day, string set, string part = "") =>
        $"{Features}{Text(day)}{part}_{set}";

    /// <summary>The name of the first part for a table of either.</summary>
    public static string Whole(string table)
    {
        var kind = table.StartsWith(Requests, StringComparison.Ordinal) ? Requests : Features;
        var end = kind.Length + DayLength;
        return table.Length > end && table.AsSpan(end).StartsWith(SecondPart, StringComparison.Ordinal)
            ? table.Remove(end, SecondPart.Length)
            : table;
    }

    public static string Text(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    /// <summary>
    /// Names a set by what is in it, since the node counts its sets anew whenever it starts: the same
    /// features go on in the same table.
    /// </summary>
    public static string Set(FeatureColumns columns)
    {
        var text = new StringBuilder();
        foreach (var feature in columns.Features)
        {
            text.Append(feature.Name).Append(' ').Append(feature.Type).Append('\n');
        }

        return Hash256.Of(Encoding.UTF8.GetBytes(text.ToString())).ToString()[..SetLength];
    }

    /// <summary>The day of a table or folder of this store; false for any other name.</summary>
    public static bool TryDay(string name, out DateOnly day)
    {
        var rest = name.StartsWith(Requests, StringComparison.Ordinal) ? name[Requests.Length..]
            : name.StartsWith(Features, StringComparison.Ordinal) ? name[Features.Length..]
            : name;
        day = default;
        return rest.Length >= DayLength && DateOnly.TryParseExact(
            rest.AsSpan(0, DayLength), DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
