using System.Collections.Immutable;
using System.Net;
using Weir.Decisions.Language.Fields;

namespace Weir.Fuzz.Oracles;

/// <summary>What an expression is for one request: a boxed value, or why there is none.</summary>
public readonly record struct SlowValue(Presence Presence, object? Value)
{
    public static SlowValue Missing => new(Presence.Missing, null);

    public static SlowValue Absent => new(Presence.Absent, null);

    /// <summary>A number that is not finite is not known.</summary>
    public static SlowValue Of(object value) =>
        value is double number && !double.IsFinite(number) ? Missing : new(Presence.Present, value);

    /// <summary>True, false, or null for missing; what is absent is false.</summary>
    public bool? Truth => Presence switch
    {
        Presence.Present => (bool?)Value,
        Presence.Absent => false,
        Presence.Missing => null,
        _ => null,
    };

    public double Number => (double)(Value ?? double.NaN);

    public string Text => (string)(Value ?? "");

    public IPAddress Address => (IPAddress)(Value ?? IPAddress.None);

    public static SlowValue OfTruth(bool? truth) => truth is { } known ? Of(known) : Missing;

    /// <summary>
    /// The function of values that are all present; missing outweighs absent, absent present.
    /// </summary>
    public static SlowValue With(IReadOnlyList<SlowValue> values, Func<object> function) =>
        values.Any(v => v.Presence is Presence.Missing) ? Missing
        : values.Any(v => v.Presence is Presence.Absent) ? Absent
        : Of(function());

    /// <summary>The same for comparisons, where what is absent makes false, or true for <c>ne</c>.</summary>
    public static SlowValue Compare(IReadOnlyList<SlowValue> values, bool whereAbsent, Func<bool> function) =>
        With(values, () => function()) is { Presence: Presence.Absent } ? Of(whereAbsent)
            : With(values, () => function());
}

/// <summary>One request with a value, or none, for each field of <see cref="Catalogue"/>.</summary>
public sealed class SlowRequest(ImmutableArray<SlowValue> values) : FieldSource
{
    /// <summary>A field of each type and kind, and one that is a call.</summary>
    public static FieldCatalogue Catalogue { get; } = new(
    [
        .. from type in new[] { FieldType.Bool, FieldType.Number, FieldType.Text, FieldType.Address }
           from kind in new[] { FieldKind.Request, FieldKind.Computed }
           select new Field($"{kind}.{type}".ToLowerInvariant(), type, kind, "One of each."),
        new Field("count(\"ip\", \"1m\")", FieldType.Number, FieldKind.Computed, "A call."),
    ]);

    public SlowValue this[int field] => values[field];

    public override Presence Bool(int field, out bool value)
    {
        value = values[field].Value is not false;
        return values[field].Presence;
    }

    public override Presence Number(int field, out double value)
    {
        value = values[field].Value as double? ?? 7;
        return values[field].Presence;
    }

    public override Presence Text(int field, out string value)
    {
        value = values[field].Value as string ?? "a";
        return values[field].Presence;
    }

    public override Presence Address(int field, out IPAddress value)
    {
        value = values[field].Value as IPAddress ?? IPAddress.Loopback;
        return values[field].Presence;
    }
}
