using System.Runtime.InteropServices;
using Weir.Cli.Commands;
using Weir.Cli.Commands.Syntax;
using Weir.Cli.Telemetry;
using Weir.Decisions;
using Weir.Edge;
using Weir.Edge.Admin;
using Weir.Edge.Configuration;
using Weir.Edge.Listening;
using Weir.Edge.Watching;

namespace Weir.Cli.Node;

/// <summary>
/// One node from start to stop: the admin side first and last, so that it answers while the edge comes
/// up and while it drains; then the edge; then whoever watches the configuration.
/// </summary>
internal sealed class NodeRun(
    UpOptions options, DataFolder folder, NodePlan plan, EdgeNode node,
    ReleaseSide releases, EdgeTelemetry telemetry, EdgeLogger log)
    : IAsyncDisposable
{
    private AdminServer? _admin;
    private ConfigurationWatcher? _watcher;
    private PosixSignalRegistration? _hangup;
    private IDisposable? _export;

    /// <returns>Why it did not start, or null.</returns>
    public async Task<StartError?> StartAsync(bool sample, CancellationToken stop)
    {
        if (await StartAdminAsync(stop) is { } unsafeAdmin)
        {
            return unsafeAdmin;
        }

        if (!(await node.StartAsync(stop)).Try(out _, out var error))
        {
            return Describe(error);
        }

        _export = OtlpExport.Start(
            plan.Configuration.Node.Telemetry, telemetry, VersionWriter.Version, node, releases.Sources);
        releases.Start();
        Watch();
        await Banner.WriteAsync(
            options.Output, node, _admin, plan, sample, folder, options.CaptureFolder);
        return null;
    }

    /// <summary>Serves until the token says stop, then drains.</summary>
    public async Task<int> UntilStoppedAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
        log.Write(
            LogSeverity.Information, "node.stopping", FaultOwner.Unset,
            "Stopping: no longer ready, still serving.");
        await node.StopAsync(options.Grace, Limits.Drain, CancellationToken.None);

        // Nobody is served any more, so no event comes after these; the admin side still answers.
        await releases.DisposeAsync();
        return ExitCode.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _hangup?.Dispose();
        if (_watcher is not null)
        {
            await _watcher.DisposeAsync();
        }

        _export?.Dispose();
        if (_admin is not null)
        {
            await _admin.DisposeAsync();
        }
    }

    /// <summary>
    /// What would open the admin side to strangers, or take another's, ends the start; the rest only it.
    /// </summary>
    private async Task<StartError?> StartAdminAsync(CancellationToken stop)
    {
        var admin = new AdminOptions
        {
            Settings = plan.Configuration.Node.Admin,
            DataFolder = folder.Root,
            Version = VersionWriter.Version,
            Logging = new EdgeLogging(log),
            Releases = releases.Sources,
        };
        if (!(await AdminServer.StartAsync(admin, node, telemetry, stop)).Try(out _admin, out var error))
        {
            if (error.Fault is AdminStartFault.OpenAddress or AdminStartFault.Certificate
                or AdminStartFault.Token or AdminStartFault.SocketInUse)
            {
                return new StartError(error.Detail);
            }

            await options.Error.WriteLineAsync($"warning: no admin side: {error.Detail}");
            return null;
        }

        foreach (var notice in _admin.Notices)
        {
            await options.Error.WriteLineAsync($"warning: {notice.Detail}");
        }

        return null;
    }

    private static StartError Describe(ListenError error)
    {
        var holder = error.Address is { } address && AddressHolder.Find(address) is { } found
            ? $" by {found}"
            : "";
        return new StartError(error.Address is null
            ? $"cannot listen: {error.Message}"
            : $"cannot listen on {error.Address}: {error.Message}{holder}");
    }

    private void Watch()
    {
        // Without a file there is nothing to read again, but a hang-up must not end the process either.
        _hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            _watcher?.RequestReload();
        });
        if (plan.File is not null)
        {
            _watcher = new ConfigurationWatcher(
                () => plan.WatchedFiles, ReloadAsync, TimeProvider.System, log);
            _watcher.Start();
        }
    }

    private ValueTask ReloadAsync(CancellationToken stop)
    {
        if (plan.Reload() is not { } change)
        {
            return ValueTask.CompletedTask;
        }

        foreach (var problem in change.Problems)
        {
            log.Write(
                problem.IsError ? LogSeverity.Error : LogSeverity.Warning, "configuration.problem",
                FaultOwner.Operator, problem.Render(plan.File ?? ""));
        }

        if (change.Running.Try(out var configuration, out _))
        {
            node.Apply(plan.Overridden(configuration), change.State);
            Report(change);
        }

        return ValueTask.CompletedTask;
    }

    private void Report(ConfigurationChange change)
    {
        var kept = change.SitesKept.IsEmpty
            ? ""
            : $"; kept as they were: {string.Join(", ", change.SitesKept)}";
        log.Write(
            LogSeverity.Information, "configuration.read", FaultOwner.Unset,
            $"Read {plan.File}: {(change.NodeApplied ? "node part taken" : "node part unchanged")}, "
            + $"{change.SitesTaken.Length} sites new or changed, "
            + $"{change.SitesRemoved.Length} removed{kept}.");
        foreach (var need in change.NeedsRestart)
        {
            log.Write(LogSeverity.Warning, "configuration.restart", FaultOwner.Operator, need);
        }
    }
}
