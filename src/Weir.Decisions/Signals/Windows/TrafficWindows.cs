namespace Weir.Decisions.Signals.Windows;

/// <summary>
/// The windows of one node, or of one training run. <see cref="Arrive"/> before a request is scored,
/// <see cref="Respond"/> after the origin answered it.
/// </summary>
public sealed class TrafficWindows
{
    private readonly WindowTable _addresses;
    private readonly WindowTable _prefixes;
    private readonly WindowTable _fingerprints;
    private readonly WindowTable _agents;

    /// <param name="seed">Keys the hashes, so that nobody outside can choose keys that share a set.</param>
    /// <param name="sizes">Keys of each table.</param>
    public TrafficWindows(ulong seed, WindowSizes sizes)
    {
        Hashes = new WindowHashes(seed);
        _addresses = new WindowTable(sizes.Addresses);
        _prefixes = new WindowTable(sizes.Prefixes);
        _fingerprints = new WindowTable(sizes.Fingerprints);
        _agents = new WindowTable(sizes.UserAgents);
    }

    public WindowHashes Hashes { get; }

    /// <summary>Fixed from the first moment on.</summary>
    public long Bytes => _addresses.Bytes + _prefixes.Bytes + _fingerprints.Bytes + _agents.Bytes;

    /// <summary>
    /// As it was when it was made. Not for windows that requests are counted in at the same time.
    /// </summary>
    public void Clear()
    {
        _addresses.Clear();
        _prefixes.Clear();
        _fingerprints.Clear();
        _agents.Clear();
    }

    /// <param name="arrival">What arrived.</param>
    /// <param name="now">Milliseconds of a clock that does not go back, not less than 0.</param>
    /// <param name="readings">Takes what the windows say, this request included.</param>
    public void Arrive(in Arrival arrival, long now, WindowReadings readings)
    {
        readings.Begin(now, arrival);
        if (arrival.Address != 0)
        {
            _addresses.Arrive(arrival.Address, now, arrival, arrival.UserAgent, out readings.Address);
        }

        if (arrival.Prefix != 0)
        {
            _prefixes.Arrive(arrival.Prefix, now, arrival, arrival.UserAgent, out readings.Prefix);
        }

        if (arrival.Tls != 0)
        {
            _fingerprints.Arrive(arrival.Tls, now, arrival, arrival.Address, out readings.Tls);
        }

        if (arrival.UserAgent != 0)
        {
            _agents.Arrive(arrival.UserAgent, now, arrival, arrival.Address, out readings.UserAgent);
        }
    }

    /// <summary>
    /// Only for what an origin answered: the edge's own answers would keep the blocked blocked.
    /// </summary>
    public void Respond(in Arrival arrival, long now, int status)
    {
        if (arrival.Address != 0)
        {
            _addresses.Respond(arrival.Address, now, status);
        }

        if (arrival.Prefix != 0)
        {
            _prefixes.Respond(arrival.Prefix, now, status);
        }

        if (arrival.Tls != 0)
        {
            _fingerprints.Respond(arrival.Tls, now, status);
        }

        if (arrival.UserAgent != 0)
        {
            _agents.Respond(arrival.UserAgent, now, status);
        }
    }
}

/// <summary>Keys that each table remembers, powers of two.</summary>
public readonly record struct WindowSizes(int Addresses, int Prefixes, int Fingerprints, int UserAgents)
{
    /// <summary>Together within <see cref="Limits.WindowBytes"/>.</summary>
    public static WindowSizes Default => new(
        Limits.WindowAddresses, Limits.WindowPrefixes, Limits.WindowFingerprints, Limits.WindowUserAgents);
}
