namespace Weir.Bench.Activation.Ground;

/// <summary>The run cannot be made, in words for a person.</summary>
internal sealed class BenchException(string message) : Exception(message);
