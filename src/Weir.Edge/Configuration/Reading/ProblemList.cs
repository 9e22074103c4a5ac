using Weir.Decisions;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration.Reading;

/// <summary>
/// The problems of one part: the node, or one site. Keeps the first ones and counts the rest, so that a
/// hostile file costs no more than an honest one.
/// </summary>
internal sealed class ProblemList
{
    private readonly List<ConfigurationProblem> _kept = [];

    public IReadOnlyList<ConfigurationProblem> Kept => _kept;

    public int Count { get; private set; }

    public bool HasErrors { get; private set; }

    /// <summary>True where further problems are only counted: then nobody reads what they advise.</summary>
    public bool IsFull => _kept.Count >= Limits.ConfigurationProblems;

    public void Error(Place place, string path, string message, string? suggestion = null) =>
        Add(new ConfigurationProblem(
            place.Line, place.Column, ProblemSeverity.Error, path, message, suggestion));

    public void Error(Field field, TextFault fault) =>
        Error(field.Value.Place, field.Path, fault.Message, fault.Suggestion);

    public void Error(Field field, string message, string? suggestion = null) =>
        Error(field.Value.Place, field.Path, message, suggestion);

    public void Warning(Field field, string message, string? suggestion = null) =>
        Add(new ConfigurationProblem(
            field.Value.Place.Line, field.Value.Place.Column,
            ProblemSeverity.Warning, field.Path, message, suggestion));

    /// <summary>Says that a value is of the wrong kind: what was expected, what was found.</summary>
    public void Expected(Field field, string expected, string? suggestion = null)
    {
        if (field.Value is YamlRefused refused)
        {
            Error(field, refused.Reason, refused.Suggestion);
            return;
        }

        Error(field, $"expected {expected}, found {field.Value.Found}", suggestion);
    }

    /// <summary>Counts an error that is not kept, without the cost of wording it.</summary>
    public void CountError()
    {
        Count++;
        HasErrors = true;
    }

    public void Add(ConfigurationProblem problem)
    {
        Count++;
        HasErrors |= problem.IsError;
        if (!IsFull)
        {
            _kept.Add(problem);
        }
    }
}

/// <summary>A value with the path that leads to it.</summary>
internal readonly record struct Field(YamlValue Value, string Path);
