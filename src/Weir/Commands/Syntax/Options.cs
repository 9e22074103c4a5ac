using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Weir.Cli.Commands.Values;
using Weir.Edge.Configuration;
using Weir.Releases;

namespace Weir.Cli.Commands.Syntax;

/// <summary>The kinds of option that commands share, each with its complaint about a wrong value.</summary>
internal static class Options
{
    private const string None = "none";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static Option<string?> Text(string name, string value, string meaning) =>
        new(name) { HelpName = value, Description = meaning };

    public static Option<bool> Flag(string name, string meaning) => new(name) { Description = meaning };

    public static Option<bool> Json() => Flag("--json", "Print JSON");

    public static Option<IPEndPoint> Address(string name, IPEndPoint fallback, string meaning) => new(name)
    {
        HelpName = "ADDR",
        Description = $"{meaning} [default: {fallback}]",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (ListenAddress.Read(Token(result)).Try(out var address, out var fault))
            {
                return address;
            }

            result.AddError(Complaint(name, fault));
            return null;
        },
    };

    public static Option<AddressChoice> AddressOrNone(string name, string fallback, string meaning) =>
        new(name)
        {
            HelpName = "ADDR",
            Description = $"{meaning}, or none [default: {fallback}]",
            CustomParser = result =>
            {
                var text = Token(result);
                if (text == None)
                {
                    return AddressChoice.Off;
                }

                if (ListenAddress.Read(text).Try(out var address, out var fault))
                {
                    return AddressChoice.At(address);
                }

                result.AddError(Complaint(name, fault));
                return default;
            },
        };

    public static Option<OriginSettings?> Origin(string name, string meaning) => new(name)
    {
        HelpName = "URL",
        Description = meaning,
        CustomParser = result =>
        {
            if (OriginAddress.Read(Token(result)).Try(out var origin, out var fault))
            {
                return origin;
            }

            result.AddError(Complaint(name, fault));
            return null;
        },
    };

    public static Option<TimeSpan> Duration(string name, TimeSpan fallback, string meaning) => new(name)
    {
        HelpName = "TIME",
        Description = $"{meaning} [default: {fallback.TotalSeconds:0}s]",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (!DurationText.Read(Token(result)).Try(out var duration, out var fault))
            {
                result.AddError(Complaint(name, fault));
            }
            else if (duration > LongestWait)
            {
                result.AddError(
                    $"{name}: {DurationText.Write(duration)} is longer than "
                    + DurationText.Write(LongestWait));
            }

            return duration;
        },
    };

    public static Option<string?> Data() =>
        Text("--data", "DIR", "The node's data folder [default: .weir]");

    /// <summary>What <see cref="Data"/> says, or its default.</summary>
    public static string Folder(ParseResult parsed, Option<string?> data) =>
        parsed.GetValue(data) ?? UpOptions.DefaultDataFolder;

    /// <summary>A time in whole seconds; null where it is not given.</summary>
    /// <param name="name">With its hyphens.</param>
    /// <param name="meaning">For help.</param>
    /// <param name="least">What the node would refuse as too short; null for a second.</param>
    /// <param name="most">What it would refuse as too long; null for any.</param>
    public static Option<TimeSpan?> Span(
        string name, string meaning, TimeSpan? least = null, TimeSpan? most = null) => new(name)
    {
        HelpName = "TIME",
        Description = meaning,
        CustomParser = result =>
        {
            if (!DurationText.Read(Token(result)).Try(out var duration, out var fault))
            {
                result.AddError(Complaint(name, fault));
            }
            else if (duration < TimeSpan.FromSeconds(1) || duration.Milliseconds > 0)
            {
                result.AddError(
                    $"{name}: {DurationText.Write(duration)} is no time in whole seconds, such as 10m or 1h");
            }
            else if (duration < least)
            {
                result.AddError(Beyond(name, duration, "shorter", least.Value));
            }
            else if (duration > most)
            {
                result.AddError(Beyond(name, duration, "longer", most.Value));
            }

            return duration;
        },
    };

    /// <summary>The name of a layer; Unset where it is not given.</summary>
    public static Argument<Layer> Layer(string meaning, bool optional = false) => new("LAYER")
    {
        Description = meaning,
        Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        DefaultValueFactory = optional ? static _ => Releases.Layer.Unset : null,
        CustomParser = static result =>
        {
            var text = Token(result);
            var layer = LayerNames.Read(text);
            if (layer == Releases.Layer.Unset)
            {
                var names = LayerNames.All.ToArray().Select(static l => l.Name()).ToArray();
                result.AddError(Unknown("layer", text, names));
            }

            return layer;
        },
    };

    /// <summary>The complaint about a word that is none of those there are.</summary>
    public static string Unknown(string kind, string text, string[] names) =>
        $"there is no {kind} '{Shown.Of(text)}'; "
        + (Decisions.Spelling.DidYouMean(text, names) ?? $"{kind}s are {string.Join(", ", names)}");

    public static bool SaysNone(OptionResult? result) => result?.Tokens is [{ Value: None }, ..];

    private static string Beyond(string name, TimeSpan given, string how, TimeSpan bound) =>
        $"{name}: {DurationText.Write(given)} is {how} than {DurationText.Write(bound)}, the "
        + (how == "shorter" ? "least" : "most");

    private static string Complaint(string name, TextFault fault) =>
        fault.Suggestion is { } suggestion
            ? $"{name}: {fault.Message}; {suggestion}"
            : $"{name}: {fault.Message}";

    private static string Token(ArgumentResult result) => result.Tokens is [var token, ..] ? token.Value : "";
}
