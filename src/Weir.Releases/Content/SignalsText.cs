using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Signals.Traffic;

namespace Weir.Releases.Content;

/// <summary>The three sections of a signals release as text, written and read back.</summary>
internal static class SignalsText
{
    private const int Ja4Characters = 64;
    private const double MostRequests = 1e15;

    public static byte[] Features(ImmutableArray<FeatureColumn> features)
    {
        var text = new StringBuilder();
        foreach (var feature in features)
        {
            text.Append(feature.Name).Append('\t').Append(FeatureTypeNames.Of(feature.Type)).Append('\t')
                .Append(Lines.Of(feature.Missing)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Traffic(IEnumerable<TrafficRow> rows, DateTimeOffset measured)
    {
        var text = new StringBuilder();
        text.Append(Lines.Of(measured.ToUnixTimeSeconds())).Append('\n');
        foreach (var row in rows)
        {
            text.Append(row.Ja4).Append('\t').Append(Lines.Of(row.Requests)).Append('\t')
                .Append(Lines.Of(row.Addresses)).Append('\t').Append(Lines.Of(row.H2Ratio)).Append('\t')
                .Append(Lines.Of(row.HeuristicRatio)).Append('\t').Append(Lines.Of(row.BrowserRatio))
                .Append('\t').Append(Lines.Of(row.RequestQuantile)).Append('\t')
                .Append(Lines.Of(row.AddressQuantile)).Append('\t').Append(Lines.Of((long)row.Rank))
                .Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Counts(ImmutableArray<MinuteRows> counts)
    {
        var text = new StringBuilder();
        foreach (var count in counts)
        {
            text.Append(Lines.Of(count.Minute)).Append('\t').Append(Lines.Of(count.Rows)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>
    /// Every line, also those beyond the limit, up to <see cref="Limits.SignalColumns"/>: how many there are
    /// is part of what the refusal says.
    /// </summary>
    public static Outcome<ImmutableArray<FeatureColumn>, Refusal> ReadFeatures(ReadOnlySpan<byte> section)
    {
        var found = section.Count((byte)'\n');
        if (found > Limits.SignalColumns)
        {
            return Fail<ImmutableArray<FeatureColumn>>(
                RefusalReason.TooManyFeatures,
                $"{found} columns, at most {Limits.SignalColumns} are read; a node holds {Limits.Features} "
                + "features");
        }

        var features = ImmutableArray.CreateBuilder<FeatureColumn>();
        var lines = new Lines(section);
        while (lines.TryNext())
        {
            var name = lines.Text(Limits.FeatureNameBytes);
            var type = FeatureTypeNames.Find(lines.Text(16));
            var missing = (float)lines.Number64(0, 1);
            if (!lines.Sound || type == FeatureType.Unset)
            {
                return Fail<ImmutableArray<FeatureColumn>>(
                    RefusalReason.BadFeature, $"features line {lines.Number}: not name, type, share missing");
            }

            features.Add(new FeatureColumn(name, type, missing));
        }

        return Canonical(lines.Sound, section, Features(features.ToImmutable()), features.ToImmutable(),
            RefusalReason.BadFeature, "features", lines.Number);
    }

    public static Outcome<TrafficTable, Refusal> ReadTraffic(ReadOnlySpan<byte> section)
    {
        var lines = new Lines(section);
        var rows = new List<TrafficRow>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var measured = lines.TryNext() ? lines.Whole(253_402_300_799) : 0;
        if (measured == 0)
        {
            return Fail<TrafficTable>(RefusalReason.BadSignals, "traffic does not say when it was measured");
        }

        while (lines.TryNext())
        {
            if (rows.Count == Limits.SignalRows)
            {
                return Fail<TrafficTable>(
                    RefusalReason.BadSignals, $"more than {Limits.SignalRows} rows of traffic");
            }

            var row = ReadRow(ref lines);
            if (!lines.Sound)
            {
                return Fail<TrafficTable>(RefusalReason.BadSignals,
                    $"traffic line {lines.Number}: not JA4, two counts, five shares from 0 to 1, rank");
            }

            if (!names.Add(row.Ja4))
            {
                return Fail<TrafficTable>(RefusalReason.BadSignals, $"two rows for {row.Ja4}");
            }

            rows.Add(row);
        }

        var at = DateTimeOffset.FromUnixTimeSeconds(measured);
        return Canonical(lines.Sound, section, Traffic(rows, at), TrafficTable.Of(rows, at),
            RefusalReason.BadSignals, "traffic", lines.Number);
    }

    public static Outcome<ImmutableArray<MinuteRows>, Refusal> ReadCounts(
        ReadOnlySpan<byte> section, DateTimeOffset measured)
    {
        var last = measured.ToUnixTimeSeconds() / 60;
        var counts = ImmutableArray.CreateBuilder<MinuteRows>();
        var lines = new Lines(section);
        var before = 0L;
        while (lines.TryNext())
        {
            var count = new MinuteRows(lines.Whole(long.MaxValue / 60), lines.Whole(1L << 53));
            if (!lines.Sound || count.Minute <= before || count.Minute >= last
                || count.Minute < last - Limits.SignalMinutes)
            {
                return Fail<ImmutableArray<MinuteRows>>(RefusalReason.BadSignals, string.Create(
                    CultureInfo.InvariantCulture,
                    $"counts line {lines.Number}: no minute of the hour before {measured:u}, or not in order"
                    ));
            }

            before = count.Minute;
            counts.Add(count);
        }

        return Canonical(lines.Sound, section, Counts(counts.ToImmutable()), counts.ToImmutable(),
            RefusalReason.BadSignals, "counts", lines.Number);
    }

    private static TrafficRow ReadRow(ref Lines lines) => new(
        lines.Text(Ja4Characters), lines.Number64(0, MostRequests), lines.Number64(0, MostRequests),
        (float)lines.Number64(0, 1), (float)lines.Number64(0, 1), (float)lines.Number64(0, 1),
        (float)lines.Number64(0, 1), (float)lines.Number64(0, 1), (int)lines.Whole(Limits.SignalRows));

    private static Outcome<T, Refusal> Canonical<T>(
        bool sound, ReadOnlySpan<byte> read, byte[] written, T value, RefusalReason reason, string what,
        int line)
        where T : notnull =>
        !sound ? Fail<T>(reason, $"{what} line {line}: too many or too few fields, or no line feed behind it")
        : !read.SequenceEqual(written) ? Fail<T>(reason, $"{what} says the same in other bytes than it is "
            + "written with")
        : Outcome<T, Refusal>.Ok(value);

    private static Outcome<T, Refusal> Fail<T>(RefusalReason reason, string detail)
        where T : notnull =>
        Refusal.Of(Gate.Validate, reason, detail).As<T>();
}
