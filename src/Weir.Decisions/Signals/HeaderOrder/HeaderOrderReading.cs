using Weir.Decisions.Signals.Agents;

namespace Weir.Decisions.Signals.HeaderOrder;

/// <summary>How header names were written over HTTP/1; the numbers are category codes.</summary>
public enum HeaderCasing
{
    Unset = 0,

    /// <summary>Every word capitalised: <c>User-Agent</c>.</summary>
    Title = 1,
    Lower = 2,

    /// <summary>
    /// Title case but for names that Chromium and scripts write in small letters: <c>sec-ch-ua</c> and names
    /// that a page chose itself.
    /// </summary>
    Browser = 3,

    /// <summary>Anything else.</summary>
    Mixed = 4,
}

/// <summary>What the order of one request's header names says.</summary>
/// <param name="Share">
/// Of the pairs of headers for which browsers of the claimed engine have an order, those that came in it;
/// NaN where the engine has none or there are no pairs.
/// </param>
/// <param name="Breaks">
/// Neighbouring headers in the wrong order; -1 where <paramref name="Share"/> is NaN.
/// </param>
/// <param name="Casing">Unset over HTTP/2, where casing is fixed.</param>
/// <param name="HostFirst">Over HTTP/1: the first name is Host.</param>
public readonly record struct HeaderOrderReading(
    double Share, int Breaks, HeaderCasing Casing, bool HostFirst)
{
    /// <summary>Nothing is known of the order.</summary>
    public static HeaderOrderReading Missing { get; } = new(double.NaN, -1, HeaderCasing.Unset, false);

    /// <param name="order">Names with commas between.</param>
    /// <param name="engine">What the user agent claims.</param>
    /// <param name="multiplexed">HTTP/2 or 3.</param>
    public static HeaderOrderReading Of(ReadOnlySpan<char> order, BrowserEngine engine, bool multiplexed)
    {
        Span<byte> seen = stackalloc byte[KnownHeaders.Count];
        var names = new OrderNames(seen);
        names.Read(order);
        var match = OrderTemplates.Best(engine, multiplexed, names.Seen);
        var known = match.Pairs > 0;
        return new HeaderOrderReading(
            known ? (double)match.Right / match.Pairs : double.NaN,
            known ? match.Breaks : -1,
            multiplexed ? HeaderCasing.Unset : names.Casing,
            !multiplexed && names.HostFirst);
    }
}
