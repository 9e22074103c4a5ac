using Weir.Decisions.Signals.Catalogue;

namespace Weir.Decisions.Signals.Heuristics;

/// <summary>One fact that decides by itself.</summary>
/// <param name="id">In lower case with dashes; what records and documents call it, never changed.</param>
/// <param name="description">One sentence: what holds, and why no person's browser does it.</param>
/// <param name="holds">Total, and allocates nothing.</param>
public sealed class Heuristic(string id, string description, Func<RequestSignals, bool> holds)
{
    public string Id => id;

    public string Description => description;

    public bool Holds(RequestSignals request) => holds(request);
}
