using Weir.Cli.Commands.Keys;
using Weir.Decisions;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;

namespace Weir.Cli.Commands.Bundles;

/// <summary><c>weir release sign</c>: adds a signature to a bundle, or leaves it as it was.</summary>
internal static class SignCommand
{
    private const string Name = "weir release sign";

    public static int Run(string file, string keyName, string dataFolder, Terminal terminal)
    {
        if (!WholeFile.Read(file, Limits.ReleaseBytes).Try(out var content, out var unread))
        {
            return terminal.Refuse(Name, unread.Message);
        }

        // A signature is over the manifest alone, so it would fit a file whose content is damaged.
        if (Inspection.Of(content).Refusal is { } broken)
        {
            return terminal.Refuse(Name, $"not signed: {broken}", Advice.For(broken.Reason, default));
        }

        if (!NodeKeys.Load(dataFolder, keyName).Try(out var key, out var missing))
        {
            return terminal.Refuse(Name, Shown.Of(missing.Detail));
        }

        using (key)
        {
            // Read again before anybody else does: one signature more may be one too many.
            if (!BundleMaker.Sign(content, key).Try(out var signed, out var refusal)
                || !Bundle.Read(signed).Try(out var bundle, out refusal))
            {
                return terminal.Refuse(Name, refusal.ToString(), NextStep(refusal.Reason));
            }

            if (WholeFile.Write(file, signed) is { } unwritten)
            {
                return terminal.Refuse(Name, unwritten.Message);
            }

            SignerWarning.Tell(dataFolder, keyName, key.PublicKey, bundle.Manifest.Layer, terminal);
            terminal.Output.WriteLine(
                $"{Shown.Of(file)}: signed by '{keyName}' ({key.PublicKey.Short}), "
                + $"{bundle.Envelope.Signatures.Length} in all.");
            return ExitCode.Done;
        }
    }

    /// <summary>A signature that is there already is no fault of the file.</summary>
    private static string NextStep(RefusalReason reason) =>
        reason == RefusalReason.DuplicateSignature ? "" : Advice.For(reason, default);
}
