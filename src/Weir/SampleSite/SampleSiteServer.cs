using System.Net;
namespace Weir.Cli.SampleSite;
public sealed record SampleSiteOptions { public bool Http2Cleartext { get; init; } }
public sealed class SampleSiteServer : IAsyncDisposable {
    public IPEndPoint Address { get; } = new(0,0);
    public static Task<SampleSiteServer> StartAsync(IPEndPoint a, SampleSiteOptions o, CancellationToken c) => Task.FromResult(new SampleSiteServer());
    public ValueTask DisposeAsync() => default; }
