using System.Net.Sockets;
using System.Text.Json;

namespace Weir.Drills.Scratch;

/// <summary>Hands bundles to a scratch node as an operator does: through its admin socket.</summary>
internal sealed class ReleaseDoor : IDisposable
{
    private readonly HttpClient _client;

    public ReleaseDoor(string socket) => _client = new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
            return new NetworkStream(connection, ownsSocket: true);
        },
    });

    public async Task<DoorAnswer> SubmitAsync(ReadOnlyMemory<byte> bundle, CancellationToken stop)
    {
        using var content = new ReadOnlyMemoryContent(bundle);
        using var response = await _client.PostAsync("http://localhost/api/releases", content, stop);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(stop));
        return new DoorAnswer((int)response.StatusCode, Text(json, "reason"), Text(json, "detail"));
    }

    public void Dispose() => _client.Dispose();

    private static string Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
}

/// <param name="Status">202 where it was taken, 422 where it was refused.</param>
/// <param name="Reason">Of the refusal; empty where it was taken.</param>
/// <param name="Detail">For a person.</param>
internal sealed record DoorAnswer(int Status, string Reason, string Detail);
