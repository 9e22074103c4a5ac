using System.Text;
using Weir.Decisions.Language;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Features;

/// <summary>
/// The features of one model, in the order in which they were appended. Its room is taken when it is made and
/// never grows: what does not fit, or is not sound, is refused by name and leaves the set as it was.
/// Filled by one thread at activation, read by all afterwards.
/// </summary>
public sealed class FeatureSet
{
    private readonly FieldCatalogue _catalogue;
    private readonly Feature?[] _features = new Feature?[Limits.Features];
    private readonly PatternAllowance _patterns = PatternAllowance.OfFeatures();
    private readonly HashSet<string> _names = new(Limits.Features, StringComparer.Ordinal);

    /// <param name="catalogue">What expressions may read; of the source that the set is evaluated on.</param>
    public FeatureSet(FieldCatalogue catalogue) => _catalogue = catalogue;

    public int Count { get; private set; }

    public IEnumerable<Feature> Features => _features.Take(Count).OfType<Feature>();

    /// <summary>All of them or none.</summary>
    /// <returns>How many features the set now has, or what is wrong with which.</returns>
    public Outcome<int, FeatureRefusal> AppendWithNames(ReadOnlySpan<FeatureDefinition> definitions)
    {
        var (before, patterns) = (Count, _patterns.Used);
        foreach (var definition in definitions)
        {
            var refusal = Append(definition);
            if (refusal is { } refused)
            {
                Shrink(before);
                _patterns.Restore(patterns);
                return Outcome<int, FeatureRefusal>.Fail(refused);
            }
        }

        return Outcome<int, FeatureRefusal>.Ok(Count);
    }

    /// <summary>Every feature's value for one request. Allocates nothing.</summary>
    /// <param name="source">Of the catalogue that the set was made with.</param>
    /// <param name="vector">Takes <see cref="Count"/> values.</param>
    public void Fill(FieldSource source, FeatureVector vector)
    {
        var values = vector.Take(Count);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _features[i]?.Value(source) ?? float.NaN;
        }
    }

    private static FeatureRefusal? CheckName(string name)
    {
        if (name.Length > Limits.FeatureNameBytes
            || Encoding.UTF8.GetByteCount(name) > Limits.FeatureNameBytes)
        {
            var shown = name[..Math.Min(name.Length, 32)] + "...";
            return new FeatureRefusal(FeatureRefusalReason.NameTooLong, shown,
                $"has more than {Limits.FeatureNameBytes} bytes");
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '_'))
            {
                return new FeatureRefusal(FeatureRefusalReason.BadName, name,
                    "has other characters than small letters, digits, dot and underscore");
            }
        }

        return name.Length == 0
            ? new FeatureRefusal(FeatureRefusalReason.BadName, "''", "is empty")
            : null;
    }

    private FeatureRefusal? Append(FeatureDefinition definition)
    {
        if (CheckName(definition.Name) is { } badName)
        {
            return badName;
        }

        if (_names.Contains(definition.Name))
        {
            return new FeatureRefusal(
                FeatureRefusalReason.DuplicateFeature, definition.Name, "is there twice");
        }

        if (Count == Limits.Features)
        {
            return new FeatureRefusal(FeatureRefusalReason.Full, definition.Name,
                $"is one more than the {Limits.Features} that this binary has room for");
        }

        if (!ExpressionCompiler.Number(definition.Expression, _catalogue, _patterns)
            .Try(out var compiled, out var error))
        {
            return new FeatureRefusal(Reason(error.Kind), definition.Name, error.ToString());
        }

        if ((definition.Type == FeatureType.Bool) != (compiled.Written == FieldType.Bool))
        {
            return new FeatureRefusal(FeatureRefusalReason.WrongType, definition.Name,
                $"is {FeatureTypeNames.Of(definition.Type)}, and its expression is"
                + (compiled.Written == FieldType.Bool ? " a condition" : " a number"));
        }

        // Of a definition without a type nothing is known that could be checked.
        if (definition.Type == FeatureType.Unset)
        {
            return new FeatureRefusal(FeatureRefusalReason.WrongType, definition.Name, "has no type");
        }

        _names.Add(definition.Name);
        _features[Count++] = new Feature(definition, compiled);
        return null;
    }

    private static FeatureRefusalReason Reason(ExpressionErrorKind kind) => kind switch
    {
        ExpressionErrorKind.UnknownName or ExpressionErrorKind.NotBuilt => FeatureRefusalReason.UnknownSignal,
        ExpressionErrorKind.Type => FeatureRefusalReason.WrongType,
        ExpressionErrorKind.Unset or ExpressionErrorKind.Syntax or ExpressionErrorKind.Limit
            or ExpressionErrorKind.Pattern => FeatureRefusalReason.BadExpression,
        _ => FeatureRefusalReason.BadExpression,
    };

    private void Shrink(int count)
    {
        for (; Count > count; Count--)
        {
            if (_features[Count - 1] is { } feature)
            {
                _names.Remove(feature.Name);
            }

            _features[Count - 1] = null;
        }
    }
}
