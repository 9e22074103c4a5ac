using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Weir.Decisions;
using Weir.Decisions.Features;

namespace Weir.Releases.Content;

/// <summary>The text sections of a model release, written and read back.</summary>
internal static class ModelText
{
    public static byte[] Features(ImmutableArray<FeatureDefinition> definitions)
    {
        var text = new StringBuilder();
        foreach (var definition in definitions)
        {
            text.Append(definition.Name).Append(' ').Append(FeatureTypeNames.Of(definition.Type)).Append(' ')
                .Append(definition.Expression).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Expected(ImmutableArray<ProbeScore> scores)
    {
        var text = new StringBuilder();
        foreach (var score in scores)
        {
            text.Append(unchecked((ulong)score.Raw).ToString("x16", CultureInfo.InvariantCulture))
                .Append('\t').Append(Lines.Of((long)score.Score)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static Outcome<ImmutableArray<FeatureDefinition>, Refusal> ReadFeatures(ReadOnlySpan<byte> section)
    {
        // The file's reader stops at one more than fits; how many there are is said all the same.
        var found = section.Count((byte)'\n');
        if (found > Limits.Features)
        {
            return Fail<ImmutableArray<FeatureDefinition>>(RefusalReason.TooManyFeatures,
                $"{found} features, this program holds {Limits.Features}");
        }

        if (section.Length > Limits.FeatureFileCharacters)
        {
            return Fail<ImmutableArray<FeatureDefinition>>(RefusalReason.BadFeature,
                $"features has {section.Length} bytes, at most {Limits.FeatureFileCharacters}");
        }

        if (!FeatureFile.Read(Encoding.UTF8.GetString(section)).Try(out var definitions, out var refusal))
        {
            return Fail<ImmutableArray<FeatureDefinition>>(RefusalReason.BadFeature, refusal.ToString());
        }

        return Features(definitions).AsSpan().SequenceEqual(section)
            ? Outcome<ImmutableArray<FeatureDefinition>, Refusal>.Ok(definitions)
            : Fail<ImmutableArray<FeatureDefinition>>(RefusalReason.BadFeature,
                "features says the same in other bytes than it is written with");
    }

    public static Outcome<ImmutableArray<ProbeScore>, Refusal> ReadExpected(ReadOnlySpan<byte> section)
    {
        var scores = ImmutableArray.CreateBuilder<ProbeScore>();
        var lines = new Lines(section);
        while (lines.TryNext())
        {
            var score = new ProbeScore(lines.Bits(), (int)lines.Whole(99));
            if (!lines.Sound || score.Score == 0 || scores.Count == Limits.ProbeRequests)
            {
                return Fail<ImmutableArray<ProbeScore>>(RefusalReason.BadProbes,
                    $"expected line {lines.Number}: not 16 digits and a score from 1 to 99, or more than "
                    + $"{Limits.ProbeRequests} of them");
            }

            scores.Add(score);
        }

        return lines.Sound && Expected(scores.ToImmutable()).AsSpan().SequenceEqual(section)
            ? Outcome<ImmutableArray<ProbeScore>, Refusal>.Ok(scores.ToImmutable())
            : Fail<ImmutableArray<ProbeScore>>(RefusalReason.BadProbes,
                $"expected line {lines.Number}: is not written as it should be");
    }

    private static Outcome<T, Refusal> Fail<T>(RefusalReason reason, string detail)
        where T : notnull =>
        Refusal.Of(Gate.Validate, reason, detail).As<T>();
}
