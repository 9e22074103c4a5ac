using System.Collections.Immutable;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Tests.Judging;
using Weir.Releases.Tests.Making;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests;

/// <summary>A builder's own output goes through the node's reader before anybody sees it.</summary>
public sealed class BundleMakerTests
{
    private static readonly ImmutableArray<FeatureColumn> Columns =
        [.. SmallModel.Definitions.Select(static d => new FeatureColumn(d.Name, d.Type, 0.25f))];

    [Fact]
    public void Makes_SignalsThatANodeTakes()
    {
        using var key = World.Key("signals");
        var bytes = Make(Columns, key).Must();
        Assert.Equal(Judge.Accepted, Judge.Of("content-made", bytes, SavedFiles.Trust));
    }

    [Fact]
    public void Makes_AnUnsignedBundle_ForSomebodyElseToSign()
    {
        var bytes = Make(Columns).Must();
        Assert.Equal(
            $"{Gate.Verify}: {RefusalReason.Unsigned}", Judge.Of("content-made", bytes, SavedFiles.Trust));
        using var key = World.Key("signals");
        var signed = BundleMaker.Sign(bytes, key).Must();
        Assert.Equal(Judge.Accepted, Judge.Of("content-made", signed, SavedFiles.Trust));
        Assert.Equal(
            RefusalReason.DuplicateSignature, BundleMaker.Sign(signed, key).Refused()?.Reason);
    }

    [Fact]
    public void Refuses_DuplicateFeature_InItsOwnOutput() => Assert.Equal(
        RefusalReason.DuplicateFeature,
        Make([.. Columns, .. Columns]).Refused()?.Reason);

    [Fact]
    public void Refuses_AnotherModelsFeatures_InItsOwnOutput() => Assert.Equal(
        RefusalReason.ModelInputMismatch,
        Make(Columns.RemoveAt(1)).Refused()?.Reason);

    [Fact]
    public void Looks_IntoWhatNobodyTrusts()
    {
        var bytes = (ContentDraft.Model with { Signers = ["stranger"] }).Bytes();
        Assert.IsType<ModelContent>(Look(bytes, out _));
    }

    [Fact]
    public void Looks_IntoAReleaseOfTheLastDayThatThereIs_WithoutAnException()
    {
        var last = new DateTimeOffset(9999, 12, 31, 12, 0, 0, TimeSpan.Zero);
        var rows = ContentDraft.Traffic[ContentDraft.Traffic.IndexOf('\n')..];
        var traffic = $"{last.ToUnixTimeSeconds()}{rows}";
        var bytes = (ContentDraft.Signals.With("traffic", traffic).With("counts", "") with
        {
            Created = last,
            Expires = last.AddHours(1),
        }).Bytes();
        Assert.IsType<SignalsContent>(Look(bytes, out _));
    }

    [Fact]
    public void Looks_IntoWhatIsHostile_WithTheNodesOwnRefusal()
    {
        var hostile = SavedFiles.Hostile.Where(static made => made.Name.Split('-')[0] == "content").ToArray();
        Assert.NotEmpty(hostile);
        Assert.All(hostile, static made =>
        {
            Assert.Null(Look(made.Bytes, out var refusal));
            Assert.Equal(made.Expected, $"{refusal.Gate}: {refusal.Reason}");
        });
    }

    private static ReleaseContent? Look(byte[] bytes, out Refusal refusal)
    {
        var outcome = BundleMaker.Look(bytes, SmallModel.Plan);
        refusal = outcome.Refused() ?? default;
        return outcome.Match(static content => content, static _ => default(ReleaseContent));
    }

    private static Weir.Decisions.Outcome<byte[], Refusal> Make(
        ImmutableArray<FeatureColumn> columns, params SigningKey[] keys) => BundleMaker.Make(
        ContentWriter.Signals(
            columns, [], [new MinuteRows(ContentDraft.LastMinute - 1, 5)], ContentDraft.Measured),
        new ReleaseTerms(
            Layer.Signals, World.Floor + 1, World.Created, World.Expires,
            new ReleaseNeeds(columns.Length, 0, 0)),
        keys, SmallModel.Plan);
}
