using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Bundles;

/// <summary>
/// What was just built, read as a node reads it before anybody else does: signed by a key that is thrown
/// away, under a root that trusts that key alone, through every gate that needs no running node.
/// </summary>
internal static class OwnOutput
{
    /// <param name="bundle">Unsigned.</param>
    /// <param name="now">Of the builder's clock.</param>
    /// <returns>Null where a node that trusts its signer would take it.</returns>
    public static Refusal? Refused(byte[] bundle, DateTimeOffset now)
    {
        if (!Bundle.Read(bundle).Try(out var read, out var refusal))
        {
            return refusal;
        }

        using var key = SigningKey.Create();
        if (key is null
            || SignCommand.Signed(read, key).Match<byte[]?>(static b => b, static _ => null)
                is not { } signed)
        {
            return Refusal.Of(Gate.Verify, RefusalReason.Fault, "no key could be made on this machine");
        }

        if (!Bundle.Read(signed).Try(out read, out refusal)
            || !TrustIn(key, read.Manifest, now).Try(out var trust, out refusal)
            || !Verifier.Verify(read, trust, new VerifyContext(now)).Try(out var verified, out refusal)
            || !Validator.Validate(verified, null).Try(out var validated, out refusal))
        {
            return refusal;
        }

        return verified.Layer == Layer.Model ? Passed(validated) : null;
    }

    private static Refusal? Passed(ValidatedRelease validated) =>
        Gates.Pass(
                validated,
                new GateContext(ActiveScoring.Nothing, null, static _ => null, TimeProvider.System))
            .Match<Refusal?>(static _ => null, static refusal => refusal);

    private static Outcome<TrustState, Refusal> TrustIn(SigningKey key, Manifest manifest, DateTimeOffset now)
    {
        var role = new Role([key.PublicKey], 1);
        var document = Root.Write(new RootContent(
            1, now.ToSecond().AddDays(1), Roles.All.ToImmutableDictionary(static r => r, _ => role)));
        var bytes = Envelope.Write(Root.Magic, document, [key.Sign(SigningDomain.Root, document)]);
        var last = manifest.Number - 1;
        return Root.Read(bytes).Match(
            root => Outcome<TrustState, Refusal>.Ok(new TrustState(root)
            {
                Floors = last == 0
                    ? TrustState.NoFloors
                    : TrustState.NoFloors.Add(manifest.Layer, new Floor(last, Hash256.Of("before"u8))),
            }),
            static refusal => refusal.As<TrustState>());
    }
}
