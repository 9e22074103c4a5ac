namespace Weir.Bench.Gateway.Measuring;

/// <summary>One proxy under one scenario for some seconds; the raw row that <c>--json</c> keeps.</summary>
internal sealed record Round
{
    public required string Scenario { get; init; }

    /// <summary>
    /// Rounds of the same number ran next to each other; ratios are made within one number.
    /// </summary>
    public required int Number { get; init; }

    public required string Peer { get; init; }

    public required long Requests { get; init; }

    public required long Failed { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Of what forwards.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>
    /// Of the process beside it, until it had done what the round left to do; null where there is none.
    /// </summary>
    public required double? BesideSeconds { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    /// <summary>Null for programs without a managed heap.</summary>
    public required long? AllocatedBytes { get; init; }

    /// <summary>
    /// Processors kept busy by what is not part of the bench: above 0.1, the machine is not quiet.
    /// </summary>
    public required double OtherProcessors { get; init; }

    /// <summary>Why the figures do not count; null in a good round.</summary>
    public required string? Void { get; init; }

    public double CpuMicroseconds => CpuSeconds * 1e6 / Math.Max(1, Requests);

    public double? BesideMicroseconds => BesideSeconds * 1e6 / Math.Max(1, Requests);

    public double WholeMicroseconds => CpuMicroseconds + (BesideMicroseconds ?? 0);

    public double RequestsPerSecond => Requests / Seconds;

    public double? BytesPerRequest => AllocatedBytes / (double)Math.Max(1, Requests);
}
