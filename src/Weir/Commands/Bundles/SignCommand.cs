using KeyFault = Weir.Cli.Commands.Keys.KeyFault;
using Weir.Cli.Commands.Keys;
using Weir.Decisions;
using Weir.Releases.Format;
using Weir.Releases.Trust;

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

        if (!Bundle.Read(content).Try(out var bundle, out var refusal))
        {
            return terminal.Refuse(Name, refusal.ToString(), Advice.For(refusal.Reason));
        }

        if (!new KeyFolder(dataFolder).Signer(keyName).Try(out var key, out var missing))
        {
            return terminal.Refuse(Name, missing.Message);
        }

        using (key)
        {
            if (!Signed(bundle, key).Try(out var signed, out var fault))
            {
                return terminal.Refuse(Name, fault.Message);
            }

            if (WholeFile.Write(file, signed) is { } unwritten)
            {
                return terminal.Refuse(Name, unwritten.Message);
            }

            terminal.Output.WriteLine(
                $"{Shown.Of(file)}: signed by '{keyName}' ({key.PublicKey.Short}), "
                + $"{bundle.Envelope.Signatures.Length + 1} in all.");
            return ExitCode.Done;
        }
    }

    /// <summary>The same bundle with one signature more; read again before anyone else does.</summary>
    public static Outcome<byte[], KeyFault> Signed(Bundle bundle, SigningKey key)
    {
        var envelope = bundle.Envelope;
        if (envelope.Signatures.Any(s => s.PublicKey.Span.SequenceEqual(key.PublicKey.Bytes())))
        {
            return Fail($"this key ({key.PublicKey.Short}) has signed it already; a node refuses the same "
                + "key twice");
        }

        if (envelope.Signatures.Length >= Limits.ReleaseSignatures)
        {
            return Fail($"it has {envelope.Signatures.Length} signatures already, "
                + $"and at most {Limits.ReleaseSignatures} are read");
        }

        var signature = key.Sign(SigningDomain.Release, envelope.Document.Span);
        byte[] signed =
        [
            .. Envelope.Write(Bundle.Magic, envelope.Document.Span, [.. envelope.Signatures, signature]),
            .. envelope.Rest.Span,
        ];
        return Bundle.Read(signed).Try(out var again, out var refusal) && again.Hash == bundle.Hash
            ? Outcome<byte[], KeyFault>.Ok(signed)
            : Fail($"what was signed cannot be read again: {refusal}");
    }

    private static Outcome<byte[], KeyFault> Fail(string message) =>
        Outcome<byte[], KeyFault>.Fail(new KeyFault(message));
}
