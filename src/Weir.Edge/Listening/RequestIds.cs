using System.Security.Cryptography;
using Weir.Decisions;

namespace Weir.Edge.Listening;

/// <summary>
/// Makes request ids from a clock and two streams of chance. The chance keeps ids apart; it is no
/// secret, so a fast generator seeded once from the system's is enough.
/// </summary>
public sealed class RequestIds
{
    private readonly TimeProvider _time;
    private readonly ulong _seed;
    private long _counter;

    public RequestIds(TimeProvider time)
    {
        _time = time;
        Span<byte> seed = stackalloc byte[8];
        RandomNumberGenerator.Fill(seed);
        _seed = BitConverter.ToUInt64(seed);
    }

    public RequestId Next() => Next(_time.GetUtcNow());

    public RequestId Next(DateTimeOffset at)
    {
        // SplitMix64 (Steele, Lea and Flood, 2014) over a shared counter: every value once, no lock.
        var n = _seed + (unchecked((ulong)Interlocked.Increment(ref _counter)) * 0x9E3779B97F4A7C15UL);
        n = (n ^ (n >> 30)) * 0xBF58476D1CE4E5B9UL;
        n = (n ^ (n >> 27)) * 0x94D049BB133111EBUL;
        n ^= n >> 31;
        return RequestId.Create(at.ToUnixTimeMilliseconds(), n, unchecked((ushort)((n * _seed) >> 48)));
    }
}
