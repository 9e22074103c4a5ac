using Weir.Cli.Commands.Syntax;

namespace Weir.Cli.Commands.Planned;

/// <summary><c>weir pin</c>: fixes what runs.</summary>
internal static class PinCommand
{
    public static PlannedCommand Create() =>
        new PlannedCommand("pin", "Fix what runs until it is unpinned.", Plan.Next)
        {
            Details = "Will keep the node on its active releases, also over restarts. Local, needs no "
                + "key.",
            Examples =
            [
                new("weir pin", "Stay on what runs now"),
            ],
            Options =
            {
                Options.Json(),
            },
        };
}
