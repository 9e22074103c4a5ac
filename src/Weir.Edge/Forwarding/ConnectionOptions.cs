using Microsoft.Extensions.Primitives;

namespace Weir.Edge.Forwarding;

/// <summary>
/// The names that a Connection field lists, beyond those that every hop drops anyway. Nearly every
/// message has none, and then nothing is looked up. Beside <c>close</c> or <c>keep-alive</c> the server
/// forgets the other names of a visitor's field, so those pass; names of ours are removed wherever they are.
/// </summary>
internal readonly struct ConnectionOptions
{
    private readonly StringValues _values;

    public ConnectionOptions(StringValues connection)
    {
        _values = IsOrdinary(connection) ? default : connection;
    }

    public bool IsEmpty => _values.Count == 0;

    /// <summary>
    /// True where <paramref name="name"/> is listed. Host and Content-Length frame and route the
    /// message: listing them is an attack and does not remove them.
    /// </summary>
    public bool Lists(string name)
    {
        if (_values.Count == 0 || HeaderRules.Is(name, "Host") || HeaderRules.Is(name, "Content-Length"))
        {
            return false;
        }

        foreach (var line in _values)
        {
            var text = line.AsSpan();
            foreach (var part in text.Split(','))
            {
                if (text[part].Trim(" \t").Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsOrdinary(StringValues values)
    {
        if (values.Count == 0)
        {
            return true;
        }

        return values.Count == 1
            && values[0] is { } value
            && (HeaderRules.Is(value, "keep-alive") || HeaderRules.Is(value, "close")
                || HeaderRules.Is(value, "upgrade"));
    }
}
