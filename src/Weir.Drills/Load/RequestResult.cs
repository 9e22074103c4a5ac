namespace Weir.Drills.Load;

/// <summary>What a client saw of one request, and nothing else.</summary>
/// <param name="Visitor">Who sent it.</param>
/// <param name="Step">What was sent.</param>
/// <param name="Mark">The mark that the origin logs it under.</param>
/// <param name="At">Since the load began.</param>
/// <param name="Took">Until the last byte of the answer.</param>
/// <param name="Status">0 where there was no answer.</param>
/// <param name="FromOrigin">Whether the origin's own line is in the answer.</param>
internal readonly record struct RequestResult(
    Visitor Visitor, Step Step, long Mark, TimeSpan At, TimeSpan Took, int Status, bool FromOrigin)
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(1);

    /// <summary>An edge-made 5xx, a reset, or more than a second.</summary>
    public bool Failed => Status == 0 || (Status >= 500 && !FromOrigin) || IsLate;

    /// <summary>Answered, and only after more than a second.</summary>
    public bool IsLate => Status != 0 && Took > TooLong;

    public bool Blocked => Status == 403 && !FromOrigin;

    /// <summary>Worse for the visitor than it should be.</summary>
    public bool WronglyBlocked => Blocked && Step.Expected == Expected.Forward;

    /// <summary>This version challenges nobody; an answer that is neither would be one.</summary>
    public bool WronglyChallenged => Step.Expected == Expected.Forward && !Blocked && !FromOrigin && !Failed;

    public bool WronglyForwarded => FromOrigin && Step.Expected == Expected.Block;
}
