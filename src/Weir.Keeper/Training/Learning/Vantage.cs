using Weir.Decisions.Features;
using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Learning;

/// <summary>
/// What a place sees that stands behind another proxy, or a visitor without TLS: everything that TLS and
/// HTTP/2 tell is missing.
/// </summary>
internal sealed class Vantage
{
    private readonly HashSet<int> _transport;

    public Vantage(IReadOnlyList<Feature> features) =>
        _transport =
        [
            .. features.Index().Where(static f => ReadsTransport(f.Item)).Select(static f => f.Index),
        ];

    /// <summary>The row as such a place would see it.</summary>
    public TrainingRow Without(TrainingRow row) =>
        row with { Values = [.. row.Values.Select((v, i) => _transport.Contains(i) ? float.NaN : v)] };

    /// <summary>
    /// Every row once more as such a place would see it, of bots and persons alike: absence must tell
    /// nothing, and in the laboratory it would.
    /// </summary>
    public List<TrainingRow> Widen(IReadOnlyList<TrainingRow> rows) => [.. rows, .. rows.Select(Without)];

    private static bool ReadsTransport(Feature feature) => feature.Reads.Any(static f =>
        f.Name.StartsWith("tls.", StringComparison.Ordinal)
        || f.Name.StartsWith("h2.", StringComparison.Ordinal));
}
