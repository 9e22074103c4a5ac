using System.CommandLine;
using System.CommandLine.Parsing;
using Weir.Cli.Commands.Bundles;
using Weir.Decisions;

namespace Weir.Cli.Commands.Syntax;

/// <summary><c>weir release build</c> and <c>verify</c>.</summary>
internal static partial class ReleaseSyntax
{
    private static WeirCommand Build(Terminal terminal)
    {
        var model = Options.Text("--model", "FILE", "A trained model, as 'weir train' writes it");
        var features = Options.Text("--features", "FILE", "The model's features [default: the program's]");
        var probes = Options.Text(
            "--probes", "CAPTURE", "A capture whose requests become the probes [default: the program's]");
        var policy = Options.Text("--policy", "FILE", "Sites, for a policy release instead of a model");
        var to = Options.Text("--out", "FILE", "Where the bundle is written");
        to.Required = true;
        var number = Number();
        var life = Options.Span("--expires", "How long it is good [default: 90d]");
        var key = Options.Text("--key", "NAME", "Who signs it [default: nobody yet]");
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("build", "Make a bundle from a model or a policy.")
        {
            Details = "Scores the probes with the model, puts the bundle together, reads and validates it as "
                + "a node does, and only then writes the file, whole or not at all. Signals are built by "
                + "the keeper. A policy is checked and not yet run: expected in 0.4.",
            Examples =
            [
                new(
                    "weir release build --model weir.model --out r.weir",
                    "A model of the program's features, to be signed"),
                new(
                    "weir release build --model m --features f --probes p.jsonl --out r.weir --key model",
                    "With features of its own, signed"),
                new("weir release build --policy sites.yaml --out p.weir", "A policy"),
            ],
        };
        Option[] options = [model, features, probes, policy, to, number, life, key, data, json];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result => Complain(
            result, Given(result, model), Given(result, policy),
            Given(result, probes) || Given(result, features)));
        command.SetAction((parsed, stop) => new BuildCommand(
            new BuildOptions
            {
                Model = parsed.GetValue(model),
                Features = parsed.GetValue(features),
                Probes = parsed.GetValue(probes),
                Policy = parsed.GetValue(policy),
                To = parsed.GetValue(to) ?? "",
                Number = parsed.GetValue(number),
                Life = parsed.GetValue(life) ?? BuildOptions.DefaultLife,
                Key = parsed.GetValue(key),
                DataFolder = Options.Folder(parsed, data),
                Json = parsed.GetValue(json),
            },
            terminal, TimeProvider.System).RunAsync(stop));
        return command;
    }

    private static Option<long?> Number()
    {
        var number = new Option<long?>("--number")
        {
            HelpName = "N",
            Description = "Its number [default: the next one of the layer]",
        };
        number.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && (!long.TryParse(text, out var given) || given is < 1 or > Limits.ReleaseNumber))
            {
                result.AddError($"--number: '{Shown.Of(text)}' is no number from 1 to 2^53");
            }
        });
        return number;
    }

    private static bool Given(CommandResult result, Option option) => result.GetResult(option) is not null;

    private static void Complain(CommandResult result, bool model, bool policy, bool modelsOwn)
    {
        if (model == policy)
        {
            result.AddError("say one of --model FILE and --policy FILE");
        }
        else if (policy && modelsOwn)
        {
            result.AddError("--features and --probes belong to a model");
        }
    }

    private static WeirCommand Verify(Terminal terminal)
    {
        var file = File();
        var data = Options.Data();
        var json = Options.Json();
        var command = new WeirCommand("verify", "Run every check of a node on a bundle.")
        {
            Details = "Against what the data folder trusts and has proven; changes nothing, and needs no "
                + "running node. Says each gate. Reconcile alone is left to the node, which has counted "
                + "the requests. A release that the node has taken already is Replayed.",
            Examples =
            [
                new("weir release verify r.weir", "Exit code 1 and the reason where it is refused"),
                new("weir release verify r.weir --data /var/lib/weir --json", "For a program"),
            ],
        };
        command.Arguments.Add(file);
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction(parsed => new VerifyCommand(
            Options.Folder(parsed, data), terminal, TimeProvider.System)
            .Run(parsed.GetValue(file) ?? "", parsed.GetValue(json)));
        return command;
    }
}
