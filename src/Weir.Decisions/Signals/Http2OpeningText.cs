using System.Globalization;
using System.Text;

namespace Weir.Decisions.Signals;

/// <summary>The text form of an <see cref="Http2Opening"/>.</summary>
internal static class Http2OpeningText
{
    public static string Of(Http2Opening opening)
    {
        var text = new StringBuilder(64);
        foreach (var setting in opening.Settings)
        {
            if (!setting.IsGrease)
            {
                text.Append(text.Length > 0 ? ";" : "")
                    .Append(CultureInfo.InvariantCulture, $"{setting.Id}:{setting.Value}");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"|{opening.WindowUpdate}|");
        if (opening.Priorities.IsEmpty)
        {
            text.Append('0');
        }

        var before = "";
        foreach (var priority in opening.Priorities)
        {
            var exclusive = priority.Exclusive ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"{before}{priority.Stream}:{exclusive}")
                .Append(CultureInfo.InvariantCulture, $":{priority.DependsOn}:{priority.Weight}");
            before = ",";
        }

        return text.Append('|').Append(opening.PseudoHeaderOrder).ToString();
    }
}
