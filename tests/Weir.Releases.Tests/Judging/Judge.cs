using Weir.Decisions;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests.Judging;

/// <summary>
/// What is said of one file by the node of <c>good/trust-state.weir</c>. Texts in and out, because it is
/// also compiled into the copies of the program that lack a check.
/// </summary>
internal static class Judge
{
    public const string Accepted = "Accepted";

    /// <summary>The node's clock, always.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <param name="name">Its first word says what the bytes are given as.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="trust">What the node trusts, as its own file.</param>
    /// <returns><see cref="Accepted"/>, or gate and reason.</returns>
    public static string Of(string name, byte[] bytes, byte[] trust)
    {
        if (!TrustFile.Read(trust).Try(out var state, out var refusal))
        {
            return $"no trust, {Said(refusal)}";
        }

        return name.Split('-')[0] switch
        {
            "bundle" => Bundle.Read(bytes).Match(
                bundle => Said(Verifier.Verify(bundle, state, new VerifyContext(Now))), Said),
            "content" => Bundle.Read(bytes).Match(bundle => Content(bundle, state), Said),
            "hour" => Bundle.Read(bytes).Match(bundle => Hour(bundle, state), Said),
            "root" => Said(state.Root.Next(bytes)),
            "trust" => Said(TrustFile.Read(bytes)),
            "proven" => Said(ProvenFile.Read(bytes)),
            _ => "no such kind of file",
        };
    }

    private static string Content(Bundle bundle, TrustState state) =>
        Verifier.Verify(bundle, state, new VerifyContext(Now)).Match(
            static release => Said(Validator.Validate(release, SmallModel.Plan)), Said);

    private static string Hour(Bundle bundle, TrustState state) =>
        Verifier.Verify(bundle, state, new VerifyContext(Now)).Match(
            static release => Validator.Validate(release, SmallModel.Plan).Match(
                static validated => validated.Content is SignalsContent signals
                    && Reconcile.Check(signals, SmallHour.Context) is { } refusal ? Said(refusal) : Accepted,
                Said),
            Said);

    private static string Said<T>(Outcome<T, Refusal> outcome)
        where T : notnull => outcome.Match(static _ => Accepted, Said);

    private static string Said(Refusal refusal) => $"{refusal.Gate}: {refusal.Reason}";
}
