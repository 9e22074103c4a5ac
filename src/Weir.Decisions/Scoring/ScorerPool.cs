namespace Weir.Decisions.Scoring;

/// <summary>
/// Scorers that are not in use. Renting from an empty pool makes one, giving back to a full one drops it:
/// neither waits.
/// </summary>
public sealed class ScorerPool
{
    private readonly RequestScorer?[] _idle = new RequestScorer?[Limits.PooledScorers];

    public RequestScorer Rent()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } scorer)
            {
                return scorer;
            }
        }

        return new RequestScorer();
    }

    /// <param name="scorer">Not used by its renter any more.</param>
    public void Return(RequestScorer scorer)
    {
        scorer.Forget();
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], scorer, null) is null)
            {
                return;
            }
        }
    }
}
