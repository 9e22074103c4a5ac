using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weir.Bench.Activation.Children;

/// <summary>
/// Requests at a fixed rate, whatever the answers do: 16 connections of HTTP/1.1, and 2 of HTTP/2 with 4
/// streams each, which take a fifth more.
/// </summary>
internal static class Load
{
    public const string Name = "load";
    private const int Plain = 16;
    private const int Connections = 2;
    private const int Streams = 4;

    /// <summary>
    /// Says that it has begun; ends when nobody speaks to it any more, with a file of samples.
    /// </summary>
    public static int Run(Uri plain, Uri secure, int rate, string file)
    {
        using var stop = new CancellationTokenSource();
        HttpClient[] clients =
            [.. Enumerable.Range(0, Connections).Select(static _ => SecureVisitor.Connection())];
        var begin = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var visitors = Enumerable.Range(0, Plain).Select(i => Begin(
                new PlainVisitor(plain), begin, i, Plain, rate))
            .Concat(Enumerable.Range(0, Connections * Streams).Select(i => Begin(
                new SecureVisitor(clients[i % Connections], secure), begin, i, Connections * Streams,
                rate / 5)))
            .ToArray();
        Console.WriteLine("begun");
        Console.In.ReadToEnd();
        stop.Cancel();
        using var written = File.Create(file);
        foreach (var samples in visitors.Select(static v => v.Result))
        {
            written.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(samples)));
        }

        return 0;

        // Each on a thread that sleeps exactly; their turns are spread evenly.
        Task<List<Sample>> Begin(Visitor visitor, long at, int place, int of, int perSecond)
        {
            var gap = Stopwatch.Frequency * of / perSecond;
            return Task.Factory.StartNew(
                () => visitor.Run(at + (gap * place / of), gap, () => stop.IsCancellationRequested),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    public static Sample[] Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var samples = MemoryMarshal.Cast<byte, Sample>(bytes).ToArray();
        Array.Sort(samples, static (a, b) => a.Due.CompareTo(b.Due));
        return samples;
    }
}
