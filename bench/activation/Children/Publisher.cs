using System.Collections.Immutable;
using System.Net.Sockets;
using Weir.Bench.Activation.Ground;
using Weir.Bench.Releases;
using Weir.Decisions;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Bench.Activation.Children;

/// <summary>
/// Builds releases, signs them with the node's local keys, and hands them in at its admin socket, as a
/// builder elsewhere does: none of that work is the node's.
/// </summary>
internal sealed class Publisher : IDisposable
{
    public const string Name = "publisher";
    public const string Full = "full";
    public const string Small = "small";
    private const int SmallRows = 300;

    private readonly BundleBuilder _model;
    private readonly Func<DateTimeOffset, BundleBuilder> _signals;
    private readonly SigningKey _modelKey;
    private readonly SigningKey _signalsKey;
    private readonly HttpClient _door;
    private readonly HttpClient _visitor = new();
    private byte[] _signed = [];

    private Publisher(string folder, bool full)
    {
        (_model, _signals) = full ? OfFullSize() : OfTheProgram();
        (_modelKey, _signalsKey) = (Key(folder, RoleKind.Model), Key(folder, RoleKind.Signals));
        _door = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(
                    new UnixDomainSocketEndPoint(Path.Combine(folder, "admin.sock")), stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    /// <summary>
    /// Lines: <c>sign LAYER NUMBER SECONDS</c>, <c>post</c>, <c>visit URL TIMES</c>; each is answered.
    /// </summary>
    public static async Task<int> RunAsync(string folder, bool full)
    {
        using var publisher = new Publisher(folder, full);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(line.Split(' ') switch
            {
                ["sign", var layer, var number, var seconds] => publisher.Sign(
                    LayerNames.Read(layer), long.Parse(number),
                    DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds))),
                ["post"] => await publisher.PostAsync(),
                ["visit", var url, var times] => await publisher.VisitAsync(url, int.Parse(times)),
                _ => "what?",
            });
        }

        return 0;
    }

    public void Dispose()
    {
        _modelKey.Dispose();
        _signalsKey.Dispose();
        _door.Dispose();
        _visitor.Dispose();
    }

    private static SigningKey Key(string folder, RoleKind role) =>
        BenchNode.KeysIn(folder).LoadOrCreate(LocalKeys.NameOf(role)).Match(
            static key => key, static fault => throw new BenchException(fault.Detail));

    private static (BundleBuilder, Func<DateTimeOffset, BundleBuilder>) OfFullSize()
    {
        var full = new FullSize();
        return (full.Model, full.SignalsOf);
    }

    /// <summary>The model of the program, and signals of its features as a small site has them.</summary>
    private static (BundleBuilder, Func<DateTimeOffset, BundleBuilder>) OfTheProgram()
    {
        var plan = ShippedModel.Plan().Match(
            static plan => plan, static fault => throw new BenchException(fault.Detail));
        var probes = ProbeSet.Make(ProbeSet.Embedded, plan).Match(
            static probes => probes, static refusal => throw new BenchException(refusal.Detail));
        ImmutableArray<Decisions.Features.FeatureDefinition> definitions =
            [.. plan.Features.Features.Select(static f => f.Definition)];
        var model = ContentWriter.Model(definitions, ModelSection.Write(plan.Model), probes);
        return (model, at => Signals(definitions, at));
    }

    private static BundleBuilder Signals(
        ImmutableArray<Decisions.Features.FeatureDefinition> definitions, DateTimeOffset measured) =>
        ContentWriter.Signals(
            [.. definitions.Select(static d => new FeatureColumn(d.Name, d.Type, 0.25f))],
            Enumerable.Range(1, SmallRows).Select(static rank => new TrafficRow(
                $"t13d1516h2_8daaf6152771_{rank:x12}", 1e6 / rank, 1e4 / rank, 0.9f, 0.1f, 0.8f, 0.5f, 0.5f,
                rank)),
            FullSize.MinutesBefore(measured), measured);

    private string Sign(Layer layer, long number, DateTimeOffset now)
    {
        var needs = new ReleaseNeeds(Limits.Features, FullSize.Trees, Limits.SignalRows);
        _signed = layer == Layer.Model
            ? FullSize.Signed(_model, layer, number, now, needs, _modelKey)
            : FullSize.Signed(_signals(now), layer, number, now, needs, _signalsKey);
        return $"{_signed.Length}";
    }

    private async Task<string> PostAsync()
    {
        using var content = new ByteArrayContent(_signed);
        using var response = await _door.PostAsync(new Uri("http://localhost/api/releases"), content);
        var said = await response.Content.ReadAsStringAsync();
        return $"{(int)response.StatusCode} {said.ReplaceLineEndings(" ")}";
    }

    private async Task<string> VisitAsync(string url, int times)
    {
        var answered = 0;
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            foreach (var (name, value) in Visitor.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await _visitor.SendAsync(request);
            answered += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return $"{answered}";
    }
}
