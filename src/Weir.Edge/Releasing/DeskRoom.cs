using Weir.Decisions;

namespace Weir.Edge.Releasing;

/// <summary>
/// Threads of the pool for the desk. A release keeps one busy for as long as its gates take, and whoever
/// calls the desk meanwhile waits for it on another. The pool adds threads for work that waits only slowly:
/// without room of their own these would be taken from requests.
/// </summary>
public static class DeskRoom
{
    // The uploads that may be on their way at once, the keeper's own, and the tick.
    private const int Threads = Limits.AdminUploads + 2;

    /// <summary>To be called before the first release; again changes nothing.</summary>
    /// <returns>
    /// False where the system does not allow so many, and then the desk shares with requests.
    /// </returns>
    public static bool Take()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        return workers >= Environment.ProcessorCount + Threads
            || ThreadPool.SetMinThreads(Environment.ProcessorCount + Threads, ports);
    }
}
