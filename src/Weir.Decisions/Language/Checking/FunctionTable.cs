using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Weir.Decisions.Language.Checking;

internal enum FunctionKind
{
    Unset = 0,
    Abs,
    Bucket,
    EndsWith,
    If,
    Len,
    Log1P,
    Lower,
    Max,
    Min,
    Number,
    Present,
    Ratio,
    StartsWith,
    Upper,
}

/// <param name="Name">As written in an expression.</param>
/// <param name="Kind">Which one it is.</param>
/// <param name="Usage">Name and arguments.</param>
/// <param name="Description">One sentence for the documentation.</param>
internal sealed record FunctionInfo(string Name, FunctionKind Kind, string Usage, string Description);

/// <summary>Every function there is, once: the checker and the documentation read it here.</summary>
internal static class FunctionTable
{
    public static ImmutableArray<FunctionInfo> All { get; } =
    [
        new("abs", FunctionKind.Abs, "abs(number)", "The number without its sign."),
        new("bucket", FunctionKind.Bucket, "bucket(number, edge, ...)",
            "How many of the ascending edges the number has reached: 0 below the first."),
        new("ends_with", FunctionKind.EndsWith, "ends_with(text, text)",
            "Whether the first ends with the second."),
        new("if", FunctionKind.If, "if(condition, value, value)",
            "The first value where the condition is true, the second where it is false."),
        new("len", FunctionKind.Len, "len(text)", "Bytes of the text in UTF-8."),
        new("log1p", FunctionKind.Log1P, "log1p(number)",
            "The natural logarithm of the number plus one; missing at -1 and below."),
        new("lower", FunctionKind.Lower, "lower(text)", "The text with ASCII letters in lower case."),
        new("max", FunctionKind.Max, "max(number, number, ...)", "The greatest."),
        new("min", FunctionKind.Min, "min(number, number, ...)", "The least."),
        new("number", FunctionKind.Number, "number(condition)",
            "1 where the condition is true, 0 where it is false."),
        new("present", FunctionKind.Present, "present(value)",
            "Whether there is a value; never missing itself, also where its value is."),
        new("ratio", FunctionKind.Ratio, "ratio(number, number)",
            "The first divided by the second; missing where the second is 0."),
        new("starts_with", FunctionKind.StartsWith, "starts_with(text, text)",
            "Whether the first begins with the second."),
        new("upper", FunctionKind.Upper, "upper(text)", "The text with ASCII letters in upper case."),
    ];

    private static readonly FrozenDictionary<string, FunctionInfo> ByName =
        All.ToFrozenDictionary(static function => function.Name, StringComparer.Ordinal);

    public static ImmutableArray<string> Names => ByName.Keys;

    public static FunctionInfo? Find(string name) => ByName.GetValueOrDefault(name);
}
