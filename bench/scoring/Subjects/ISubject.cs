namespace Weir.Bench.Scoring.Subjects;

/// <summary>Something that scores a row, to be timed beside the others in the same rounds.</summary>
internal interface ISubject
{
    /// <summary>In tables.</summary>
    string Name { get; }

    /// <summary>Whether its numbers must be those of LightGBM, bit for bit.</summary>
    bool IsExact { get; }

    /// <summary>How many times faster than LightGBM it is meant to be; null where nothing is meant.</summary>
    double? Goal { get; }

    double Score(ReadOnlySpan<float> row);
}
