namespace Weir.Decisions;

/// <summary>Limits of the event store and of the feature build, both in the keeper.</summary>
public static partial class Limits
{
    /// <summary>Megabytes that the database takes; its own default is 80 % of the machine's.</summary>
    public const int StoreMemoryMegabytes = 256;

    public const int StoreThreads = 1;

    /// <summary>
    /// Megabytes of the database's log before it is brought into the file beside the batches; its own
    /// default, 16, writes the same rows to the file again and again.
    /// </summary>
    public const int StoreLogMegabytes = 64;

    /// <summary>Megabytes of the log before a batch waits until it is in the file.</summary>
    public const int StoreLogMostMegabytes = 256;

    /// <summary>Megabytes of its temporary files; its own default is 90 % of the disk.</summary>
    public const int StoreTemporaryMegabytes = 512;

    /// <summary>Bytes of the event store, Parquet included; the oldest day goes first.</summary>
    public const long StoreBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>How long single events are kept.</summary>
    public static readonly TimeSpan StoreEvents = TimeSpan.FromDays(7);

    /// <summary>How long the features of events are kept.</summary>
    public static readonly TimeSpan StoreFeatures = TimeSpan.FromDays(30);

    /// <summary>For how many months counts by day, site, class and verdict are kept.</summary>
    public const int StoreAggregateMonths = 13;

    /// <summary>How long an address is kept whole; a keyed hash and its network stay.</summary>
    public static readonly TimeSpan StoreAddresses = TimeSpan.FromHours(24);

    /// <summary>Days for which the key of a day's address hashes exists, that day included.</summary>
    public const int StoreKeyDays = 2;

    /// <summary>Addresses whose hashes are remembered while events are stored.</summary>
    public const int StoreAddressMemory = 16_384;

    /// <summary>What a day alone may keep when it is larger than <see cref="StoreBytes"/>.</summary>
    public static readonly TimeSpan StoreCrowdedDay = TimeSpan.FromHours(2);

    /// <summary>Bytes of events after which the store looks how large it is.</summary>
    public const int StoreLookBytes = 64 * 1024 * 1024;

    /// <summary>How often a store that has more than it may is cleaned, beside its hour.</summary>
    public static readonly TimeSpan StoreCrowdedEvery = TimeSpan.FromMinutes(1);

    /// <summary>The least that is left of a day that is too large, if it must be.</summary>
    public static readonly TimeSpan StoreCrowdedLeast = TimeSpan.FromMinutes(5);

    /// <summary>How often the store is cleaned and hourly files are written.</summary>
    public static readonly TimeSpan StoreMaintainEvery = TimeSpan.FromHours(1);

    /// <summary>Least time between two reports that say only how many events there are.</summary>
    public static readonly TimeSpan StoreCountEvery = TimeSpan.FromSeconds(10);

    /// <summary>How long an hour rests before its files are written, for events that come late.</summary>
    public static readonly TimeSpan StoreHourRest = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait before a file that is held, or cannot be opened, is tried again.</summary>
    public static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(5);

    /// <summary>How often traffic signals are built.</summary>
    public static readonly TimeSpan FeatureBuildEvery = TimeSpan.FromMinutes(5);

    /// <summary>What the wait grows to when builds are refused one after the other.</summary>
    public static readonly TimeSpan FeatureBuildLongest = TimeSpan.FromHours(1);

    /// <summary>How long a minute rests before it counts as whole.</summary>
    public static readonly TimeSpan FeatureBuildRest = TimeSpan.FromSeconds(5);

    /// <summary>After this a signals release expires; it has faded long before.</summary>
    public static readonly TimeSpan SignalsExpire = TimeSpan.FromDays(7);
}
