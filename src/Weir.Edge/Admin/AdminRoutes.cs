using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;

namespace Weir.Edge.Admin;

/// <summary>Every path of the admin server, and what it answers.</summary>
internal sealed class AdminRoutes(
    INodeStatus node, EdgeTelemetry telemetry, EventStream events, ReleaseSources? sources,
    AdminToken? token, string version)
{
    private readonly ReleaseRoutes _releases = new(sources, node);

    private const int DefaultLimit = 50;

    /// <summary>Answers one call; whatever goes wrong in here is an answer as well.</summary>
    [Boundary("a mistake in the admin side ends in its own 500, counted, and touches nothing else")]
    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            AdminReply.SetHeaders(http.Response);
            var gate = AdminGate.Check(http.Request, http.Features.Get<AdminDoor>(), token);
            await (gate == GateResult.Allowed ? RouteAsync(http) : RefuseAsync(http, gate));
        }
        catch (BadHttpRequestException failure) when (!http.Response.HasStarted)
        {
            // Also an IOException, but the caller is there and waits for an answer.
            await AdminReply.ProblemAsync(
                http, failure.StatusCode, "bad-request", "Bad request", failure.Message);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The caller went away.
        }
        catch (Exception failure)
        {
            telemetry.EdgeError(EdgeStage.Admin);
            if (!http.Response.HasStarted)
            {
                await AdminReply.ProblemAsync(http, StatusCodes.Status500InternalServerError, "fault",
                    "A mistake of the admin server", failure.GetType().Name);
            }
        }
    }

    private Task RouteAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var changes = AdminGate.Changes(http.Request.Method);
        return path switch
        {
            "/" => Read(http, changes, PageAsync),
            AdminGate.HealthPath => Read(http, changes, h => TextAsync(h, StatusCodes.Status200OK, "up\n")),
            AdminGate.ReadyPath => Read(http, changes, ReadyAsync),
            "/metrics" => Read(http, changes, MetricsAsync),
            "/api/status" => Read(http, changes, h => AdminReply.JsonAsync(
                h, json => StatusJson.Write(json, node, telemetry, sources, version))),
            "/api/requests" => Read(http, changes, RequestsAsync),
            "/api/events" => Read(http, changes, events.ServeAsync),
            "/api/releases" => changes
                ? Only(http, "POST", "GET, HEAD, POST", _releases.SubmitAsync)
                : _releases.ListAsync(http),
            "/api/rollback" => Only(http, "POST", "POST", _releases.RollbackAsync),
            "/api/root" => Only(http, "POST", "POST", _releases.RootAsync),
            "/api/hold" => Only(http, "POST", "POST", _releases.HoldAsync),
            "/api/unquarantine" => Only(http, "POST", "POST", _releases.UnquarantineAsync),
            "/api/kill" => Read(http, changes, _releases.SwitchesAsync),
            "/api/features" => Read(http, changes, h => _releases.AskAsync(h, "features")),
            "/api/features/build" => Only(http, "POST", "POST", _releases.BuildAsync),
            _ when Below(path, "/api/hold/", out var layer) =>
                Only(http, "DELETE", "DELETE", h => _releases.ReleaseAsync(h, layer)),
            _ when Below(path, "/api/requests/", out var id) => Read(http, changes, h => RequestAsync(h, id)),
            _ when Below(path, "/api/kill/", out var target) => http.Request.Method == "DELETE"
                ? _releases.ReviveAsync(http, target)
                : Only(http, "POST", "POST, DELETE", h => _releases.KillAsync(h, target)),
            _ => AdminReply.ProblemAsync(http, StatusCodes.Status404NotFound, "unknown-path",
                "Unknown path", "The admin server has no such path."),
        };
    }

    /// <summary>True for one more segment below a path.</summary>
    private static bool Below(string path, string parent, out string rest)
    {
        var below = path.StartsWith(parent, StringComparison.Ordinal);
        rest = below ? path[parent.Length..] : "";
        return below && rest.Length > 0 && !rest.Contains('/');
    }

    private static Task Read(HttpContext http, bool changes, Func<HttpContext, Task> answer) =>
        changes ? WrongMethodAsync(http, "GET, HEAD") : answer(http);

    private static Task Only(
        HttpContext http, string method, string allowed, Func<HttpContext, Task> answer) =>
        http.Request.Method == method ? answer(http) : WrongMethodAsync(http, allowed);

    private static Task WrongMethodAsync(HttpContext http, string allowed)
    {
        http.Response.Headers.Allow = allowed;
        return AdminReply.ProblemAsync(http, StatusCodes.Status405MethodNotAllowed, "method",
            "Method not allowed", $"This path answers {allowed}.");
    }

    private static Task RefuseAsync(HttpContext http, GateResult gate)
    {
        var (status, kind, title, detail) = gate switch
        {
            GateResult.Host => (403, "host", "Host refused",
                "The Host must be the address on which the admin server listens."),
            GateResult.Origin =>
                (403, "origin", "Origin refused", "Pages of other origins may not call this."),
            GateResult.CrossSite => (403, "cross-site", "Cross-site call refused",
                "Pages of other sites may not call this."),
            GateResult.TokenMissing => (401, "token-missing", "Token needed",
                "Send `Authorization: Bearer` with the content of admin.token, or use the socket."),
            GateResult.TokenWrong => (401, "token-wrong", "Wrong token",
                "The token is not the content of admin.token in the data folder."),
            GateResult.NoToken => (403, "no-token", "No token on this node",
                "The node could not read or make admin.token; use the socket."),
            GateResult.Unset or GateResult.Allowed =>
                (403, "refused", "Refused", "The call was not allowed."),
            _ => (403, "refused", "Refused", "The call was not allowed."),
        };
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return AdminReply.ProblemAsync(http, status, kind, title, detail);
    }

    private static Task TextAsync(HttpContext http, int status, string text) =>
        AdminReply.TextAsync(http, status, "text/plain; charset=utf-8", text);

    private Task ReadyAsync(HttpContext http) => node.Phase == NodePhase.Ready
        ? TextAsync(http, StatusCodes.Status200OK, "ready\n")
        : TextAsync(http, StatusCodes.Status503ServiceUnavailable, node.Phase.Name() + "\n");

    private Task MetricsAsync(HttpContext http) => AdminReply.TextAsync(http, StatusCodes.Status200OK,
        PrometheusText.ContentType,
        PrometheusText.Write(MetricCatalogue.All,
            new MetricSources(telemetry, node, version) { Releases = sources }));

    private Task PageAsync(HttpContext http) =>
        StatusPage.ServeAsync(http, node, telemetry, sources, version);

    private Task RequestsAsync(HttpContext http)
    {
        var query = http.Request.Query;
        string? site = query["site"], verdict = query["verdict"], asked = query["limit"];
        var limit = DefaultLimit;
        var culture = CultureInfo.InvariantCulture;
        if (asked is not null && (!int.TryParse(asked, NumberStyles.None, culture, out limit) || limit < 1))
        {
            return AdminReply.ProblemAsync(http, StatusCodes.Status400BadRequest, "limit", "Bad limit",
                $"The limit is a number from 1 to {telemetry.Recent.Capacity}.");
        }

        if (verdict is not null
            && Enum.GetValues<Verdict>().All(v => v == Verdict.Unset || v.Name() != verdict))
        {
            return AdminReply.ProblemAsync(http, StatusCodes.Status400BadRequest, "verdict",
                "Unknown verdict", "The verdict is forward, challenge, block or limit.");
        }

        var found = telemetry.Recent.Newest(limit, record =>
            (site is null || (record.Site ?? EdgeTelemetry.NoSite) == site)
            && (verdict is null || record.Decision.Verdict.Name() == verdict));
        return AdminReply.JsonAsync(http, json =>
        {
            json.WriteStartArray();
            foreach (var record in found)
            {
                RequestJson.Write(json, in record);
            }

            json.WriteEndArray();
        });
    }

    private Task RequestAsync(HttpContext http, string text)
    {
        if (!RequestId.TryParse(text, out var id) || telemetry.Recent.Find(id) is not { } record)
        {
            return AdminReply.ProblemAsync(http, StatusCodes.Status404NotFound, "unknown-request",
                "Unknown request", "No request of this id is remembered; the node keeps the last "
                + $"{telemetry.Recent.Capacity}.");
        }

        var explanation = record.Heuristic is null ? telemetry.Explanations.Find(id) : null;
        return AdminReply.JsonAsync(http, json => RequestJson.WriteWhole(json, in record, explanation));
    }
}
