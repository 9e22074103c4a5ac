using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

/// <summary>
/// What every compiled expression tells of itself. Two of the same kind are equal where their text and
/// their catalogue are, so that a configuration read again is seen to be the same.
/// </summary>
public abstract class CompiledExpression : IEquatable<CompiledExpression>
{
    private protected CompiledExpression(
        string text, FieldCatalogue catalogue, ImmutableArray<int> readFields) =>
        (Text, Catalogue, ReadFields) = (text, catalogue, readFields);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>What its fields' places refer to; the source must be of the same.</summary>
    public FieldCatalogue Catalogue { get; }

    /// <summary>Places of the fields that it reads, ascending.</summary>
    public ImmutableArray<int> ReadFields { get; }

    /// <summary>Whether it reads any of some fields, given by their places.</summary>
    public bool ReadsAny(IReadOnlySet<int> fields)
    {
        foreach (var field in ReadFields)
        {
            if (fields.Contains(field))
            {
                return true;
            }
        }

        return false;
    }

    public bool Equals(CompiledExpression? other) =>
        other is not null && GetType() == other.GetType() && Text == other.Text
        && ReferenceEquals(Catalogue, other.Catalogue);

    public sealed override bool Equals(object? obj) => Equals(obj as CompiledExpression);

    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public sealed override string ToString() => Text;
}

/// <summary>A condition. Immutable, and safe to share between threads.</summary>
public sealed class CompiledCondition : CompiledExpression
{
    private readonly ConditionEvaluator _root;

    internal CompiledCondition(
        string text,
        FieldCatalogue catalogue,
        ImmutableArray<int> fields,
        ImmutableArray<int> probedFields,
        ConditionEvaluator root)
        : base(text, catalogue, fields) => (_root, ProbedFields) = (root, probedFields);

    /// <summary>
    /// Places of the fields of which it asks whether they are there, ascending. Only these can make it
    /// true by being missing: everything else passes missing on.
    /// </summary>
    public ImmutableArray<int> ProbedFields { get; }

    public Truth Evaluate(FieldSource source) => _root.Evaluate(source);

    /// <summary>
    /// What it may come to when some fields are missing for every request and nothing is known of the
    /// others. May name one possibility too many, never one too few.
    /// </summary>
    /// <param name="gone">Places of the fields that are missing.</param>
    public PossibleTruths PossibleWithout(IReadOnlySet<int> gone) => _root.Possible(gone);
}

/// <summary>A number, for a feature. Immutable, and safe to share between threads.</summary>
public sealed class CompiledNumber : CompiledExpression
{
    private readonly NumberEvaluator _root;

    internal CompiledNumber(
        string text,
        FieldCatalogue catalogue,
        ImmutableArray<int> fields,
        NumberEvaluator root,
        FieldType written)
        : base(text, catalogue, fields) => (_root, Written) = (root, written);

    /// <summary>
    /// <see cref="FieldType.Bool"/> where a condition was written, which then counts as 1 or 0.
    /// </summary>
    public FieldType Written { get; }

    /// <summary>Finite, or NaN where it is missing or absent.</summary>
    public double Evaluate(FieldSource source) =>
        _root.Read(source, out var value) is Presence.Present ? value : double.NaN;
}

/// <summary>A text, for a feature that is a category. Immutable, and safe to share between threads.</summary>
public sealed class CompiledText : CompiledExpression
{
    private readonly TextEvaluator _root;

    internal CompiledText(
        string text, FieldCatalogue catalogue, ImmutableArray<int> fields, TextEvaluator root)
        : base(text, catalogue, fields) => _root = root;

    /// <summary>Allocates nothing: the value is a view of the source's text.</summary>
    public Presence Evaluate(FieldSource source, out TextValue value) => _root.Read(source, out value);
}
