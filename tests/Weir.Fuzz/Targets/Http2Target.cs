using Weir.Decisions;
using Weir.Decisions.Signals;
using Weir.Fuzz.Building;

namespace Weir.Fuzz.Targets;

/// <summary>The opening of an HTTP/2 connection.</summary>
public sealed class Http2Target : IFuzzTarget
{
    public string Name => "http2";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        Http2Writer.Preface, Http2Writer.Settings(new Http2Setting(1, 65536), new Http2Setting(0x0a0a, 7)),
        Http2Writer.WindowUpdate(15663105), Http2Writer.Priority(new Http2Priority(3, true, 0, 201)),
        Http2Writer.Frame(1, 4, 1, [0x82, 0x87, 0x84]), Http2Writer.Frame(1, 0, 1, [0x82]),
        Http2Writer.Frame(9, 4, 1, [0x87, 0x84]), Http2Writer.Frame(9, 0, 1, []),
        Http2Writer.Frame(4, 1, 0, []),
        Http2Writer.Frame(16, 0, 0, [0, 0, 0, 3]), Http2Writer.Frame(6, 0, 0, new byte[8]),
        Http2Writer.Frame(1, 0x2c, 1, [1, 0x80, 0, 0, 0, 255, 0x82, 0]),
    ];

    // Puts a frame at a place where one may stand.
    public byte[] Reshape(byte[] input, Random chance)
    {
        var places = new List<int>();
        for (var at = 24; at <= input.Length;)
        {
            places.Add(at);
            at += at + 3 <= input.Length ? 9 + ((input[at] << 16) | (input[at + 1] << 8) | input[at + 2]) : 9;
        }

        if (places.Count == 0)
        {
            return [.. Http2Writer.Preface, .. input];
        }

        var place = places[chance.Next(places.Count)];
        return [.. input.AsSpan(0, place), .. Tokens[1 + chance.Next(Tokens.Count - 1)],
            .. input.AsSpan(place)];
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        var status = Http2Opening.Read(input, out var opening);
        FuzzFailure.Unless(status != Http2OpeningStatus.Unset, "no answer");
        FuzzFailure.Unless((status == Http2OpeningStatus.Complete) == (opening is not null),
            "status and value differ");
        CheckPrefixes(input, status, opening?.Text);
        if (opening is null)
        {
            return status.ToString();
        }

        FuzzFailure.Unless(opening.Settings.Length <= Limits.Http2Settings, "too many settings");
        FuzzFailure.Unless(opening.HeaderNames.Count <= Limits.HeaderLines, "too many names");
        CheckRebuilt(opening);
        return $"{opening.PseudoHeaderOrder}{opening.Settings.Length}{opening.Priorities.Length}"
            + $"{Math.Min(opening.HeaderNames.Count, 8)}{opening.WindowUpdate > 0}"
            + $"{opening.HeadersPriority is null}";
    }

    // Once an answer is final, more bytes do not change it.
    private static void CheckPrefixes(ReadOnlySpan<byte> input, Http2OpeningStatus status, string? text)
    {
        var chance = new Random(input.Length);
        for (var i = 0; i < 8; i++)
        {
            var before = Http2Opening.Read(input[..chance.Next(input.Length + 1)], out var opening);
            FuzzFailure.Unless(
                before == Http2OpeningStatus.NeedMore || before == status, $"{before}, then {status}");
            FuzzFailure.Unless(opening is null || opening.Text == text, "another opening from a prefix");
        }
    }

    private static void CheckRebuilt(Http2Opening opening)
    {
        // A WINDOW_UPDATE of its own and the priorities make frames of their own when written again.
        if (opening.Priorities.Length + 12 > Limits.Http2OpeningFrames)
        {
            return;
        }

        var status = Http2Opening.Read(Http2Writer.Rebuild(opening), out var again);
        FuzzFailure.Unless(status == Http2OpeningStatus.Complete && again is not null, $"rebuilt: {status}");
        FuzzFailure.Unless(again?.Text == opening.Text, "another text when rebuilt");
        FuzzFailure.Unless(
            again is not null && again.HeaderNames.SequenceEqual(opening.HeaderNames),
            "other names when rebuilt");
    }
}
