using System.IO.Compression;
using System.Net;
using System.Text;
using Weir.Decisions.Signals.Recorded;

namespace Weir.Bench.Scoring.Complete;

/// <summary>Recorded requests of browsers and libraries, in the order in which they were captured.</summary>
internal static class RecordedTraffic
{
    private static readonly string[] Files = ["people.jsonl.gz", "libraries.jsonl.gz"];

    /// <param name="folder">Captures.</param>
    /// <param name="count">How many; what was recorded is repeated.</param>
    /// <param name="addresses">From how many addresses they come, in turns.</param>
    public static RecordedRequest[] Read(string folder, int count, int addresses)
    {
        var recorded = Files.SelectMany(f => ReadFile(Path.Combine(folder, f))).ToArray();
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var address = i % addresses;
            var peer = new IPAddress([10, (byte)(address >> 16), (byte)(address >> 8), (byte)address]);
            var request = recorded[i % recorded.Length];
            return request.Moved(peer, request.At);
        })];
    }

    private static IEnumerable<RecordedRequest> ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var capture = new CaptureReader();
        while (reader.ReadLine() is { } line)
        {
            if (capture.Read(Encoding.UTF8.GetBytes(line), out var request) == CaptureStatus.Request
                && request is not null)
            {
                yield return request;
            }
        }
    }
}
