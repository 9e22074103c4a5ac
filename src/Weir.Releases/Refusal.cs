using Weir.Decisions;

namespace Weir.Releases;

/// <summary>Why a release does not get past a gate.</summary>
public enum RefusalReason
{
    Unset = 0,

    // Format.
    Truncated,
    WrongMagic,
    UnknownFormat,
    TooLarge,
    TooManySections,
    TooManySignatures,
    TrailingBytes,
    Malformed,
    NotCanonical,
    UnknownKey,
    DuplicateKey,
    MissingKey,
    UnknownLayer,
    DuplicateSection,
    BadSectionName,
    SizeMismatch,
    SectionCorrupt,
    HashMismatch,

    // Trust.
    Unsigned,
    DuplicateSignature,
    BadSignature,
    UnknownSigner,
    RoleNotAllowed,
    ThresholdNotMet,
    ThresholdZero,
    NumberOutOfRange,
    Replayed,
    Equivocation,
    Expired,
    NotYet,
    ClockUntrusted,
    HeadMismatch,
    FreezeSuspected,
    NeedsMore,
    Quarantined,
    IntakeHeld,
    RootChain,

    // Validation.
    MissingSection,
    UnknownSection,
    SecretInRelease,
    TooManyFeatures,
    DuplicateFeature,
    UnknownFeature,
    MissingFeature,
    BadFeature,
    ModelInputMismatch,
    BadModel,
    BadSignals,
    BadProbes,
    BadRule,

    // Later gates.
    ProbeMismatch,
    Reconcile,
    TooSlow,
    StageFaults,
    UnscoredShare,
    StorageFailed,
    Fault,

    // The way back.
    NothingOlder,
}

/// <summary>Where on its way a release was refused.</summary>
public enum Gate
{
    Unset = 0,
    Read,
    Verify,
    Validate,
    Probe,
    Reconcile,
    Warm,
    Store,
    Active,
}

/// <summary>A refusal: the gate, the reason, and the culprit in words for a person.</summary>
/// <param name="Gate">Where.</param>
/// <param name="Reason">Why; <see cref="RefusalReason.Unset"/> only in memory that nobody wrote to.</param>
/// <param name="Detail">What exactly, with the limit where one was reached. Bounded.</param>
public readonly record struct Refusal(Gate Gate, RefusalReason Reason, string Detail)
{
    /// <summary>A detail quotes hostile bytes; what is longer is cut.</summary>
    public static Refusal Of(Gate gate, RefusalReason reason, string detail) =>
        new(gate, reason, detail.Length <= Limits.RefusalDetail
            ? detail
            : detail[..Limits.RefusalDetail] + "...");

    public Outcome<T, Refusal> As<T>()
        where T : notnull => Outcome<T, Refusal>.Fail(this);

    public override string ToString() => $"{Gate}: {Reason}: {Detail}";
}
