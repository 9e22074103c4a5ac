using Weir.Decisions.Verdicts;

namespace Weir.Edge.Watching;

/// <summary>What is counted of one site; the object outlives a reload as long as the site stays.</summary>
public sealed class SiteCounters
{
    internal const int Verdicts = (int)Verdict.Limit + 1;

    internal const int Classes = (int)VisitorClass.LikelyHuman + 1;

    private const int OriginErrorCell = Verdicts * Classes;

    private readonly StripedCounters _cells;

    internal SiteCounters(string id, int stripes)
    {
        Id = id;
        _cells = new StripedCounters(OriginErrorCell + 1, stripes);
    }

    /// <summary>The configured id, or <see cref="EdgeTelemetry.NoSite"/>.</summary>
    public string Id { get; }

    public long OriginErrors => _cells.Read(OriginErrorCell);

    public long Requests(Verdict verdict, VisitorClass visitor) => _cells.Read(Cell(verdict, visitor));

    public long Requests()
    {
        long sum = 0;
        for (var cell = 0; cell < OriginErrorCell; cell++)
        {
            sum += _cells.Read(cell);
        }

        return sum;
    }

    internal void Request(Verdict verdict, VisitorClass visitor) => _cells.Add(Cell(verdict, visitor));

    internal void OriginError() => _cells.Add(OriginErrorCell);

    // A value outside the enum lands on the first row or column rather than in a neighbour's cell.
    private static int Cell(Verdict verdict, VisitorClass visitor)
    {
        var row = (uint)verdict < Verdicts ? (int)verdict : 0;
        var column = (uint)visitor < Classes ? (int)visitor : 0;
        return (row * Classes) + column;
    }
}
