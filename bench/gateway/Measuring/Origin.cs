using System.Globalization;
using System.Text.RegularExpressions;
using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway.Measuring;

/// <summary>
/// What all proxies forward to: one nginx worker that answers from memory. Its CPU is not counted.
/// </summary>
internal sealed partial class Origin : IAsyncDisposable
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Child _child;

    private Origin(Child child, int port)
    {
        _child = child;
        Port = port;
    }

    public int Port { get; }

    public int ProcessId => _child.Id;

    public static async Task<Origin> StartAsync(
        Workplace place, Tools tools, FreePorts ports, CancellationToken stop)
    {
        var port = ports.Next();
        var folder = place.Folder("origin");
        var file = place.Write("origin.conf", NativeConfigurations.Origin(place, folder, port));
        var command = new CommandLine(tools.Nginx, ["-p", folder, "-c", file]);
        var child = Child.Start(command, place.File("origin.log"));
        if (await Readiness.WaitAsync(child, port, stop))
        {
            return new Origin(child, port);
        }

        var reason = child.LastWords();
        await child.DisposeAsync();
        throw new BenchException($"the origin did not start: {reason}");
    }

    /// <summary>Requests that reached the origin since it started.</summary>
    public async Task<long> RequestsAsync(CancellationToken stop)
    {
        try
        {
            var page = await Client.GetStringAsync($"http://127.0.0.1:{Port}/origin-count", stop);
            return long.Parse(Counters().Match(page).Groups[1].Value, CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException problem)
        {
            throw new BenchException($"the origin is gone: {problem.Message}; {_child.LastWords()}");
        }
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    [GeneratedRegex(@"^\s*\d+ \d+ (\d+)", RegexOptions.Multiline)]
    private static partial Regex Counters();
}
