using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Bench.Releases;

/// <summary>Bundles of full size, signed by a key that their own root trusts.</summary>
internal sealed class Signed
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public Signed()
    {
        using var key = SigningKey.Create() ?? throw new InvalidOperationException("no key");
        var role = new Role([key.PublicKey], 1);
        var document = Root.Write(new RootContent(
            1, Now.AddYears(1), Roles.All.ToImmutableDictionary(static kind => kind, _ => role)));
        Trust = new TrustState(Root
            .Read(Envelope.Write(Root.Magic, document, [key.Sign(SigningDomain.Root, document)]))
            .Match(static root => root, static r => throw new InvalidOperationException(r.ToString())));
        var full = new FullSize();
        var needs = new ReleaseNeeds(Limits.Features, FullSize.Trees, Limits.SignalRows);
        Plan = full.Plan;
        Model = FullSize.Signed(full.Model, Layer.Model, 1, Now, needs, key);
        Signals = FullSize.Signed(full.SignalsOf(Now), Layer.Signals, 1, Now, needs, key);
    }

    public TrustState Trust { get; }

    public ScoringPlan Plan { get; }

    public byte[] Model { get; }

    public byte[] Signals { get; }
}
