using Weir.Decisions;

namespace Weir.Edge.Configuration;

public enum ProblemSeverity
{
    Unset = 0,

    /// <summary>The part that contains it is not applied.</summary>
    Error,

    /// <summary>Applied as written; probably not what was meant.</summary>
    Warning,
}

/// <summary>One thing that is wrong with a configuration, and what to do about it.</summary>
/// <param name="Line">From 1; 0 where the problem is with the file as a whole.</param>
/// <param name="Column">From 1; 0 where the problem is with the file as a whole.</param>
/// <param name="Severity">Whether it keeps its part from being applied.</param>
/// <param name="Path">Such as <c>sites[0].origins[1]</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, as a clause.</param>
/// <param name="Suggestion">What to do, as a clause or a question; null where nothing is known.</param>
public readonly record struct ConfigurationProblem(
    int Line, int Column, ProblemSeverity Severity, string Path, string Message, string? Suggestion)
{
    public bool IsError => Severity is not ProblemSeverity.Warning;

    /// <summary><c>error</c> or <c>warning</c>.</summary>
    public string SeverityName => IsError ? "error" : "warning";

    /// <summary>
    /// One line: <c>weir.yaml:12:7: error: unknown key 'hots' in a site; did you mean 'hosts'?</c>
    /// </summary>
    public string Render(string fileName)
    {
        var place = Line > 0 ? $"{fileName}:{Line}:{Column}" : fileName;
        var advice = Suggestion is null ? "" : $"; {Suggestion}";
        return $"{place}: {SeverityName}: {Message}{advice}";
    }
}

/// <summary>Why a part of a configuration has no value; the problems say more.</summary>
public enum ConfigurationFault
{
    Unset = 0,

    /// <summary>The file could not be read.</summary>
    Unreadable,

    /// <summary>Its text is not YAML, or not a configuration of a version that is known here.</summary>
    NotConfiguration,

    /// <summary>The part contains errors.</summary>
    Invalid,
}

/// <summary>Why one piece of text does not mean anything here.</summary>
/// <param name="Message">What is wrong, as a clause.</param>
/// <param name="Suggestion">What to write instead, or null.</param>
public readonly record struct TextFault(string Message, string? Suggestion = null)
{
    internal Outcome<T, TextFault> As<T>() where T : notnull => Outcome<T, TextFault>.Fail(this);
}
