using System.Collections.Immutable;

namespace Weir.Drills;

/// <summary>How large a drill is. It changes how many requests there are, never what has to hold.</summary>
/// <param name="RequestsPerPhase">That have to end before a drill goes on.</param>
/// <param name="Between">How long a visitor pauses after each.</param>
/// <param name="Progress">Told what happens; for a person.</param>
public sealed record DrillSettings(int RequestsPerPhase, TimeSpan Between, Action<string> Progress)
{
    /// <summary>How this program is started, for a drill that needs another process of it.</summary>
    public ImmutableArray<string> Program { get; init; } = [];

    public static DrillSettings Full(Action<string> progress) =>
        new(1_500, TimeSpan.FromMilliseconds(10), progress);

    internal static DrillSettings Short(ImmutableArray<string> program) =>
        new(160, TimeSpan.FromMilliseconds(5), static _ => { }) { Program = program };
}
