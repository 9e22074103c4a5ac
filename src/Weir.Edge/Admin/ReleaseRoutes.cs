using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Decisions;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Events.Transport;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Admin;

/// <summary>
/// The calls about releases, holds, switches and the keeper. What the desk refuses is a problem with its
/// gate and reason; what is no call at all is 400, and nothing of it reaches the desk.
/// </summary>
internal sealed class ReleaseRoutes(ReleaseSources? sources, INodeStatus node)
{
    private int _uploads;

    public Task ListAsync(HttpContext http) => sources?.Desk is { } desk
        ? AdminReply.JsonAsync(http, json => ReleaseJson.WriteAll(json, desk.State))
        : NoDeskAsync(http);

    public Task SwitchesAsync(HttpContext http) => sources?.Desk is { } desk
        ? AdminReply.JsonAsync(http, json =>
        {
            json.WriteStartObject();
            ReleaseJson.WriteSwitches(json, desk.State);
            json.WriteEndObject();
        })
        : NoDeskAsync(http);

    public Task SubmitAsync(HttpContext http) => UploadAsync(
        http, Limits.ReleaseBytes, nameof(Limits.ReleaseBytes), static (desk, body) => desk.Submit(body));

    public Task RootAsync(HttpContext http) => UploadAsync(
        http, Limits.TrustBytes, nameof(Limits.TrustBytes), static (desk, body) => desk.TakeRoot(body));

    public Task RollbackAsync(HttpContext http) => WithBodyAsync(http, (desk, body) =>
        LayerOf(AdminBody.Text(body, "layer")) is { } layer
            ? AnswerAsync(http, desk.Rollback(layer))
            : BadAsync(http, "layer", "The layer is model, signals, lists or policy."));

    public Task HoldAsync(HttpContext http) => WithBodyAsync(http, (desk, body) =>
        LayerOf(AdminBody.Text(body, "layer")) is not { } layer
            ? BadAsync(http, "layer", "The layer is model, signals, lists or policy.")
            : AdminBody.Seconds(body) is > 0 and var seconds
                ? AnswerAsync(http, desk.Hold(layer, TimeSpan.FromSeconds(seconds)))
                : BadSecondsAsync(http));

    public Task ReleaseAsync(HttpContext http, string name) => sources?.Desk is not { } desk
        ? NoDeskAsync(http)
        : LayerOf(name) is { } layer
            ? AnswerAsync(http, desk.Release(layer))
            : BadAsync(http, "layer", "The layer is model, signals, lists or policy.");

    public Task UnquarantineAsync(HttpContext http) => WithBodyAsync(http, (desk, body) =>
        !Hash256.TryRead(AdminBody.Text(body, "hash"), out var hash)
            ? BadAsync(http, "hash", "The hash is 64 lower-case hexadecimal digits.")
            : AdminBody.Text(body, "reason") is { Length: > 0 and <= Limits.RefusalDetail } reason
                ? AnswerAsync(http, desk.Unquarantine(hash, reason))
                : BadAsync(http, "reason",
                    $"A reason is needed, of at most RefusalDetail, {Limits.RefusalDetail} characters."));

    public Task KillAsync(HttpContext http, string target) => WithBodyAsync(http, (desk, body) =>
        AdminBody.Seconds(body) is > 0 and var seconds
            ? RuleTarget.Complaint(Target(target), node.Sites) is { } complaint
                ? AdminReply.ProblemAsync(
                    http, StatusCodes.Status422UnprocessableEntity, "no-rule", "No such rule", complaint)
                : AnswerAsync(http, desk.Kill(Target(target), TimeSpan.FromSeconds(seconds)))
            : BadSecondsAsync(http));

    public Task ReviveAsync(HttpContext http, string target) => sources?.Desk is { } desk
        ? AnswerAsync(http, desk.Revive(Target(target)))
        : NoDeskAsync(http);

    /// <summary>Has the keeper answer, whose JSON passes as it is.</summary>
    public async Task AskAsync(HttpContext http, string kind)
    {
        var asked = await KeeperAsync(http, kind);
        await (asked.Try(out var answer, out var fault)
            ? AdminReply.TextAsync(http, StatusCodes.Status200OK, "application/json", answer)
            : NoAnswerAsync(http, fault));
    }

    /// <summary>Has the keeper build, and says beside its answer whether the release runs or waits.</summary>
    public async Task BuildAsync(HttpContext http)
    {
        var asked = await KeeperAsync(http, "build");
        if (!asked.Try(out var answer, out var fault))
        {
            await NoAnswerAsync(http, fault);
        }
        else if (sources?.Desk is { } desk
            && AdminBody.Read(Encoding.UTF8.GetBytes(answer)).Try(out var built, out _))
        {
            await AdminReply.JsonAsync(http, json => BuildReply.Write(json, built, desk.State));
        }
        else
        {
            await AdminReply.TextAsync(http, StatusCodes.Status200OK, "application/json", answer);
        }
    }

    private async Task<Outcome<string, AskFault>> KeeperAsync(HttpContext http, string kind) =>
        sources?.Keeper is { } keeper
            ? await keeper.AskAsync(kind, http.RequestAborted)
            : Outcome<string, AskFault>.Fail(
                new AskFault(AskFaultKind.NoKeeper, "this node runs without a keeper"));

    private static Task NoAnswerAsync(HttpContext http, AskFault fault)
    {
        var (status, title) = fault.Kind switch
        {
            AskFaultKind.Refused => (StatusCodes.Status422UnprocessableEntity, "The keeper could not"),
            AskFaultKind.Timeout => (StatusCodes.Status503ServiceUnavailable, "The keeper did not answer"),
            AskFaultKind.Busy => (StatusCodes.Status503ServiceUnavailable, "The keeper is busy"),
            AskFaultKind.NoKeeper or AskFaultKind.TooLarge or AskFaultKind.Unset =>
                (StatusCodes.Status503ServiceUnavailable, "No keeper"),
            _ => (StatusCodes.Status503ServiceUnavailable, "No keeper"),
        };
        return AdminReply.ProblemAsync(http, status, "keeper", title, fault.Detail);
    }

    /// <summary>Few at once: each may take as much memory as its bound.</summary>
    private async Task UploadAsync(
        HttpContext http, long most, string limit,
        Func<IReleaseDesk, ReadOnlyMemory<byte>, Outcome<ReleaseAccepted, Refusal>> take)
    {
        if (sources?.Desk is not { } desk)
        {
            await NoDeskAsync(http);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _uploads) > Limits.AdminUploads)
            {
                await AdminReply.ProblemAsync(http, StatusCodes.Status503ServiceUnavailable, "busy",
                    "Too many uploads", $"AdminUploads, {Limits.AdminUploads}, are on their way already.");
                return;
            }

            var body = await AdminBody.ReadAsync(http, most, limit);
            await (body.Try(out var bytes, out var problem)
                ? AnswerAsync(http, take(desk, bytes))
                : TooLargeAsync(http, problem.Detail));
        }
        finally
        {
            Interlocked.Decrement(ref _uploads);
        }
    }

    private async Task WithBodyAsync(HttpContext http, Func<IReleaseDesk, JsonElement, Task> answer)
    {
        if (sources?.Desk is not { } desk)
        {
            await NoDeskAsync(http);
            return;
        }

        var read = await AdminBody.ReadAsync(http, Limits.AdminBodyBytes, nameof(Limits.AdminBodyBytes));
        if (!read.Try(out var bytes, out var problem))
        {
            await TooLargeAsync(http, problem.Detail);
            return;
        }

        await (AdminBody.Read(bytes).Try(out var body, out problem)
            ? answer(desk, body)
            : BadAsync(http, "body", problem.Detail));
    }

    private static Task AnswerAsync(HttpContext http, in Outcome<ReleaseAccepted, Refusal> outcome) =>
        outcome.Match(
            accepted => AdminReply.JsonAsync(
                http, StatusCodes.Status202Accepted, "application/json",
                json => ReleaseJson.WriteAccepted(json, accepted)),
            refusal => AdminReply.RefusalAsync(http, refusal));

    private static Task AnswerAsync(HttpContext http, DeskAnswer answer) => answer.Done
        ? AdminReply.JsonAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("done", true);
            json.WriteString("detail", answer.Detail);
            json.WriteEndObject();
        })
        : AdminReply.ProblemAsync(
            http, StatusCodes.Status422UnprocessableEntity, "not-done", "Not done", answer.Detail);

    private static Task BadSecondsAsync(HttpContext http) => BadAsync(http, "seconds",
        string.Create(CultureInfo.InvariantCulture,
            $"The seconds are a whole number from 1 to AdminLongestSeconds, {Limits.AdminLongestSeconds}."));

    private static Task BadAsync(HttpContext http, string kind, string detail) =>
        AdminReply.ProblemAsync(http, StatusCodes.Status400BadRequest, kind, "Bad call", detail);

    private static Task TooLargeAsync(HttpContext http, string detail) => AdminReply.ProblemAsync(
        http, StatusCodes.Status413PayloadTooLarge, "too-large", "Body too large", detail);

    private static Task NoDeskAsync(HttpContext http) => AdminReply.ProblemAsync(
        http, StatusCodes.Status503ServiceUnavailable, "no-desk", "No releases on this node",
        "This node takes no releases: it runs on what the program brings.");

    private static Layer? LayerOf(string name) =>
        LayerNames.Read(name) is var layer && layer != Layer.Unset ? layer : null;

    /// <summary>The server leaves this one escape of a path: a segment stays a segment.</summary>
    private static string Target(string segment) => new StringBuilder(segment)
        .Replace("%2F", "/").Replace("%2f", "/").ToString();
}
