namespace Weir.Decisions;

/// <summary>Limits of patterns, one by one and together.</summary>
public static partial class Limits
{
    /// <summary>Characters of one pattern, of <c>matches</c> or of <c>wildcard</c>.</summary>
    public const int PatternChars = 256;

    /// <summary>What one counted repetition of a pattern, such as <c>a{2,64}</c>, may count to.</summary>
    public const int PatternRepetition = 64;

    /// <summary>The product of counted repetitions within each other.</summary>
    public const int PatternNestedRepetition = 256;

    /// <summary>
    /// Characters and classes of a pattern, each as often as counted repetitions ask for it.
    /// </summary>
    public const int PatternUnrolled = 512;

    /// <summary>
    /// Different characters of one pattern. Each is a set of its own to the automaton, and building takes
    /// their square: 64 took up to 20 MB, all 256 that a pattern can have took 158 MB, before any match.
    /// </summary>
    public const int PatternLetters = 64;

    /// <summary>Bytes that a pattern's automaton may take on texts that are made to be hard for it.</summary>
    public const int PatternMemory = 4 * 1024 * 1024;

    /// <summary>
    /// Characters of a text that patterns look at; a longer one makes the comparison missing.
    /// </summary>
    public const int PatternInput = 8 * 1024;

    // Together. An ordinary pattern allocates 0.5 to 4 MB until it is built and tried, and keeps half of it:
    // a hundred of them that each keep their bounds are an outage of memory and time all the same.

    /// <summary>Patterns of the features of one set; the shipped set has none.</summary>
    public const int FeaturePatterns = 32;

    /// <summary>Bytes that building and trying all patterns of one set of features may allocate.</summary>
    public const long FeaturePatternMemory = 32L * 1024 * 1024;

    /// <summary>Patterns of the rules of one site: one for each rule that it may have.</summary>
    public const int SitePatterns = RulesPerSite;

    /// <summary>The same of the rules of one site, which its operator writes and nobody sends.</summary>
    public const long SitePatternMemory = 256L * 1024 * 1024;
}
