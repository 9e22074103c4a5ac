using System.Buffers.Binary;
using System.Net;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Events.Schema;

namespace Weir.Fuzz.Targets;

/// <summary>
/// A batch of events: whatever is read has a meaning, and is the same when it is written again.
/// </summary>
public sealed class EventsTarget : IFuzzTarget
{
    // A text of one event, a table of texts and room for features are all that reading takes.
    private const long Allowance = 64 * 1024;
    private const long PerByte = 64;

    public string Name => "events";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [1], [0, 0], [1, 0], [0xFF, 0xFF], [0, 4], [0, 0, 0x80, 0x3F], [0, 0, 0xC0, 0x7F],
        [0, 0, 0, 0, 0, 0, 0, 0x80], "GET"u8.ToArray(), [0xC3, 0xA4], [0xED, 0xA0, 0x80],
    ];

    public byte[] Reshape(byte[] input, Random chance) => chance.Next(3) switch
    {
        0 => [.. EventWriter.Head, .. Made(chance), .. Made(chance)],
        1 => [.. input.Length > 0 ? input : EventWriter.Head.ToArray(), .. Made(chance)],
        _ => Relength(input, chance),
    };

    public string Check(ReadOnlySpan<byte> input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = Read(input, [], out var malformed);
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        FuzzFailure.Unless(
            used <= Allowance + (PerByte * input.Length), $"{used} bytes to read {input.Length}");

        var again = new byte[EventWriter.Head.Length + (count * Limits.EventBytes)];
        EventWriter.Head.CopyTo(again);
        var length = EventWriter.Head.Length + Written(input, again);
        FuzzFailure.Unless(
            Read(again.AsSpan(0, length), input, out var broken) == count && !broken,
            "another number of events when written again");
        FuzzFailure.Unless(
            malformed || length == Math.Max(EventWriter.Head.Length, input.Length)
            && (input.IsEmpty || again.AsSpan(0, length).SequenceEqual(input)),
            "other bytes when written again");
        return $"{Math.Min(count, 3)} {malformed} {(int)First(input)}";
    }

    private static Verdict First(ReadOnlySpan<byte> bytes) =>
        new EventReader(bytes) is var reader && reader.TryNext(out var first) ? first.Verdict : Verdict.Unset;

    private static int Read(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> same, out bool malformed)
    {
        var reader = new EventReader(bytes);
        var other = new EventReader(same);
        var count = 0;
        while (reader.TryNext(out var next))
        {
            count++;
            CheckValues(in next);
            FuzzFailure.Unless(
                same.IsEmpty || (other.TryNext(out var twin) && IsSame(in next, in twin)),
                "another event when written again");
        }

        malformed = reader.Malformed;
        FuzzFailure.Unless(!reader.TryNext(out _), "an event after the end");
        return count;
    }

    private static void CheckValues(in RequestEvent one)
    {
        FuzzFailure.Unless(
            one.Score is >= 0 and <= 99 && one.Status is >= 0 and <= 999, "a number out of range");
        FuzzFailure.Unless(
            Enum.IsDefined(one.Verdict) && Enum.IsDefined(one.Class) && Enum.IsDefined(one.Source)
            && Enum.IsDefined(one.Unscored) && Enum.IsDefined(one.Http), "a name that there is not");
        FuzzFailure.Unless(one.Weight >= 1 && one.Duration >= TimeSpan.Zero, "a weight or a duration below");
        FuzzFailure.Unless(one.Features.Length <= Limits.Ceilings.Features, "too many features");
    }

    private static bool IsSame(in RequestEvent one, in RequestEvent other) =>
        one.Id == other.Id && one.At == other.At && one.Path == other.Path && one.Site == other.Site
        && one.Ja4 == other.Ja4 && one.Rule == other.Rule && one.Weight.Equals(other.Weight)
        && Equals(one.Address, other.Address) && one.Features.Length == other.Features.Length;

    private static int Written(ReadOnlySpan<byte> input, Span<byte> again)
    {
        var reader = new EventReader(input);
        var used = EventWriter.Head.Length;
        while (reader.TryNext(out var next))
        {
            var written = EventWriter.Write(again[used..], in next, next.Features, next.Weight);
            FuzzFailure.Unless(written > 0, "an event that was read has no room");
            used += written;
        }

        return used - EventWriter.Head.Length;
    }

    private static byte[] Made(Random chance)
    {
        var address = new byte[chance.Next(2) == 0 ? 4 : 16];
        chance.NextBytes(address);
        var features = new float[chance.Next(8)];
        foreach (ref var feature in features.AsSpan())
        {
            feature = BitConverter.Int32BitsToSingle(chance.Next());
        }

        var told = new RequestEvent
        {
            Id = new RequestId((ulong)chance.NextInt64(), (ulong)chance.NextInt64()),
            At = DateTimeOffset.UnixEpoch.AddSeconds(chance.Next()),
            Site = chance.Next(3) == 0 ? null : "shop",
            Method = "GET",
            Path = new string((char)chance.Next(0x21, 0xD800), chance.Next(40)),
            Address = chance.Next(3) == 0 ? null : new IPAddress(address),
            Verdict = (Verdict)chance.Next(5),
            Score = chance.Next(100),
            FeatureSet = chance.Next(3),
        };
        var room = new byte[Limits.EventBytes];
        return room[..EventWriter.Write(room, in told, features, 1 + chance.Next(1_000))];
    }

    private static byte[] Relength(byte[] input, Random chance)
    {
        var changed = (byte[])input.Clone();
        if (changed.Length >= 3)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(
                changed.AsSpan(1), (ushort)chance.Next(changed.Length + 4));
        }

        return changed;
    }
}
