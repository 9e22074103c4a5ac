using System.Collections.Immutable;

namespace Weir.Drills.Load;

/// <summary>Who a request claims to come from, in the script of the load.</summary>
internal enum VisitorKind
{
    Unset = 0,
    Person,

    /// <summary>A crawler that the site lets in by a rule; this version verifies no bot by address.</summary>
    VerifiedBot,
    Attacker,
}

/// <summary>What a visitor should get, as the site is configured and with everything in order.</summary>
internal enum Expected
{
    Unset = 0,
    Forward,
    Block,

    /// <summary>
    /// Blocked by a rule where there is a score, and forwarded where there is none: a score decides it, and
    /// its absence must not.
    /// </summary>
    AsScored,
}

/// <summary>One request of the script.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">With its query.</param>
/// <param name="Expected">What it should get, whether or not there is a score.</param>
internal readonly record struct Step(string Method, string Path, Expected Expected)
{
    /// <summary>Lines beside those that the visitor sends with everything.</summary>
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];
}

/// <summary>One visitor: who it is, over which HTTP, and what it does again and again.</summary>
/// <param name="Name">In reports.</param>
/// <param name="Kind">Who it is.</param>
/// <param name="Http2">Over TLS and HTTP/2; else HTTP/1.1 in cleartext.</param>
/// <param name="Headers">With every request, in this order.</param>
/// <param name="Steps">At least one; after the last the first again.</param>
internal sealed record Visitor(
    string Name, VisitorKind Kind, bool Http2, ImmutableArray<(string Name, string Value)> Headers,
    ImmutableArray<Step> Steps);
