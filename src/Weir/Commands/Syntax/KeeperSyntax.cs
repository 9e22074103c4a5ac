namespace Weir.Cli.Commands.Syntax;

internal static class KeeperSyntax
{
    public static WeirCommand Create(Terminal terminal)
    {
        var data = Options.Data();
        var command = new WeirCommand("keeper", "The process beside the node that stores events.")
        {
            Details = "'weir up' starts it and hardly ever anybody else does: event store, privacy and "
                + "retention, and traffic signals every five minutes. It ends when its node does.",
            Examples = [new("weir keeper --data .weir", "Beside the node of this folder")],
        };
        command.Options.Add(data);
        command.SetAction((parsed, stop) => KeeperCommand.RunAsync(
            Options.Folder(parsed, data), terminal, stop));
        return command;
    }
}
