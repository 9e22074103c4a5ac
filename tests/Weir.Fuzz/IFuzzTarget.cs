namespace Weir.Fuzz;

/// <summary>One reader of hostile bytes, with everything that must hold for whatever it is given.</summary>
public interface IFuzzTarget
{
    /// <summary>Of the command line and of the folder in <c>corpus/</c>.</summary>
    string Name { get; }

    /// <summary>Tokens that the format is made of, for the mutator to insert.</summary>
    IReadOnlyList<byte[]> Tokens { get; }

    /// <summary>
    /// Changes an input in a way that knows the format, so that it comes past the first checks.
    /// </summary>
    byte[] Reshape(byte[] input, Random chance);

    /// <summary>
    /// Throws where an invariant does not hold. Returns a short sign of what happened; an input with a sign
    /// not seen before is worth mutating further.
    /// </summary>
    string Check(ReadOnlySpan<byte> input);
}

/// <summary>An invariant that does not hold.</summary>
public sealed class FuzzFailure(string message) : Exception(message)
{
    public static void Unless(bool holds, string invariant)
    {
        if (!holds)
        {
            throw new FuzzFailure(invariant);
        }
    }
}
