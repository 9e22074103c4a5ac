namespace Weir.Fuzz;

/// <summary>Changes inputs by chance that a seed decides: the same seed makes the same inputs.</summary>
public sealed class Mutator(IFuzzTarget target, Random chance)
{
    private const int LongestInput = 128 * 1024;

    private static readonly byte[] Telling =
        [0, 1, 2, 9, 10, 13, 22, 31, 32, 58, 63, 64, 127, 128, 191, 254, 255];

    public byte[] Next(IReadOnlyList<byte[]> pool)
    {
        var input = Pick(pool);
        var steps = 1 + chance.Next(6);
        for (var i = 0; i < steps; i++)
        {
            input = chance.Next(4) == 0 ? target.Reshape(input, chance) : Step(input, pool);
        }

        return input.Length <= LongestInput ? input : input[..LongestInput];
    }

    private byte[] Pick(IReadOnlyList<byte[]> pool) => pool.Count == 0 ? [] : pool[chance.Next(pool.Count)];

    private byte[] Step(byte[] input, IReadOnlyList<byte[]> pool)
    {
        var at = chance.Next(input.Length + 1);
        var length = chance.Next(Math.Min(input.Length - at, 1 << chance.Next(12)) + 1);
        return chance.Next(10) switch
        {
            0 => Changed(input, value => (byte)(value ^ (1 << chance.Next(8)))),
            1 => Changed(input, _ => Telling[chance.Next(Telling.Length)]),
            2 => Changed(input, value => (byte)(value + chance.Next(-4, 5))),
            3 => [.. input.AsSpan(0, at), .. input.AsSpan(at + length)],
            4 => [.. input.AsSpan(0, at), .. input.AsSpan(at, length), .. input.AsSpan(at)],
            5 => [.. input.AsSpan(0, at), .. Token(), .. input.AsSpan(at)],
            6 => [.. input.AsSpan(0, at), .. Token(), .. input.AsSpan(at + length)],
            7 => [.. input.AsSpan(0, at), .. Tail(Pick(pool))],
            8 => input[..at],
            _ => [.. input, .. Pick(pool)],
        };
    }

    private byte[] Changed(byte[] input, Func<byte, byte> change)
    {
        var changed = (byte[])input.Clone();
        if (changed.Length > 0)
        {
            // Early bytes hold most of the structure, so they are changed more often.
            var at = chance.Next(1 + chance.Next(changed.Length));
            changed[at] = change(changed[at]);
        }

        return changed;
    }

    private byte[] Token() => target.Tokens.Count == 0
        ? [Telling[chance.Next(Telling.Length)]]
        : target.Tokens[chance.Next(target.Tokens.Count)];

    private byte[] Tail(byte[] input) => input[chance.Next(input.Length + 1)..];
}
