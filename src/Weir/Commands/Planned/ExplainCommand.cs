using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir explain</c>: why a request was decided so.</summary>
internal static class ExplainCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("explain", "Say why a request was decided so.", Plan.Model)
        {
            Details = "Will show the score, what contributed to it, the rule that decided and the "
                + "release that was active, for a request whose id stands in its Weir-Request-Id "
                + "header.",
            Examples =
            [
                new("weir explain 01JBX2M7Q9T0V3W4X5Y6Z7A8B9", "The request with this id"),
            ],
            Arguments =
            {
                Plan.Argument("REQUEST_ID", "As in the Weir-Request-Id header"),
            },
            Options =
            {
                Options.Json(),
            },
        };
}
