using System.Globalization;

namespace Weir.Cli.Commands;

/// <summary>Times as releases write them: UTC, to the second.</summary>
internal static class UtcText
{
    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same moment without its parts of a second, which no release can hold.</summary>
    public static DateTimeOffset ToSecond(this DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
