namespace Weir.Decisions.Signals.HeaderOrder;

/// <summary>
/// One order that real browsers send: names with spaces between, those within brackets in any order among
/// themselves. Made from text in code, so an unknown name is a programmer's error.
/// </summary>
internal sealed class OrderTemplate
{
    private const sbyte Unnamed = -1;

    private readonly sbyte[] _ranks = new sbyte[KnownHeaders.Count];

    public OrderTemplate(string text)
    {
        Array.Fill(_ranks, Unnamed);
        sbyte rank = 0;
        var free = false;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            free |= word.StartsWith('(');
            _ranks[KnownHeaders.Find(word.Trim('(', ')'))] = rank;
            free &= !word.EndsWith(')');
            rank += free ? (sbyte)0 : (sbyte)1;
        }
    }

    /// <param name="seen">Places of known headers in the order in which they came, each once.</param>
    public OrderMatch Match(ReadOnlySpan<byte> seen)
    {
        var (named, pairs, right, breaks) = (0, 0, 0, 0);
        var before = Unnamed;
        for (var i = 0; i < seen.Length; i++)
        {
            var rank = _ranks[seen[i]];
            if (rank == Unnamed)
            {
                continue;
            }

            named++;
            breaks += before > rank ? 1 : 0;
            before = rank;
            foreach (var other in seen[(i + 1)..])
            {
                var behind = _ranks[other];
                pairs += behind != Unnamed && behind != rank ? 1 : 0;
                right += behind > rank ? 1 : 0;
            }
        }

        return new OrderMatch(named, pairs, right, breaks);
    }
}

/// <summary>How well one order fits one template.</summary>
/// <param name="Named">Headers of the request that the template names.</param>
/// <param name="Pairs">Pairs of them for which it says which comes first.</param>
/// <param name="Right">Pairs that came so.</param>
/// <param name="Breaks">Neighbours that did not.</param>
internal readonly record struct OrderMatch(int Named, int Pairs, int Right, int Breaks)
{
    /// <summary>
    /// The template that names more of the request tells more; then the one it fits better.
    /// </summary>
    public bool IsBetterThan(OrderMatch other) => Named != other.Named
        ? Named > other.Named
        : Right * (long)Math.Max(other.Pairs, 1) > other.Right * (long)Math.Max(Pairs, 1);
}
