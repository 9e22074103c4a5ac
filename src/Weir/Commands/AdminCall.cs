using System.Net.Sockets;
using Weir.Decisions;

namespace Weir.Cli.Commands;

/// <summary>One call to a running node, through the socket in its data folder.</summary>
internal static class AdminCall
{
    private const string SocketName = "admin.sock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Status and body; the error says what a person can do.</returns>
    public static async Task<Outcome<AdminAnswer, AdminFault>> SendAsync(
        string dataFolder, HttpMethod method, string path, CancellationToken stop)
    {
        var socket = Path.GetFullPath(Path.Combine(dataFolder, SocketName));
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancel) =>
                {
                    var connection = new Socket(
                        AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    try
                    {
                        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancel);
                        return new NetworkStream(connection, ownsSocket: true);
                    }
                    catch
                    {
                        connection.Dispose();
                        throw;
                    }
                },
            })
            {
                BaseAddress = new Uri("http://localhost"),
                Timeout = Patience,
            };
            using var request = new HttpRequestMessage(method, path);
            using var response = await client.SendAsync(request, stop);
            return Outcome<AdminAnswer, AdminFault>.Ok(
                new AdminAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop)));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or TaskCanceledException
            or ArgumentException)
        {
            return Outcome<AdminAnswer, AdminFault>.Fail(new AdminFault(
                $"no node answers on {socket}: is one running, and is this its data folder (--data)?"));
        }
    }
}

/// <param name="Status">Of HTTP.</param>
/// <param name="Body">JSON.</param>
internal sealed record AdminAnswer(int Status, string Body);

internal readonly record struct AdminFault(string Message);
