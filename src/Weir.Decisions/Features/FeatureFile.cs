using System.Collections.Immutable;

namespace Weir.Decisions.Features;

/// <summary>
/// Feature definitions as text: one line each, <c>name type expression</c>. Empty lines and lines that begin
/// with <c>#</c> are comments.
/// </summary>
public static class FeatureFile
{
    /// <returns>At most one definition more than fits, so that the set itself says that it is full.</returns>
    public static Outcome<ImmutableArray<FeatureDefinition>, FeatureRefusal> Read(string text)
    {
        if (text.Length > Limits.FeatureFileCharacters)
        {
            return Refuse("the file", $"has more than {Limits.FeatureFileCharacters} characters");
        }

        var definitions = ImmutableArray.CreateBuilder<FeatureDefinition>();
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (!TryDefinition(line, out var definition))
            {
                return Refuse($"line {number}", "is not 'name type expression', with f32, bool or category");
            }

            definitions.Add(definition);
            if (definitions.Count > Limits.Features)
            {
                break;
            }
        }

        return Outcome<ImmutableArray<FeatureDefinition>, FeatureRefusal>.Ok(definitions.ToImmutable());
    }

    private static bool TryDefinition(ReadOnlySpan<char> line, out FeatureDefinition definition)
    {
        definition = default;
        var name = Word(ref line);
        var type = FeatureTypeNames.Find(Word(ref line));
        if (type == FeatureType.Unset || line.IsEmpty)
        {
            return false;
        }

        definition = new FeatureDefinition(name.ToString(), type, line.ToString());
        return true;
    }

    private static ReadOnlySpan<char> Word(ref ReadOnlySpan<char> line)
    {
        var end = line.IndexOfAny(' ', '\t');
        var word = end < 0 ? line : line[..end];
        line = end < 0 ? [] : line[end..].TrimStart();
        return word;
    }

    private static Outcome<ImmutableArray<FeatureDefinition>, FeatureRefusal> Refuse(
        string what, string why) =>
        Outcome<ImmutableArray<FeatureDefinition>, FeatureRefusal>.Fail(
            new FeatureRefusal(FeatureRefusalReason.BadLine, what, why));
}
