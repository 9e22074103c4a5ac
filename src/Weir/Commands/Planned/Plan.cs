using System.CommandLine;

namespace Weir.Cli.Commands.Planned;

/// <summary>The versions in which coming commands are expected.</summary>
internal static class Plan
{
    /// <summary>Features, training, rules.</summary>
    public const string Model = "0.2";

    /// <summary>Drills, the keeper.</summary>
    public const string Releases = "0.3";

    /// <summary>Policies as releases, pins, differences between releases.</summary>
    public const string Next = "0.4";

    public const string Later = "a later version";

    // Never required: a command that cannot run yet refuses before it asks for anything.
    public static Argument<string?> Argument(string name, string meaning) =>
        new(name) { Description = meaning, Arity = ArgumentArity.ZeroOrOne };
}
