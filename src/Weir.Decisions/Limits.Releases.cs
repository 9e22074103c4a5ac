namespace Weir.Decisions;

/// <summary>Limits of releases, of what is trusted and of what is kept of both.</summary>
public static partial class Limits
{
    /// <summary>Bytes of the sections of one release together, as they are sent.</summary>
    public const long ReleasePackedBytes = 64L * 1024 * 1024;

    /// <summary>The same unpacked.</summary>
    public const long ReleaseUnpackedBytes = 256L * 1024 * 1024;

    public const int ReleaseManifestBytes = 64 * 1024;

    /// <summary>Bytes of a whole bundle: sections, manifest, signatures.</summary>
    public const long ReleaseBytes = ReleasePackedBytes + ReleaseManifestBytes + (16 * 1024);

    public const int ReleaseSections = 32;

    public const int ReleaseSignatures = 64;

    /// <summary>Numbers end here, where every reader of JSON still counts exactly.</summary>
    public const long ReleaseNumber = 1L << 53;

    /// <summary>
    /// How far a number may be above the last one: a number at the end of the range would leave no room for
    /// the next release.
    /// </summary>
    public const long ReleaseNumberStep = 1_000_000;

    /// <summary>How far a node's clock may be from the highest signed time and still judge expiry.</summary>
    public static readonly TimeSpan ClockTrust = TimeSpan.FromDays(1);

    /// <summary>Characters of a refusal's detail.</summary>
    public const int RefusalDetail = 1_000;

    /// <summary>Rows of traffic signals in one release.</summary>
    public const int SignalRows = 65_536;

    /// <summary>Keys that a root may name, and keys of one role.</summary>
    public const int RootKeys = 64;

    /// <summary>Tuples of releases that a node keeps as proven.</summary>
    public const int ProvenTuples = 3;

    /// <summary>Refused bundles that are kept aside for a look.</summary>
    public const int RefusedBundles = 20;

    public const long RefusedBytes = 256L * 1024 * 1024;

    /// <summary>Bytes of the files that hold trust state and proven tuples.</summary>
    public const int TrustBytes = 2 * 1024 * 1024;

    /// <summary>Sections that a node refuses by their hash at most; the oldest leaves first.</summary>
    public const int QuarantinedSections = 1_024;
}
