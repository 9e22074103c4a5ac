using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Weir.Decisions;

namespace Weir.Cli.Commands;

/// <summary>One call to a running node, through the socket in its data folder.</summary>
internal static class AdminCall
{
    private const string SocketName = "admin.sock";
    private const int LargestAnswer = 32 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A full-size release passes every gate before the node answers.
    private static readonly TimeSpan PatienceWithBody = TimeSpan.FromMinutes(2);

    /// <returns>Status and body; the error says what a person can do.</returns>
    public static Task<Outcome<AdminAnswer, AdminFault>> SendAsync(
        string dataFolder, HttpMethod method, string path, CancellationToken stop) =>
        SendAsync(dataFolder, method, path, null, stop);

    /// <param name="dataFolder">Of the node.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="path">Escaped already.</param>
    /// <param name="body">Disposed of here; null for none.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Status and body; the error says what a person can do.</returns>
    public static async Task<Outcome<AdminAnswer, AdminFault>> SendAsync(
        string dataFolder, HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        var socket = Path.GetFullPath(Path.Combine(dataFolder, SocketName));
        try
        {
            using var client = ClientOf(socket, body is null ? Patience : PatienceWithBody);
            using var request = new HttpRequestMessage(method, path) { Content = body };
            using var response = await client.SendAsync(request, stop);
            return Outcome<AdminAnswer, AdminFault>.Ok(
                new AdminAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop)));
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            return Outcome<AdminAnswer, AdminFault>.Fail(new AdminFault(
                $"the node on {socket} took the call and does not answer; 'weir release list' tells "
                + "later whether it was done", Reached: true));
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException
            { SocketErrorCode: SocketError.AccessDenied })
        {
            // There may well be a node: whoever would go on without one must not.
            return Outcome<AdminAnswer, AdminFault>.Fail(new AdminFault(
                $"{socket} may not be used by this user: {Access.Next}", Reached: true));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or TaskCanceledException
            or ArgumentException)
        {
            return Outcome<AdminAnswer, AdminFault>.Fail(new AdminFault(
                $"no node answers on {socket}: is one running, and is this its data folder (--data)?"));
        }
    }

    /// <summary>A body of JSON.</summary>
    public static HttpContent Json(string json) => new StringContent(json, Encoding.UTF8, "application/json");

    /// <summary>A body of bytes.</summary>
    public static HttpContent Bytes(byte[] content)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return body;
    }

    private static HttpClient ClientOf(string socket, TimeSpan patience) =>
        new(new SocketsHttpHandler
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
            Timeout = patience,
            MaxResponseContentBufferSize = LargestAnswer,
        };
}

/// <param name="Status">Of HTTP.</param>
/// <param name="Body">JSON.</param>
internal sealed record AdminAnswer(int Status, string Body)
{
    public bool Succeeded => Status is >= 200 and < 300;
}

/// <param name="Message">What is wrong and what a person can do.</param>
/// <param name="Reached">Whether there is a node, or may be one that does not let this user in.</param>
internal readonly record struct AdminFault(string Message, bool Reached = false);
