namespace Weir.Releases.Tests.Making;

/// <summary>Every way to be wrong that has a file.</summary>
internal static class HostileSet
{
    public static IEnumerable<Made> All() =>
        ByteFaults.All()
            .Concat(ManifestFaults.All())
            .Concat(TrustFaults.All())
            .Concat(RootFaults.All())
            .Concat(StoredFaults.All())
            .Concat(SectionFaults.All())
            .Concat(ModelFaults.All())
            .Concat(SignalFaults.All())
            .Concat(HourFaults.All());

    /// <summary>What is too large for a file.</summary>
    public static IReadOnlyList<Made> Oversized() => [ByteFaults.Oversized(), SignalFaults.Oversized()];
}
