using System.CommandLine;
using Weir.Cli.Commands.Keys;
using Weir.Cli.Commands.Planned;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Syntax;

internal static class KeysSyntax
{
    public static WeirCommand Create(Terminal terminal) =>
        new("keys", "Make, trust and revoke signing keys.")
        {
            Details = "A root says which keys may sign which layer. 'weir up' makes one for its folder, "
                + "with a local key for each role; a root is changed by the next root, signed by the "
                + "root key. Private keys are files of the folder keys/ and are never printed.",
            Examples =
            [
                new("weir keys new model", "Make a key"),
                new("weir keys trust .weir/keys/model.pub --role model", "What it signs is taken"),
                new("weir keys list", "What is trusted here"),
            ],
            Subcommands =
            {
                New(terminal),
                List(terminal),
                Trust(terminal),
                Revoke(terminal),
                new PlannedCommand("re-root", "Replace a root whose keys are lost.", Plan.Later)
                {
                    Details = "Will put a new root in place of one whose keys are lost, by someone with "
                        + "access to the machine. Until then: stop the node, delete trust/ and "
                        + "keys/local-*, start it.",
                    Examples = [new("weir keys re-root root.weir", "By someone with access to the machine")],
                    Arguments = { Plan.Argument("FILE", "The new root") },
                },
            },
        };

    private static WeirCommand New(Terminal terminal)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "Its name: small letters, digits and hyphens",
        };
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("new", "Make a signing key.")
        {
            Details = "Writes NAME.key, readable by you alone, and NAME.pub. Nothing trusts it until "
                + "'weir keys trust'. Prints the key's id, which is the public key.",
            Examples = [new("weir keys new model", "A key in .weir/keys/model.key and model.pub")],
        };
        command.Arguments.Add(name);
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction(parsed => KeysCommand.New(
            parsed.GetValue(name) ?? "", Options.Folder(parsed, data), parsed.GetValue(json), terminal));
        return command;
    }

    private static WeirCommand List(Terminal terminal)
    {
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("list", "List keys and what they may sign.")
        {
            Details = "Keys of the folder, and those that its root knows. Needs no running node.",
            Examples =
            [
                new("weir keys list", "Names, roles and ids"),
                new("weir keys list --json", "For a program"),
            ],
        };
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction(parsed => KeysCommand.List(
            Options.Folder(parsed, data), parsed.GetValue(json), terminal));
        return command;
    }

    private static WeirCommand Trust(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The public key, FILE.pub, or a key id" };
        var role = new Option<RoleKind>("--role")
        {
            HelpName = "ROLE",
            Description = $"What it may sign: {string.Join(", ", Roles.All.Select(static r => r.Name()))}",
            Required = true,
            CustomParser = static result =>
            {
                var text = result.Tokens is [var token, ..] ? token.Value : "";
                var names = Roles.All.Select(static r => r.Name()).ToArray();
                var found = Roles.All.FirstOrDefault(r => r.Name() == text);
                if (found == RoleKind.Unset)
                {
                    result.AddError($"--role: {Options.Unknown("role", text, names)}");
                }

                return found;
            },
        };
        var data = Options.Data();
        var command = new WeirCommand("trust", "Trust a public key for a layer.")
        {
            Details = "Makes the next root with this key in the role, signs it with the folder's root "
                + "key, and hands it to the running node; without one it is written to the folder. The "
                + "layer's numbers begin anew, because its keys are others.",
            Examples =
            [
                new("weir keys trust build-server.pub --role model", "Models signed there are taken here"),
            ],
        };
        command.Arguments.Add(file);
        command.Options.Add(role);
        command.Options.Add(data);
        command.SetAction((parsed, stop) => KeysCommand.TrustAsync(
            parsed.GetValue(file) ?? "", parsed.GetValue(role), Options.Folder(parsed, data), terminal,
            stop));
        return command;
    }

    private static WeirCommand Revoke(Terminal terminal)
    {
        var named = new Argument<string>("KEY")
        {
            Description = "A name, a FILE.pub, or a key id of 64 digits",
        };
        var data = Options.Data();
        var command = new WeirCommand("revoke", "Stop trusting a key.")
        {
            Details = "Makes the next root without the key in any role, and hands it to the running node as "
                + "'weir keys trust' does. Refused where a role would be left with too few keys. What runs "
                + "goes on running.",
            Examples =
            [
                new("weir keys revoke model", "What it signs is no longer taken"),
            ],
        };
        command.Arguments.Add(named);
        command.Options.Add(data);
        command.SetAction((parsed, stop) => KeysCommand.RevokeAsync(
            parsed.GetValue(named) ?? "", Options.Folder(parsed, data), terminal, stop));
        return command;
    }
}
