using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Weir.Decisions;
using Weir.Decisions.Verdicts;

namespace Weir.Events.Schema;

/// <summary>
/// Writes events one after the other into memory of somebody else. What has no place in the format is brought
/// into it: texts are cut, numbers clamped, a corrupt enum is its zero; so a reader takes whatever was
/// written.
/// </summary>
public static class EventWriter
{
    /// <summary>What a batch begins with.</summary>
    public static ReadOnlySpan<byte> Head => [EventFormat.Version];

    /// <summary>Writes one event, or nothing where there is no room.</summary>
    /// <param name="to">Room for it.</param>
    /// <param name="told">The event; its own weight and features are not looked at.</param>
    /// <param name="features">The features to write.</param>
    /// <param name="weight">How many requests it stands for.</param>
    /// <returns>Bytes written; 0 where there was no room.</returns>
    public static int Write(
        Span<byte> to, in RequestEvent told, ReadOnlySpan<float> features, float weight)
    {
        if (to.Length > Limits.EventBytes)
        {
            to = to[..Limits.EventBytes];
        }

        if (to.Length < EventFormat.LengthBytes + EventFormat.Fixed
            || features.Length > Limits.Ceilings.Features)
        {
            return 0;
        }

        var rest = new Room(to[(EventFormat.LengthBytes + EventFormat.Fixed)..]);
        var flags = rest.Address(in told);
        rest.Text(told.Site);
        rest.Text(told.Method);
        rest.Text(told.Path);
        rest.Text(told.Heuristic);
        rest.Text(told.Rule);
        rest.Text(told.Ja4);
        rest.Text(told.TlsStable);
        rest.Floats(features);
        if (rest.Full)
        {
            return 0;
        }

        var head = to.Slice(EventFormat.LengthBytes, EventFormat.Fixed);
        WriteNumbers(head, in told, weight);
        BinaryPrimitives.WriteUInt16LittleEndian(head[EventFormat.FeatureCount..], (ushort)features.Length);
        WriteNames(head, in told, flags);
        var length = EventFormat.Fixed + rest.Used;
        BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)length);
        return EventFormat.LengthBytes + length;
    }

    private static void WriteNumbers(Span<byte> head, in RequestEvent told, float weight)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(head[EventFormat.Id..], told.Id.High);
        BinaryPrimitives.WriteUInt64LittleEndian(head[(EventFormat.Id + sizeof(ulong))..], told.Id.Low);
        BinaryPrimitives.WriteInt64LittleEndian(head[EventFormat.At..], told.At.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(
            head[EventFormat.Duration..], Math.Max(0, told.Duration.Ticks));
        BinaryPrimitives.WriteInt64LittleEndian(head[EventFormat.Model..], told.ModelNumber);
        BinaryPrimitives.WriteInt64LittleEndian(head[EventFormat.Signals..], told.SignalsNumber);
        BinaryPrimitives.WriteInt32LittleEndian(head[EventFormat.Set..], told.FeatureSet);
        BinaryPrimitives.WriteSingleLittleEndian(
            head[EventFormat.Weight..], weight >= 1 ? Math.Min(weight, EventFormat.MaxWeight) : 1);
        BinaryPrimitives.WriteUInt16LittleEndian(
            head[EventFormat.Status..], (ushort)Math.Clamp(told.Status, 0, EventFormat.MaxStatus));
    }

    private static void WriteNames(Span<byte> head, in RequestEvent told, int flags)
    {
        head[EventFormat.Score] = (byte)Math.Clamp(told.Score, 0, EventFormat.MaxScore);
        head[EventFormat.Unscored] = Known((int)told.Unscored, (int)UnscoredReason.SwitchedOff);
        head[EventFormat.Verdict] = Known((int)told.Verdict, (int)Verdict.Limit);
        head[EventFormat.Source] = Known((int)told.Source, (int)ScoreSource.Verified);
        head[EventFormat.Class] = Known((int)told.Class, (int)VisitorClass.LikelyHuman);
        head[EventFormat.Http] = Known((int)told.Http, (int)HttpKind.Http3);
        head[EventFormat.Flags] = (byte)(flags
            | (told.Secure ? EventFormat.SecureFlag : 0) | (told.Browser ? EventFormat.BrowserFlag : 0));
    }

    private static byte Known(int value, int greatest) =>
        value >= 0 && value <= greatest ? (byte)value : (byte)0;

    /// <summary>Memory that is filled from its beginning, and says so when something did not fit.</summary>
    private ref struct Room(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;

        public int Used { get; private set; }

        public bool Full { get; private set; }

        public int Address(in RequestEvent told)
        {
            if (told.Address is not { } address)
            {
                return 0;
            }

            if (!address.TryWriteBytes(_bytes, out var written))
            {
                Full = true;
                return 0;
            }

            Used = written;
            return address.AddressFamily == AddressFamily.InterNetwork
                ? EventFormat.Address4Flag
                : EventFormat.Address6Flag;
        }

        public void Text(string? text)
        {
            var left = _bytes[Used..];
            if (Full || left.Length < sizeof(ushort))
            {
                Full = true;
                return;
            }

            var room = left[sizeof(ushort)..];
            var bounded = room.Length >= Limits.EventTextBytes ? room[..Limits.EventTextBytes] : room;
            Utf8.FromUtf16(text, bounded, out var read, out var written);
            if (read < (text?.Length ?? 0) && bounded.Length < Limits.EventTextBytes)
            {
                Full = true;
                return;
            }

            BinaryPrimitives.WriteUInt16LittleEndian(left, text is null ? (ushort)0 : (ushort)(written + 1));
            Used += sizeof(ushort) + written;
        }

        public void Floats(ReadOnlySpan<float> values)
        {
            var left = _bytes[Used..];
            if (Full || left.Length < values.Length * sizeof(float))
            {
                Full = true;
                return;
            }

            if (BitConverter.IsLittleEndian)
            {
                MemoryMarshal.AsBytes(values).CopyTo(left);
            }
            else
            {
                for (var i = 0; i < values.Length; i++)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(left[(i * sizeof(float))..], values[i]);
                }
            }

            Used += values.Length * sizeof(float);
        }
    }
}
