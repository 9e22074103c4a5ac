using Weir.Decisions;

namespace Weir.Events.Supervision;

/// <summary>How a keeper comes to life; tests and drills have other ways than a child process.</summary>
public interface IKeeperLauncher
{
    /// <param name="words">Takes what it says, line by line, bounded.</param>
    Outcome<IKeeperLife, LaunchFault> Launch(Action<string> words);
}

/// <summary>One keeper that runs or has ended.</summary>
public interface IKeeperLife : IDisposable
{
    /// <summary>Its process; 0 where it has none of its own.</summary>
    int ProcessId { get; }

    /// <summary>Processor time that it has had; null where that is not known, or it has ended.</summary>
    TimeSpan? Worked { get; }

    /// <summary>Completes with how it ended, such as <c>exit code 1</c>; never faults.</summary>
    Task<string> Ended { get; }

    /// <summary>Asks it to end.</summary>
    void Stop();

    /// <summary>Ends it.</summary>
    void Kill();
}

/// <param name="Detail">For a person.</param>
public readonly record struct LaunchFault(string Detail);
