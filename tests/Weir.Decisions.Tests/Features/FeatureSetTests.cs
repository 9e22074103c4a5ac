using Weir.Decisions.Features;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Tests.Signals;

namespace Weir.Decisions.Tests.Features;

public sealed class FeatureSetTests
{
    private static readonly RequestFields Fields = RequestFields.All;

    [Fact]
    public void Append_TheShippedSet_Succeeds() => Assert.InRange(Shipped().Count, 35, 45);

    [Fact]
    public void Append_The201st_IsFull()
    {
        var set = Empty();
        Assert.Equal(Limits.Features, Appended(set, Many(Limits.Features)));
        var refusal = Refused(set, F32("one_more"));
        Assert.Equal((FeatureRefusalReason.Full, "one_more"), (refusal.Reason, refusal.Culprit));
        Assert.Contains($"{Limits.Features}", refusal.Detail);
        Assert.Equal(Limits.Features, set.Count);
    }

    [Fact]
    public void Append_ADuplicate_IsRefusedByName()
    {
        var refusal = Refused(Empty(), F32("a"), F32("b"), F32("a"));
        Assert.Equal((FeatureRefusalReason.DuplicateFeature, "a"), (refusal.Reason, refusal.Culprit));
    }

    // What took the web down: every feature twice. It is the duplicate that is named, not the limit.
    [Fact]
    public void Append_ADoubledFullSet_NamesTheDuplicate()
    {
        var many = Many(Limits.Features);
        Assert.Equal(FeatureRefusalReason.DuplicateFeature, Refused(Empty(), [.. many, .. many]).Reason);
    }

    [Theory]
    [InlineData("nothing.of.that.name", FeatureType.F32, FeatureRefusalReason.UnknownSignal)]
    [InlineData("count(\"ip\", \"7d\")", FeatureType.F32, FeatureRefusalReason.UnknownSignal)]
    [InlineData("headers.count", FeatureType.Bool, FeatureRefusalReason.WrongType)]
    [InlineData("tls.grease", FeatureType.F32, FeatureRefusalReason.WrongType)]
    [InlineData("tls.grease", FeatureType.Category, FeatureRefusalReason.WrongType)]
    [InlineData("headers.count", FeatureType.Unset, FeatureRefusalReason.WrongType)]
    [InlineData("agent.family", FeatureType.Category, FeatureRefusalReason.WrongType)]
    [InlineData("headers.count +", FeatureType.F32, FeatureRefusalReason.BadExpression)]
    [InlineData("", FeatureType.F32, FeatureRefusalReason.BadExpression)]
    public void Append_WhatDoesNotHold_IsRefusedByName(
        string text, FeatureType type, FeatureRefusalReason reason)
    {
        var refusal = Refused(Empty(), new FeatureDefinition("culprit", type, text));
        Assert.Equal((reason, "culprit"), (refusal.Reason, refusal.Culprit));
    }

    [Theory]
    [InlineData("", FeatureRefusalReason.BadName)]
    [InlineData("Upper", FeatureRefusalReason.BadName)]
    [InlineData("a b", FeatureRefusalReason.BadName)]
    public void Append_ABadName_IsRefused(string name, FeatureRefusalReason reason) =>
        Assert.Equal(reason, Refused(Empty(), F32(name)).Reason);

    [Fact]
    public void Append_ANameOf129Bytes_IsTooLong()
    {
        Assert.Equal(1, Appended(Empty(), F32(new string('a', Limits.FeatureNameBytes))));
        var refusal = Refused(Empty(), F32(new string('a', Limits.FeatureNameBytes + 1)));
        Assert.Equal(FeatureRefusalReason.NameTooLong, refusal.Reason);
        Assert.True(refusal.Culprit.Length < 64);
    }

    [Fact]
    public void Append_ThatIsRefused_LeavesTheSetAsItWas()
    {
        var set = Empty();
        Assert.Equal(1, Appended(set, F32("kept")));
        Assert.Equal(FeatureRefusalReason.BadName, Refused(set, F32("gone"), F32("")).Reason);
        Assert.Equal(["kept"], set.Features.Select(feature => feature.Name));
        Assert.Equal(2, Appended(set, F32("gone")));
    }

    [Fact]
    public void Fill_GivesMissingAndZero_Apart()
    {
        var set = Empty();
        Appended(set, F32("ciphers", "tls.ciphers"), F32("unexpected", "headers.unexpected"),
            new FeatureDefinition("agrees", FeatureType.Bool, "tls.agrees"));
        var vector = new FeatureVector();
        set.Fill(Signals(Browsers.PlainChrome()), vector);
        Assert.Equal([float.NaN, 0, float.NaN], vector.Values.ToArray());
        Assert.True(vector.IsMissing(0));
        Assert.False(vector.IsMissing(1));
        Assert.True(vector.IsMissing(3));
        set.Fill(Signals(Browsers.Chrome()), vector);
        Assert.Equal([15, 0, 1], vector.Values.ToArray());
    }

    [Fact]
    public void Fill_TheShippedSet_AllocatesNothing()
    {
        var (set, vector, signals) = (Shipped(), new FeatureVector(), new RequestSignals());
        var windows = new TrafficWindows(seed: 1, new WindowSizes(64, 64, 64, 64));
        var readings = new WindowReadings();
        TestRequest[] requests = [Browsers.Chrome(), Browsers.Firefox(), Browsers.PlainChrome()];
        long allocated = 0;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var request in requests)
            {
                windows.Arrive(RequestArrival.Of(request, windows.Hashes), 1_000 + round, readings);
                signals.Read(request, readings);
                set.Fill(signals, vector);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    // A model must hold on sites it never saw, and nobody's names or secrets belong into it.
    [Fact]
    public void Shipped_Features_ReadNoLiveFieldAndNoScore()
    {
        var live = Weir.Decisions.Language.Fields.RuleFields.All.Select(field => field.Name).ToHashSet();
        Assert.All(Shipped().Features.SelectMany(feature => feature.Reads),
            field => Assert.DoesNotContain(field.Name, live));
    }

    private static FeatureDefinition F32(string name, string expression = "headers.count") =>
        new(name, FeatureType.F32, expression);

    private static FeatureDefinition[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(i => F32($"f{i}"))];

    private static FeatureSet Empty() => new(Fields.Catalogue);

    private static FeatureSet Shipped()
    {
        Assert.True(ShippedFeatures.Read().Try(out var definitions, out var error), error.ToString());
        var set = Empty();
        Appended(set, [.. definitions]);
        return set;
    }

    private static int Appended(FeatureSet set, params FeatureDefinition[] definitions)
    {
        Assert.True(set.AppendWithNames(definitions).Try(out var count, out var refusal), refusal.ToString());
        return count;
    }

    private static FeatureRefusal Refused(FeatureSet set, params FeatureDefinition[] definitions)
    {
        Assert.False(set.AppendWithNames(definitions).Try(out _, out var refusal));
        return refusal;
    }

    private static RequestSignals Signals(TestRequest request)
    {
        var signals = new RequestSignals();
        signals.Read(request);
        return signals;
    }
}
