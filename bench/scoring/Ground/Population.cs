namespace Weir.Bench.Scoring.Ground;

/// <summary>Rows of features, one after the other, and a label for each.</summary>
internal sealed record Population(float[] Values, float[] Labels, int Features)
{
    public int Count => Labels.Length;

    public ReadOnlySpan<float> Row(int number) => Values.AsSpan(number * Features, Features);
}
