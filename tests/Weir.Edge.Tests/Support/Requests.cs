using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Edge.Watching;

namespace Weir.Edge.Tests.Support;

/// <summary>Request records for tests.</summary>
internal static class Requests
{
    public static RequestRecord Record(
        ulong number = 1,
        string? site = "shop",
        string path = "/",
        int status = 200,
        Verdict verdict = Verdict.Forward,
        int score = 0,
        UnscoredReason unscored = UnscoredReason.NoRelease,
        double milliseconds = 1) => new(
            Id(number),
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            site,
            "GET",
            path,
            "HTTP/2",
            status,
            new Decision(verdict, Verdict.Forward, score, score > 0 ? UnscoredReason.None : unscored,
                score > 0 ? ScoreSource.Model : ScoreSource.None, VisitorClass.Unscored, null, null),
            "t13d1516h2_8daaf6152771_02713d6af862",
            FaultOwner.Unset,
            TimeSpan.FromMilliseconds(milliseconds),
            "host,user-agent");

    public static RequestId Id(ulong number) => RequestId.Create(1_767_323_045_000, number, 7);
}
