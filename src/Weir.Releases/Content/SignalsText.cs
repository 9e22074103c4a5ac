using System.Buffers;
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

    /// <summary>More than the eight numbers of a row take, whatever they are.</summary>
    private const int RowBytes = 256;

    /// <summary>What the shortest row takes: room for all, and none for what did not come.</summary>
    private const int LeastRowBytes = 18;

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
        var text = new ArrayBufferWriter<byte>();
        text.Write(Measured(measured));
        foreach (var row in rows)
        {
            var room = text.GetSpan(RowBytes + Encoding.UTF8.GetMaxByteCount(row.Ja4.Length));
            text.Advance(WriteRow(room, row.Ja4, row));
        }

        return text.WrittenSpan.ToArray();
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

        return Canonical(lines.Sound, Features(features.ToImmutable()).AsSpan().SequenceEqual(section),
            features.ToImmutable(), RefusalReason.BadFeature, "features", lines.Number);
    }

    /// <summary>
    /// Line by line, with nothing that is made for one of them: of tens of thousands the collector would have
    /// to move a part while requests wait.
    /// </summary>
    public static Outcome<TrafficTable, Refusal> ReadTraffic(ReadOnlySpan<byte> section)
    {
        var lines = new Lines(section);
        var first = lines.TryNext() ? lines.Line : [];
        var measured = first.IsEmpty ? 0 : lines.Whole(253_402_300_799);
        if (measured == 0)
        {
            return Fail<TrafficTable>(RefusalReason.BadSignals, "traffic does not say when it was measured");
        }

        var at = DateTimeOffset.FromUnixTimeSeconds(measured);
        var canonical = first.SequenceEqual(Measured(at).AsSpan()[..^1]);
        var length = first.Length + 1;
        var rows = new TrafficTable.Builder(Math.Min(section.Length / LeastRowBytes, Limits.SignalRows));
        Span<byte> written = stackalloc byte[RowBytes + Ja4Characters];
        Span<char> ja4 = stackalloc char[Ja4Characters];
        while (lines.TryNext())
        {
            if (rows.Count == Limits.SignalRows)
            {
                return Fail<TrafficTable>(
                    RefusalReason.BadSignals, $"more than {Limits.SignalRows} rows of traffic");
            }

            var line = lines.Line;
            var name = ja4[..lines.Text(ja4)];
            var row = ReadRow(ref lines);
            if (!lines.Sound)
            {
                return Fail<TrafficTable>(RefusalReason.BadSignals,
                    $"traffic line {lines.Number}: not JA4, two counts, five shares from 0 to 1, rank");
            }

            if (!rows.Add(name, row))
            {
                return Fail<TrafficTable>(RefusalReason.BadSignals, $"two rows for {name}");
            }

            var bytes = WriteRow(written, name, row);
            canonical &= line.SequenceEqual(written[..(bytes - 1)]);
            length += bytes;
        }

        // Each line is what is written, and together they are all there is.
        return Canonical(lines.Sound, canonical && length == section.Length, rows.Build(at),
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

        return Canonical(lines.Sound, Counts(counts.ToImmutable()).AsSpan().SequenceEqual(section),
            counts.ToImmutable(), RefusalReason.BadSignals, "counts", lines.Number);
    }

    /// <summary>Without the JA4, which was read.</summary>
    private static TrafficRow ReadRow(ref Lines lines) => new(
        "", lines.Number64(0, MostRequests), lines.Number64(0, MostRequests),
        (float)lines.Number64(0, 1), (float)lines.Number64(0, 1), (float)lines.Number64(0, 1),
        (float)lines.Number64(0, 1), (float)lines.Number64(0, 1), (int)lines.Whole(Limits.SignalRows));

    private static byte[] Measured(DateTimeOffset measured) =>
        Encoding.ASCII.GetBytes(Lines.Of(measured.ToUnixTimeSeconds()) + "\n");

    /// <summary>The one way in which a row is written.</summary>
    /// <param name="room">Of <see cref="RowBytes"/> and what the JA4 takes.</param>
    /// <param name="ja4">Its name; that of the row is not looked at.</param>
    /// <param name="row">What is known of it.</param>
    /// <returns>How many bytes it takes, with the line feed.</returns>
    private static int WriteRow(Span<byte> room, ReadOnlySpan<char> ja4, in TrafficRow row)
    {
        var used = Encoding.UTF8.GetBytes(ja4, room);
        Lines.Put(room, ref used, row.Requests);
        Lines.Put(room, ref used, row.Addresses);
        Lines.Put(room, ref used, row.H2Ratio);
        Lines.Put(room, ref used, row.HeuristicRatio);
        Lines.Put(room, ref used, row.BrowserRatio);
        Lines.Put(room, ref used, row.RequestQuantile);
        Lines.Put(room, ref used, row.AddressQuantile);
        Lines.Put(room, ref used, row.Rank);
        room[used] = (byte)'\n';
        return used + 1;
    }

    private static Outcome<T, Refusal> Canonical<T>(
        bool sound, bool same, T value, RefusalReason reason, string what, int line)
        where T : notnull =>
        !sound ? Fail<T>(reason, $"{what} line {line}: too many or too few fields, or no line feed behind it")
        : !same ? Fail<T>(reason, $"{what} says the same in other bytes than it is written with")
        : Outcome<T, Refusal>.Ok(value);

    private static Outcome<T, Refusal> Fail<T>(RefusalReason reason, string detail)
        where T : notnull =>
        Refusal.Of(Gate.Validate, reason, detail).As<T>();
}
