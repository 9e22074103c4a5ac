using Weir.Decisions.Signals.Hpack;

namespace Weir.Decisions.Signals;

/// <summary>What the reader has gathered so far.</summary>
internal sealed class Http2OpeningParts
{
    public List<Http2Setting> Settings { get; } = [];

    public List<Http2Priority> Priorities { get; } = [];

    public List<char> PseudoHeaders { get; } = [];

    public List<string> Names { get; } = [];

    public uint WindowUpdate { get; set; }

    public Http2Priority? HeadersPriority { get; set; }

    public void Take(List<HpackField> fields)
    {
        foreach (var field in fields)
        {
            if (field.Name.StartsWith(':'))
            {
                PseudoHeaders.Add(Letter(field.Name));
            }
            else
            {
                Names.Add(field.Name);
            }
        }
    }

    private static char Letter(string name) => name switch
    {
        ":method" => 'm',
        ":authority" => 'a',
        ":scheme" => 's',
        ":path" => 'p',
        _ => '?',
    };
}
