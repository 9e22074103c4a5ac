using System.Text.Json.Nodes;
using Weir.Cli.Commands.Keys;
using Weir.Decisions;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Bundles;

/// <summary>
/// <c>weir release build</c>: puts a bundle together, reads it as a node does, and only then writes
/// it, whole.
/// </summary>
internal sealed class BuildCommand(BuildOptions options, Terminal terminal, TimeProvider time)
{
    private const string Name = "weir release build";

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var layer = options.Model is null ? Layer.Policy : Layer.Model;
        var progress = new ProgressLine(terminal);
        progress.Say("Building and reading it again");
        var parts = options.Model is null ? BundleParts.Policy(options) : BundleParts.Model(options);
        if (!parts.Try(out var made, out var fault))
        {
            progress.Clear();
            return terminal.Refuse(Name, fault.Message);
        }

        var found = options.Number is { } given
            ? Outcome<NextNumber, FileFault>.Ok(new NextNumber(given, "as given"))
            : await NextNumber.FindAsync(layer, options.DataFolder, stop);
        if (!found.Try(out var number, out fault))
        {
            progress.Clear();
            return terminal.Refuse(Name, fault.Message);
        }

        var now = time.GetUtcNow();
        var terms = new ReleaseTerms(
            layer, number.Number, now.ToSecond(), (now + options.Life).ToSecond(), made.Needs);
        var bundle = Made(made.Builder, terms);
        progress.Clear();
        return bundle.Match(
            whole => Write(whole, layer, number),
            why => terminal.Refuse(Name, why.Message, why.Next));
    }

    /// <summary>Read as a node reads it, whoever signs it.</summary>
    private Outcome<byte[], Unbuilt> Made(BundleBuilder builder, ReleaseTerms terms)
    {
        if (options.Key is not { } name)
        {
            return Made(builder, terms, []);
        }

        if (!NodeKeys.Load(options.DataFolder, name).Try(out var key, out var fault))
        {
            return Outcome<byte[], Unbuilt>.Fail(new Unbuilt(Shown.Of(fault.Detail), ""));
        }

        using (key)
        {
            SignerWarning.Tell(options.DataFolder, name, key.PublicKey, terms.Layer, terminal);
            return Made(builder, terms, [key]);
        }
    }

    private static Outcome<byte[], Unbuilt> Made(
        BundleBuilder builder, ReleaseTerms terms, IReadOnlyList<SigningKey> keys) =>
        BundleMaker.Make(builder, terms, keys, null).Match(
            static bundle => Outcome<byte[], Unbuilt>.Ok(bundle),
            static refusal => Outcome<byte[], Unbuilt>.Fail(new Unbuilt(
                $"nothing is written: a node would refuse it: {refusal}",
                Advice.For(refusal.Reason, default))));

    private int Write(byte[] bundle, Layer layer, NextNumber number)
    {
        if (!Bundle.Read(bundle).Try(out var read, out var refusal))
        {
            return terminal.Refuse(Name, $"nothing is written: {refusal}");
        }

        if (WholeFile.Write(options.To, bundle) is { } unwritten)
        {
            return terminal.Refuse(Name, unwritten.Message);
        }

        if (options.Json)
        {
            terminal.Output.WriteLine(new JsonObject
            {
                ["file"] = options.To,
                ["hash"] = read.Hash.ToString(),
                ["layer"] = layer.Name(),
                ["number"] = number.Number,
                ["expires"] = UtcText.Of(read.Manifest.Expires),
                ["bytes"] = bundle.Length,
                ["signed"] = options.Key is not null,
            }.ToJsonString());
            return ExitCode.Done;
        }

        var file = Shown.Of(options.To);
        terminal.Output.WriteLine(
            $"{layer.Name()} {number.Number} in {file}, {bundle.Length} bytes ({number.Source}).");
        terminal.Output.WriteLine(
            $"{read.Hash}  good until {UtcText.Of(read.Manifest.Expires)}");
        terminal.Output.WriteLine(options.Key is null
            ? $"Nobody has signed it yet: weir release sign {file} --key NAME"
            : $"Signed by '{options.Key}'. Nothing is active because of it: weir release publish {file}");
        return ExitCode.Done;
    }

    /// <param name="Message">What is wrong.</param>
    /// <param name="Next">What to do; empty where the message says it.</param>
    private readonly record struct Unbuilt(string Message, string Next);
}
