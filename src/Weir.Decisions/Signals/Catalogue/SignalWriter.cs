using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>Where a family writes its values, one after the other in the order of its fields.</summary>
internal ref struct SignalWriter(Span<double> numbers, Span<string?> texts)
{
    private readonly Span<double> _numbers = numbers;
    private readonly Span<string?> _texts = texts;

    /// <summary>Values written.</summary>
    public int At { get; private set; }

    /// <param name="value">NaN where it is missing.</param>
    public void Number(double value) => _numbers[At++] = value;

    /// <param name="value">Null where it is missing.</param>
    public void Bool(bool? value) => _numbers[At++] = value switch
    {
        true => 1,
        false => 0,
        null => double.NaN,
    };

    /// <param name="value">Null where it is missing.</param>
    public void Text(string? value)
    {
        _numbers[At] = double.NaN;
        _texts[At++] = value;
    }

    /// <summary>The rest of the family is missing.</summary>
    public void Missing()
    {
        _numbers[At..].Fill(double.NaN);
        _texts[At..].Clear();
        At = _numbers.Length;
    }
}

/// <summary>One family of fields that are worked out together.</summary>
internal abstract class SignalFamily
{
    public abstract ImmutableArray<Field> Fields { get; }

    public abstract void Write(RequestSignals request, ref SignalWriter writer);

    protected static Field Number(string name, string description) =>
        new(name, FieldType.Number, FieldKind.Computed, description);

    protected static Field Bool(string name, string description) =>
        new(name, FieldType.Bool, FieldKind.Computed, description);

    protected static Field Text(string name, string description) =>
        new(name, FieldType.Text, FieldKind.Computed, description);
}
