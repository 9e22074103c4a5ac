namespace Weir.Decisions.Signals.HeaderOrder;

/// <summary>The names of one order: the known ones as numbers, and how all of them are written.</summary>
internal ref struct OrderNames(Span<byte> room)
{
    private readonly Span<byte> _room = room;
    private ulong _set;
    private int _count;
    private int _title;
    private int _lower;
    private int _other;
    private bool _lowerIsExpected = true;

    /// <summary>Places of known headers in their order; a repeated name only the first time.</summary>
    public readonly ReadOnlySpan<byte> Seen => _room[.._count];

    public bool HostFirst { get; private set; }

    public readonly HeaderCasing Casing => (_title, _lower, _other) switch
    {
        (0, 0, 0) => HeaderCasing.Unset,
        (_, 0, 0) => HeaderCasing.Title,
        (0, _, 0) => HeaderCasing.Lower,
        (_, _, 0) when _lowerIsExpected => HeaderCasing.Browser,
        _ => HeaderCasing.Mixed,
    };

    public void Read(ReadOnlySpan<char> order)
    {
        for (var read = 0; read < Limits.OrderedHeaders && !order.IsEmpty; read++)
        {
            var comma = order.IndexOf(',');
            var name = comma < 0 ? order : order[..comma];
            order = comma < 0 ? [] : order[(comma + 1)..];
            Take(name, read == 0);
        }
    }

    private void Take(ReadOnlySpan<char> name, bool first)
    {
        var place = KnownHeaders.Find(name);
        HostFirst |= first && name.Equals("host", StringComparison.OrdinalIgnoreCase);
        if (place >= 0 && (_set & (1UL << place)) == 0)
        {
            _set |= 1UL << place;
            _room[_count++] = (byte)place;
        }

        Count(name, place >= 0);
    }

    // Browsers write the names that they choose in title case - with exceptions inside, as in WebSocket - and
    // the client hints as well as names that a page chose in small letters.
    private void Count(ReadOnlySpan<char> name, bool known)
    {
        var chosenByPage = !known || name.StartsWith("x-", StringComparison.Ordinal)
            || name.SequenceEqual("content-type");
        if (IsTitle(name))
        {
            _title++;
        }
        else if (!name.ContainsAnyInRange('A', 'Z'))
        {
            _lower++;
            _lowerIsExpected &= chosenByPage || name.StartsWith("sec-ch-", StringComparison.Ordinal);
        }
        else
        {
            _other += known ? 1 : 0;
        }
    }

    private static bool IsTitle(ReadOnlySpan<char> name)
    {
        var start = true;
        foreach (var c in name)
        {
            if (start && char.IsAsciiLetterLower(c))
            {
                return false;
            }

            // WebSocket and DNT have capitals inside.
            start = c == '-';
        }

        return !name.IsEmpty && !(name.Length > 3 && !name.ContainsAnyInRange('a', 'z'));
    }
}
