namespace Weir.Decisions.Signals.Coherence;

/// <summary>
/// The opening of one HTTP/2 connection as signals: whose it looks like, and the numbers that tell stacks
/// apart.
/// </summary>
public sealed record Http2Reading
{
    private const ushort HeaderTableSize = 1;
    private const ushort EnablePush = 2;
    private const ushort MaxConcurrentStreams = 3;
    private const ushort InitialWindowSize = 4;
    private const ushort MaxFrameSize = 5;
    private const ushort MaxHeaderListSize = 6;

    // What RFC 9113 says where a client says nothing.
    private const uint DefaultWindow = 65_535;
    private const uint DefaultTable = 4_096;

    private const string Chromium = "m,a,s,p";
    private const string Firefox = "m,p,a,s";
    private const string Safari = "m,s,p,a";
    private const string NewSafari = "m,s,a,p";
    private const string Sorted = "a,m,p,s";

    public Http2Reading(Http2Opening opening)
    {
        foreach (var setting in opening.Settings)
        {
            Settings += setting.IsGrease ? 0 : 1;
        }

        HeaderTable = Setting(opening, HeaderTableSize) ?? DefaultTable;
        Window = Setting(opening, InitialWindowSize) ?? DefaultWindow;
        WindowUpdate = opening.WindowUpdate;
        PseudoOrder = opening.PseudoHeaderOrder;
        PrioritizesHeaders = opening.HeadersPriority is not null;
        PseudoCode = PseudoOrder switch
        {
            Chromium => 1,
            Firefox => 2,
            Safari => 3,
            NewSafari => 4,
            Sorted => 5,
            _ => 6,
        };
        Stack = Like(opening);
    }

    public Http2Stack Stack { get; }

    /// <summary>Settings sent, reserved ones not counted.</summary>
    public int Settings { get; }

    /// <summary>Bytes.</summary>
    public uint HeaderTable { get; }

    /// <summary>Bytes, of each stream.</summary>
    public uint Window { get; }

    /// <summary>Bytes, of the connection, beyond what RFC 9113 begins with.</summary>
    public uint WindowUpdate { get; }

    public string PseudoOrder { get; }

    /// <summary>A category: one number per order that is known, 6 for any other.</summary>
    public int PseudoCode { get; }

    public bool PrioritizesHeaders { get; }

    private Http2Stack Like(Http2Opening opening)
    {
        var frame = Setting(opening, MaxFrameSize);
        var headers = Setting(opening, MaxHeaderListSize);
        var streams = Setting(opening, MaxConcurrentStreams);
        var push = Setting(opening, EnablePush);
        return PseudoOrder switch
        {
            Chromium when HeaderTable == 65_536 && Window == 6_291_456 && headers == 262_144
                && frame is null => Http2Stack.Chromium,
            Chromium when headers == 65_536 && streams == 100 => Http2Stack.PythonH2,
            Chromium when Window == 2_097_152 && push == 0 => Http2Stack.Rust,
            Firefox when frame == 16_384 && HeaderTable is 65_536 or 4_096 && headers is null
                => Http2Stack.Firefox,
            Safari or NewSafari when Window is 4_194_304 or 2_097_152 && streams == 100 && frame is null
                && headers is null && WindowUpdate is > 10_000_000 and < 11_000_000 => Http2Stack.Safari,
            Sorted when push == 0 && Window == 4_194_304 => Http2Stack.Go,
            NewSafari when push == 0 && Settings == 2 && Window == DefaultWindow => Http2Stack.DotNet,
            _ when frame == 16_384 && push is not null && streams is not null && HeaderTable == 16_384
                => Http2Stack.Java,

            // Its programs send pseudo-headers in any order, and never these two settings.
            _ when frame is null && headers is null => Http2Stack.Nghttp2,
            _ => Http2Stack.Other,
        };
    }

    private static uint? Setting(Http2Opening opening, ushort id)
    {
        uint? value = null;
        foreach (var setting in opening.Settings)
        {
            value = setting.Id == id ? setting.Value : value;
        }

        return value;
    }
}
