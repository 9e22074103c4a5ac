namespace Weir.Decisions.Language;

/// <summary>
/// What a condition comes to: Kleene's three values. A rule fires only on <see cref="True"/>.
/// </summary>
public enum Truth
{
    /// <summary>It depends on what could not be computed.</summary>
    Missing = 0,
    False,
    True,
}

/// <summary>What a condition may come to, over all requests.</summary>
[Flags]
public enum PossibleTruths
{
    None = 0,
    Missing = 1,
    False = 2,
    True = 4,
}

public static class Truths
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Not(this Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        Truth.Missing => Truth.Missing,
        _ => Truth.Missing,
    };

    /// <summary><c>true</c>, <c>false</c> or <c>missing</c>.</summary>
    public static string Name(this Truth truth) => truth switch
    {
        Truth.True => "true",
        Truth.False => "false",
        Truth.Missing => "missing",
        _ => "missing",
    };
}
