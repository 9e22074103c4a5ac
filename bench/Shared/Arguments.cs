using System.Globalization;

namespace Weir.Bench.Shared;

/// <summary>Command lines of benches: flags, and options with one value each.</summary>
internal static class Arguments
{
    /// <summary>Null, and why, where the arguments are no options.</summary>
    /// <param name="arguments">As they came.</param>
    /// <param name="options">What they change.</param>
    /// <param name="flag">The options with a flag; null where there is no such flag.</param>
    /// <param name="with">
    /// The options with a value; null where there is no such option, or no such value.
    /// </param>
    /// <param name="problem">Empty where there is none.</param>
    public static T? Read<T>(
        ReadOnlySpan<string> arguments, T options, Func<T, string, T?> flag, Func<T, string, string, T?> with,
        out string problem)
        where T : class
    {
        problem = "";
        for (var at = 0; at < arguments.Length; at++)
        {
            var name = arguments[at];
            if (flag(options, name) is { } flagged)
            {
                options = flagged;
                continue;
            }

            var value = ++at < arguments.Length ? arguments[at] : "";
            if (with(options, name, value) is not { } changed)
            {
                problem = $"{name} {value}: not an option or not its value; see --help";
                return null;
            }

            options = changed;
        }

        return options;
    }

    /// <summary>Null for what is no number within bounds.</summary>
    public static int? Number(string value, int least, int most) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
