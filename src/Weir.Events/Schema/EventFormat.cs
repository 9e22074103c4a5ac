namespace Weir.Events.Schema;

/// <summary>
/// The bytes of a batch: a version, then event after event, all numbers little-endian. An event is its length
/// (u16), a part of fixed size, its address, its texts (u16 of length + 1, 0 for none; then UTF-8) and its
/// features (32-bit floats).
/// </summary>
internal static class EventFormat
{
    /// <summary>First byte of a batch. Another version is another format; neither side guesses.</summary>
    public const byte Version = 1;

    public const int LengthBytes = sizeof(ushort);

    public const int SecureFlag = 1;

    public const int BrowserFlag = 2;

    public const int Address4Flag = 4;

    public const int Address6Flag = 8;

    public const int Address4Bytes = 4;

    public const int Address6Bytes = 16;

    /// <summary>The greatest status that is kept as it is.</summary>
    public const int MaxStatus = 999;

    public const int MaxScore = 99;

    /// <summary>Beyond this a 32-bit weight no longer counts exactly.</summary>
    public const float MaxWeight = 1 << 24;

    // Offsets within the part of fixed size, after the length.
    public const int Id = 0;
    public const int At = 16;
    public const int Duration = 24;
    public const int Model = 32;
    public const int Signals = 40;
    public const int Set = 48;
    public const int Weight = 52;
    public const int Status = 56;
    public const int FeatureCount = 58;
    public const int Score = 60;
    public const int Unscored = 61;
    public const int Verdict = 62;
    public const int Source = 63;
    public const int Class = 64;
    public const int Http = 65;
    public const int Flags = 66;

    /// <summary>Bytes of the part of fixed size.</summary>
    public const int Fixed = 67;
}
