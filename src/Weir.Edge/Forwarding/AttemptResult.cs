namespace Weir.Edge.Forwarding;

/// <summary>How one attempt at one origin ended.</summary>
/// <param name="Status">As the caller is told, unless another attempt follows.</param>
/// <param name="NeverSent">No byte of the request reached the origin.</param>
/// <param name="Blames">Whether it counts against the origin's health.</param>
/// <param name="Reason">For a person; null where nothing failed.</param>
/// <param name="BodyStatus">As in <see cref="ForwardResult"/>.</param>
internal readonly record struct AttemptResult(
    ForwardStatus Status,
    bool NeverSent = false,
    bool Blames = false,
    string? Reason = null,
    int BodyStatus = 0)
{
    public static AttemptResult Blame(ForwardStatus status, string reason) =>
        new(status, Blames: true, Reason: reason);

    public static AttemptResult Unreachable(string reason) =>
        new(ForwardStatus.OriginUnreachable, NeverSent: true, Blames: true, Reason: reason);
}
