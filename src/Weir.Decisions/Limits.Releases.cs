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

    /// <summary>
    /// Lines of a signals release's list of features that are looked at, so that a refusal can say how many
    /// there are.
    /// </summary>
    public const int SignalColumns = 4_096;

    /// <summary>Minutes that a signals release counts rows of.</summary>
    public const int SignalMinutes = 60;

    /// <summary>By how much the clock that measured may be ahead of the one that made the release.</summary>
    public static readonly TimeSpan MeasuredAhead = TimeSpan.FromMinutes(1);

    /// <summary>
    /// By how much of all rows a feature may be missing more than the release before, and the rows that have
    /// come since, explain.
    /// </summary>
    public const float MissingShareStep = 0.05f;

    /// <summary>Requests that a model release is tried on.</summary>
    public const int ProbeRequests = 1_024;

    public const int ProbeBytes = 4 * 1024 * 1024;

    /// <summary>
    /// What scoring a probe request may take at Warm, in the best round; far above the usual.
    /// </summary>
    public static readonly TimeSpan WarmScoring = TimeSpan.FromMicroseconds(500);

    /// <summary>
    /// What Probe and Warm may take together, all passes over all probe requests: one that scores slowly
    /// does not hold up whoever waits behind it.
    /// </summary>
    public static readonly TimeSpan WarmBudget = TimeSpan.FromSeconds(5);

    public const int PolicyBytes = 1024 * 1024;

    // A candidate on its way to being proven.

    /// <summary>It must serve so long, and so many requests, or else longer.</summary>
    public static readonly TimeSpan ProvenAfter = TimeSpan.FromSeconds(60);

    public const int ProvenRequests = 1_000;

    /// <summary>So long is enough whatever it served.</summary>
    public static readonly TimeSpan ProvenAnyway = TimeSpan.FromMinutes(10);

    /// <summary>After this it is decided by all of its time, faults or not: others wait for it.</summary>
    public static readonly TimeSpan CandidateLongest = TimeSpan.FromMinutes(30);

    /// <summary>What is looked at when a candidate is judged.</summary>
    public static readonly TimeSpan DemotionWindow = TimeSpan.FromSeconds(10);

    /// <summary>Stage faults in the window that demote, if they are also a share of its requests.</summary>
    public const int DemotionFaults = 5;

    public const double DemotionFaultShare = 0.01;

    /// <summary>Requests in the window below which the share without a score says nothing.</summary>
    public const int DemotionRequests = 20;

    /// <summary>By how much of all requests more may be without a score than before.</summary>
    public const double DemotionUnscoredStep = 0.05;

    /// <summary>The same above which a candidate is not taken back, and not proven either.</summary>
    public const double ProvenUnscoredStep = 0.005;

    /// <summary>
    /// By how much of all requests more may have a stage fault than before, when that is decided.
    /// </summary>
    public const double ProvenFaultStep = 0.001;

    /// <summary>How long counts are remembered, to compare a candidate with what was before it.</summary>
    public static readonly TimeSpan EvidenceKept = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How often a release goes through its gates while what they judge by changes under them; then the desk
    /// is held for them.
    /// </summary>
    public const int IntakeTimes = 3;

    /// <summary>Demotions of a layer within <see cref="IntakeHeldFor"/> that stop its intake.</summary>
    public const int DemotionsBeforeHold = 2;

    public static readonly TimeSpan IntakeHeldFor = TimeSpan.FromHours(1);

    /// <summary>How long a proof that could not be written is not tried again.</summary>
    public static readonly TimeSpan ProofRetry = TimeSpan.FromSeconds(30);

    /// <summary>Longer than writing a key takes; what is half written after this is left over.</summary>
    public static readonly TimeSpan KeyWrite = TimeSpan.FromHours(1);

    /// <summary>An alarm that nothing raises again is over after this.</summary>
    public static readonly TimeSpan AlarmKept = TimeSpan.FromHours(1);

    public static readonly TimeSpan SwitchLeast = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan SwitchMost = TimeSpan.FromDays(7);

    /// <summary>How long what comes back from a switch is watched, and how long it is off again if it faults.
    /// </summary>
    public static readonly TimeSpan SwitchWatched = TimeSpan.FromMinutes(1);

    /// <summary>How long before its end a switch is reminded of, first and last.</summary>
    public static readonly TimeSpan SwitchFirstWarning = TimeSpan.FromHours(1);

    public static readonly TimeSpan SwitchLastWarning = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan HoldMost = TimeSpan.FromDays(30);

    public const int DeskHistory = 256;

    public const int DeskRefusals = 64;

    public const int DeskAlarms = 64;

    public const int DeskSwitches = 64;

    public const int DeskHolds = 8;

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
