namespace Weir.Drills.Tests.Saboteurs;

/// <summary>The guards that saboteurs take out, each in the words of the source.</summary>
internal static class Guards
{
    /// <summary>The historic unwrap: what goes wrong while scoring leaves the stage.</summary>
    public static readonly Patch StageGuard = new(
        "Stages/GatewayApplication.cs",
        """
                    Report(EdgeStage.Score, request, e);
                    return Scored.Not(UnscoredReason.StageFault);
        """,
        "throw;");

    /// <summary>The historic score 0: a score that was never computed reads as the lowest there is.</summary>
    public static readonly Patch MissingScore = new(
        "Signals/Catalogue/RequestSignals.cs",
        "_fields.LiveAt(field) == LiveField.Score ? Score : Worked(field);",
        "_fields.LiveAt(field) == LiveField.Score ? double.IsNaN(Score) ? 0 : Score : Worked(field);");

    /// <summary>Kleene's table without its third value: not missing is true.</summary>
    public static readonly Patch KleeneNot = new(
        "Language/Truth.cs",
        "Truth.Missing => Truth.Missing,",
        "Truth.Missing => Truth.True,");

    /// <summary>After a fault rules no longer read the request: what a path forbids gets through.</summary>
    public static readonly Patch RulesAfterAFault = new(
        "Stages/GatewayApplication.cs",
        "scoring.Recover(request);",
        "return default;");

    /// <summary>The switch that turns scoring off turns nothing off.</summary>
    public static readonly Patch ScoringSwitch = new(
        "Scoring/RequestScorer.cs",
        "(active.Off & ScoringSwitches.Scoring) != 0",
        "false");

    /// <summary>Features and model that do not agree are scored all the same.</summary>
    public static readonly Patch VectorLimit = new(
        "Scoring/RequestScorer.cs",
        "Vector.Count != plan.Evaluator.Model.FeatureCount",
        "false");

    /// <summary>A candidate is never bad enough to go back.</summary>
    public static readonly Patch Demotion = new(
        "Lifecycle/Evidence.cs",
        """
            public (RefusalReason Reason, string Detail)? Bad(TimeSpan now, EdgeEvidence counts)
            {
        """,
        """
            public (RefusalReason Reason, string Detail)? Bad(TimeSpan now, EdgeEvidence counts)
            {
                if (now > TimeSpan.MinValue)
                {
                    return null;
                }

        """);

    /// <summary>A list may name a feature as often as it likes.</summary>
    public static readonly Patch Duplicates = new(
        "Content/FeatureList.cs",
        "if (twice.Length > 0)",
        "if (twice.Length < 0)");

    /// <summary>What the database counted is not held against what the node counted.</summary>
    public static readonly Patch Counts = new(
        "Content/Reconcile.cs",
        "CheckMinutes(signals, context) ?? CheckRequests(signals, context)",
        "CheckRequests(signals, context)");

    /// <summary>A request waits until its event has room: a keeper that is gone holds everyone up.</summary>
    public static readonly Patch NoWaiting = new(
        "Stages/EventStage.cs",
        """
                telemetry.EventOffered(queue.Offer(new RequestEvent
        """,
        """
                while (queue.Count > Weir.Decisions.Limits.EventQueue / 2)
                {
                    Thread.Sleep(1);
                }

                telemetry.EventOffered(queue.Offer(new RequestEvent
        """);

    /// <summary>
    /// No guard: calls of the system that the compiler's generator writes, which a copy in memory has not
    /// got.
    /// </summary>
    public static readonly Patch SystemCalls = new(
        "History/DurableFiles.cs",
        """
            private static partial class Posix
            {
                private const string Library = "libc";
                private const int ReadOnly = 0;

                public static bool FlushFolder(string path)
                {
                    var descriptor = Open(path, ReadOnly);
                    if (descriptor < 0)
                    {
                        return false;
                    }

                    var flushed = Flush(descriptor) == 0;
                    return Close(descriptor) == 0 && flushed;
                }

                [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
                private static partial int Open(string path, int flags);

                [LibraryImport(Library, EntryPoint = "fsync")]
                private static partial int Flush(int descriptor);

                [LibraryImport(Library, EntryPoint = "close")]
                private static partial int Close(int descriptor);
            }
        """,
        """
            private static class Posix
            {
                public static bool FlushFolder(string path) => path.Length > 0;
            }
        """);
}
