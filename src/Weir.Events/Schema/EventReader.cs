using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Unicode;
using Weir.Decisions;
using Weir.Decisions.Verdicts;

namespace Weir.Events.Schema;

/// <summary>Reads the events of a batch one by one. Bytes that are no event end it with a value.</summary>
public ref struct EventReader(ReadOnlySpan<byte> bytes)
{
    private readonly TextMemory _texts = new();
    private ReadOnlySpan<byte> _rest = bytes;
    private bool _begun;

    // Room for the features of one event, so that reading them makes no garbage.
    private float[] _features = [];

    /// <summary>Whether reading ended at bytes that are no event, rather than at the end.</summary>
    public bool Malformed { get; private set; }

    /// <summary>
    /// The next event, valid until the next call; false at the end and where bytes are malformed.
    /// </summary>
    public bool TryNext(out RequestEvent next)
    {
        next = default;
        if (Malformed || (!_begun && !Begin()) || _rest.IsEmpty)
        {
            return false;
        }

        if (TryRecord(out var record) && TryRead(record, out next))
        {
            return true;
        }

        next = default;
        Malformed = true;
        return false;
    }

    private bool Begin()
    {
        _begun = true;
        if (_rest.IsEmpty)
        {
            return true;
        }

        Malformed = _rest[0] != EventFormat.Version;
        _rest = _rest[1..];
        return !Malformed;
    }

    private bool TryRecord(out ReadOnlySpan<byte> record)
    {
        record = default;
        if (_rest.Length < EventFormat.LengthBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        var after = _rest[EventFormat.LengthBytes..];
        if (length < EventFormat.Fixed || length > after.Length
            || length > Limits.EventBytes - EventFormat.LengthBytes)
        {
            return false;
        }

        record = after[..length];
        _rest = after[length..];
        return true;
    }

    private bool TryRead(ReadOnlySpan<byte> record, out RequestEvent next)
    {
        var head = record[..EventFormat.Fixed];
        var parts = new Parts(record[EventFormat.Fixed..], _texts);
        var at = BinaryPrimitives.ReadInt64LittleEndian(head[EventFormat.At..]);
        var weight = BinaryPrimitives.ReadSingleLittleEndian(head[EventFormat.Weight..]);
        var duration = BinaryPrimitives.ReadInt64LittleEndian(head[EventFormat.Duration..]);
        var sound = HasKnownNames(head)
            && at >= 0 && at <= DateTime.MaxValue.Ticks && duration >= 0
            && weight >= 1 && weight <= EventFormat.MaxWeight;
        next = new RequestEvent
        {
            Id = new RequestId(
                BinaryPrimitives.ReadUInt64LittleEndian(head[EventFormat.Id..]),
                BinaryPrimitives.ReadUInt64LittleEndian(head[(EventFormat.Id + sizeof(ulong))..])),
            At = sound ? new DateTimeOffset(at, TimeSpan.Zero) : default,
            Duration = new TimeSpan(duration),
            ModelNumber = BinaryPrimitives.ReadInt64LittleEndian(head[EventFormat.Model..]),
            SignalsNumber = BinaryPrimitives.ReadInt64LittleEndian(head[EventFormat.Signals..]),
            FeatureSet = BinaryPrimitives.ReadInt32LittleEndian(head[EventFormat.Set..]),
            Weight = weight,
            Status = BinaryPrimitives.ReadUInt16LittleEndian(head[EventFormat.Status..]),
            Score = head[EventFormat.Score],
            Unscored = (UnscoredReason)head[EventFormat.Unscored],
            Verdict = (Verdict)head[EventFormat.Verdict],
            Source = (ScoreSource)head[EventFormat.Source],
            Class = (VisitorClass)head[EventFormat.Class],
            Http = (HttpKind)head[EventFormat.Http],
            Secure = (head[EventFormat.Flags] & EventFormat.SecureFlag) != 0,
            Browser = (head[EventFormat.Flags] & EventFormat.BrowserFlag) != 0,

            // In the order of their bytes.
            Address = parts.Address(head[EventFormat.Flags]),
            Site = parts.Text(),
            Method = parts.Text(),
            Path = parts.Text(),
            Heuristic = parts.Text(),
            Rule = parts.Text(),
            Ja4 = parts.Text(),
            TlsStable = parts.Text(),
            Features = Floats(
                parts.Rest, BinaryPrimitives.ReadUInt16LittleEndian(head[EventFormat.FeatureCount..]),
                out var whole),
        };
        return sound && whole && !parts.Malformed;
    }

    private static bool HasKnownNames(ReadOnlySpan<byte> head) =>
        head[EventFormat.Score] <= EventFormat.MaxScore
        && BinaryPrimitives.ReadUInt16LittleEndian(head[EventFormat.Status..]) <= EventFormat.MaxStatus
        && head[EventFormat.Unscored] <= (int)UnscoredReason.SwitchedOff
        && head[EventFormat.Verdict] <= (int)Verdict.Limit
        && head[EventFormat.Source] <= (int)ScoreSource.Verified
        && head[EventFormat.Class] <= (int)VisitorClass.LikelyHuman
        && head[EventFormat.Http] <= (int)HttpKind.Http3
        && head[EventFormat.Flags] < EventFormat.Address4Flag + EventFormat.Address6Flag;

    /// <summary>The features are what is left of a record, neither more nor less.</summary>
    private ReadOnlySpan<float> Floats(ReadOnlySpan<byte> from, int count, out bool whole)
    {
        whole = count <= Limits.Ceilings.Features && from.Length == count * sizeof(float);
        if (!whole || count == 0)
        {
            return [];
        }

        if (_features.Length < count)
        {
            _features = new float[count];
        }

        for (var i = 0; i < count; i++)
        {
            _features[i] = BinaryPrimitives.ReadSingleLittleEndian(from[(i * sizeof(float))..]);
        }

        return _features.AsSpan(0, count);
    }

    /// <summary>The parts of a record whose lengths are in it.</summary>
    private ref struct Parts(ReadOnlySpan<byte> bytes, TextMemory texts)
    {
        private readonly TextMemory _texts = texts;

        public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

        public bool Malformed { get; private set; }

        public IPAddress? Address(byte flags)
        {
            var length = (flags & EventFormat.Address4Flag) != 0 ? EventFormat.Address4Bytes
                : (flags & EventFormat.Address6Flag) != 0 ? EventFormat.Address6Bytes
                : 0;
            return length > 0 && TryTake(length, out var address) ? new IPAddress(address) : null;
        }

        public string? Text()
        {
            if (!TryTake(sizeof(ushort), out var prefix))
            {
                return null;
            }

            var length = BinaryPrimitives.ReadUInt16LittleEndian(prefix) - 1;
            if (length < 0)
            {
                return null;
            }

            Malformed |= length > Limits.EventTextBytes;
            if (!TryTake(length, out var text))
            {
                return null;
            }

            Malformed |= !Utf8.IsValid(text);
            return Malformed ? null : _texts.Of(text);
        }

        private bool TryTake(int length, out ReadOnlySpan<byte> taken)
        {
            taken = default;
            Malformed |= length > Rest.Length;
            if (Malformed)
            {
                return false;
            }

            taken = Rest[..length];
            Rest = Rest[length..];
            return true;
        }
    }
}

/// <summary>
/// Texts seen lately: methods, sites and fingerprints come again and again, and need be made only once.
/// </summary>
internal sealed class TextMemory
{
    private const int Places = 256;
    private const int Longest = 64;

    private readonly string?[] _known = new string?[Places];

    /// <param name="text">Valid UTF-8.</param>
    public string Of(ReadOnlySpan<byte> text)
    {
        if (text.Length > Longest)
        {
            return Encoding.UTF8.GetString(text);
        }

        var hash = 17;
        foreach (var one in text)
        {
            hash = (hash * 31) + one;
        }

        ref var place = ref _known[hash & (Places - 1)];
        if (place is not null && Ascii.Equals(text, place))
        {
            return place;
        }

        return place = Encoding.UTF8.GetString(text);
    }
}
