using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Events.Schema;

namespace Weir.Keeper.Store;

/// <summary>One event as a row of each of its tables, in the order of <see cref="StoreColumns"/>.</summary>
internal static class RequestRow
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    public static void Write(ColumnChunk row, in RequestEvent told, AddressHashes hashes)
    {
        Key(row, in told);
        row.Text(told.Site);
        row.Text(told.Method);
        row.Text(told.Path);
        row.Text(Name(told.Http));
        row.Flag(told.Secure);
        row.Short((ushort)told.Status);
        if (told.Score > 0)
        {
            row.Byte((byte)told.Score);
        }
        else
        {
            row.Null();
        }

        row.Text(told.Unscored.Name());
        row.Text(told.Verdict.Name());
        row.Text(told.Source.Name());
        row.Text(told.Class.Name());
        row.Text(told.Heuristic);
        row.Text(told.Rule);
        row.Text(told.Ja4);
        row.Text(told.TlsStable);
        row.Flag(told.Browser);
        var address = told.Address is { } whole ? hashes.Of(whole) : null;
        row.Text(address?.Whole);
        row.Text(address?.Hash);
        row.Text(address?.Network);
        row.Whole(told.Duration.Ticks / TimeSpan.TicksPerMicrosecond);
        row.Whole(told.ModelNumber);
        row.Whole(told.SignalsNumber);
        row.Float(told.Weight);
        row.EndRow();
    }

    public static void WriteFeatures(ColumnChunk row, in RequestEvent told)
    {
        Key(row, in told);
        row.Text(told.Ja4);
        row.Float(told.Weight);
        foreach (var value in told.Features)
        {
            // Missing is null: every function of the engine leaves it out by itself.
            if (float.IsNaN(value))
            {
                row.Null();
            }
            else
            {
                row.Float(value);
            }
        }

        row.EndRow();
    }

    private static void Key(ColumnChunk row, in RequestEvent told)
    {
        Span<char> id = stackalloc char[RequestId.TextLength];
        told.Id.Write(id);
        row.Text(id);
        row.Moment((told.At.UtcTicks / TimeSpan.TicksPerMicrosecond) - Epoch);
    }

    private static string? Name(HttpKind http) => http switch
    {
        HttpKind.Http10 => "1.0",
        HttpKind.Http11 => "1.1",
        HttpKind.Http2 => "2",
        HttpKind.Http3 => "3",
        HttpKind.Unset => null,
        _ => null,
    };
}
