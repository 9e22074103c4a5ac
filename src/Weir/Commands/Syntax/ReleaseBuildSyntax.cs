using Weir.Cli.Commands.Planned;

namespace Weir.Cli.Commands.Syntax;

/// <summary><c>weir release build</c> and <c>verify</c>.</summary>
internal static partial class ReleaseSyntax
{
    private static PlannedCommand Build(Terminal terminal) =>
        new("build", $"Make a bundle.{(terminal is null ? "" : "")}", Plan.Releases)
        {
            Examples = [new("weir release build", "x")],
        };

    private static PlannedCommand Verify(Terminal terminal) =>
        new("verify", $"Run every check.{(terminal is null ? "" : "")}", Plan.Releases)
        {
            Examples = [new("weir release verify", "x")],
        };
}
