using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Weir.Cli.Tests.Releases;

/// <param name="Line">Method and target as sent, escapes included.</param>
/// <param name="Body">As bytes.</param>
internal sealed record StubCall(string Line, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>
/// A folder with an <c>admin.sock</c> that answers what a test says, and remembers what it was asked: the
/// commands' side of the contract with the admin server, without a node.
/// </summary>
internal sealed class StubNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubCall> _calls = new();
    private readonly Dictionary<string, (int Status, string Body)> _answers = [];

    private StubNode(string data)
    {
        Data = data;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            options => options.ListenUnixSocket(Path.Combine(data, "admin.sock")));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Data { get; }

    public ImmutableArray<StubCall> Calls => [.. _calls];

    public StubCall OnlyCall => Assert.Single(Calls);

    public static async Task<StubNode> StartAsync()
    {
        var node = new StubNode(Directory.CreateTempSubdirectory("weir-stub-").FullName);
        await node._app.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    /// <param name="line">Method and target, escapes included.</param>
    /// <param name="body">JSON.</param>
    /// <param name="status">Of HTTP.</param>
    public StubNode Answers(string line, string body, int status = 200)
    {
        _answers[line] = (status, body);
        return this;
    }

    /// <summary>Runs a command with the folder of this node.</summary>
    public Task<Run> WeirAsync(string line) => Run.Weir($"{line} --data {Data}");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var target = http.Features.Get<IHttpRequestFeature>()?
            .RawTarget ?? "";
        var line = $"{http.Request.Method} {target}";
        _calls.Enqueue(new StubCall(line, body.ToArray()));
        var (status, text) = _answers.TryGetValue(line, out var answer)
            ? answer
            : (404, """{"title":"Unknown path","status":404,"detail":"The stub has no such path."}""");
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(text);
    }
}
