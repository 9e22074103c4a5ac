using System.CommandLine;
using System.CommandLine.Help;
using Weir.Cli.Commands.Planned;

namespace Weir.Cli.Commands.Syntax;

/// <summary>Every command there is, in the order in which help lists them.</summary>
public static class CommandTree
{
    /// <param name="terminal">Where commands read and write.</param>
    /// <param name="up">Runs a node; a test that wants to see what was understood gives its own.</param>
    public static RootCommand Create(
        Terminal terminal, Func<UpOptions, CancellationToken, Task<int>>? up = null)
    {
        var root = new RootCommand("A self-hosted edge gateway that sees who is calling.");
        Command[] commands =
        [
            UpSyntax.Create(terminal, up ?? UpCommand.RunAsync),
            CheckSyntax.Create(terminal),
            OriginSyntax.Create(terminal),
            FingerprintSyntax.Create(terminal),
            FeaturesSyntax.Create(terminal),
            TrainSyntax.Create(terminal),
            RuleSyntax.Create(terminal),
            ExplainSyntax.Create(terminal),
            ReleaseSyntax.Create(terminal),
            PolicyCommand.Create(),
            HoldSyntax.Create(terminal),
            PinCommand.Create(),
            KeysSyntax.Create(terminal),
            KillSyntax.Create(terminal),
            DrillSyntax.Create(terminal),
            KeeperSyntax.Create(terminal),
            ReplayCommand.Create(),
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Description = "Show what a command does, with examples";
                help.Action = new HelpWriter(terminal);
            }

            if (option is VersionOption version)
            {
                version.Description = "Show the version";
                version.Action = new VersionWriter(terminal);
            }
        }

        return root;
    }
}
