namespace Weir.Decisions.Signals.Hpack;

/// <summary>How the reading of one header block ended.</summary>
[MustUse]
public enum HpackStatus
{
    Unset = 0,

    Complete,

    /// <summary>The block ends within a field.</summary>
    Truncated,

    /// <summary>An integer of more than 28 bits or more than five bytes (RFC 7541, section 5.1).</summary>
    IntegerTooLarge,

    /// <summary>An index that neither table has (section 2.3.3).</summary>
    BadIndex,

    /// <summary>A Huffman string that section 5.2 forbids.</summary>
    BadHuffman,

    /// <summary>A table size above what was allowed, or not at the block's start (section 4.2).</summary>
    BadTableSize,

    /// <summary>
    /// More fields than <see cref="Limits.HeaderLines"/> or more text than
    /// <see cref="Limits.HeaderBytes"/>.
    /// </summary>
    TooLarge,
}

/// <summary>One decoded field: its name, and how long its value is. The value itself is never kept.</summary>
public readonly record struct HpackField(string Name, int ValueLength);
