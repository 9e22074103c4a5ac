namespace Weir.Bench.Gateway.Ground;

/// <summary>What stops a run, in a sentence for the person who started it.</summary>
internal sealed class BenchException(string message) : Exception(message);
