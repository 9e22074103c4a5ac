using System.Collections.Immutable;

namespace Weir.Decisions.Language.Fields;

/// <summary>What a field or an expression is.</summary>
public enum FieldType
{
    Unset = 0,
    Bool,

    /// <summary>A double; never NaN where it is present.</summary>
    Number,
    Text,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Address,
}

/// <summary>What its absence means in a comparison.</summary>
public enum FieldKind
{
    Unset = 0,

    /// <summary>
    /// Read from the request: where it is absent a comparison is false and its negation true, as in
    /// Cloudflare's language.
    /// </summary>
    Request,

    /// <summary>
    /// Worked out by the gateway: where it could not be, a comparison is missing, and so is its negation.
    /// </summary>
    Computed,
}

/// <summary>
/// One name that expressions may read. Its place in the catalogue is how a source is asked.
/// </summary>
/// <param name="Name">Cloudflare's name where one exists.</param>
/// <param name="Type">What it yields.</param>
/// <param name="Kind">What its absence means.</param>
/// <param name="Description">One sentence for the documentation and for <c>--help</c>.</param>
public sealed record Field(string Name, FieldType Type, FieldKind Kind, string Description)
{
    /// <summary>Other names of the same field, such as <c>bot.score</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>
    /// Whether it comes from scoring, and so is missing for every request when scoring is gone.
    /// </summary>
    public bool OfScoring { get; init; }

    /// <summary>
    /// Whether it is one value of a function over names, such as <c>count("ip", "1m")</c>: then
    /// <see cref="Name"/> is that text, written exactly so.
    /// </summary>
    public bool IsCall => Name.EndsWith(')');
}
