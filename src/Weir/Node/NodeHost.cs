using System.Net;
using System.Security.Cryptography;
using Weir.Cli.Commands;
using Weir.Cli.SampleSite;
using Weir.Cli.Telemetry;
using Weir.Decisions.Scoring;
using Weir.Edge.Capture.Recording;
using Weir.Edge.Configuration;
using Weir.Edge.Listening;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Edge;
using Weir.Events.Queue;

namespace Weir.Cli.Node;

/// <summary>The running node: composition of the edge, the sample site and the admin side.</summary>
public static class NodeHost
{
    /// <summary>Runs until the token is cancelled, then drains. Answers an exit code.</summary>
    public static async Task<int> RunAsync(UpOptions options, CancellationToken stop)
    {
        if (!DataFolder.Open(options.DataFolder).Try(out var folder, out var error))
        {
            return await RefuseAsync(options, error);
        }

        using (folder)
        {
            if (folder.Warning is { } warning)
            {
                await options.Error.WriteLineAsync($"warning: {warning}");
            }

            return await PlanAsync(options, folder, stop);
        }
    }

    private static async Task<int> PlanAsync(UpOptions options, DataFolder folder, CancellationToken stop)
    {
        var time = TimeProvider.System;
        if (options.ConfigFile is { } file)
        {
            return NodePlan.FromFile(file, options, time).Try(out var plan, out var error)
                ? await RunAsync(options, folder, plan, sample: false, stop)
                : await RefuseAsync(options, error);
        }

        if (options.Origin is { } origin)
        {
            return await RunAsync(
                options, folder, NodePlan.InFrontOf(origin, options, time), sample: false, stop);
        }

        await using var site = await SampleSiteServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), cancellation: stop);
        var built = new OriginSettings(new Uri($"http://{site.Address}"), OriginProtocol.Http1);
        return await RunAsync(options, folder, NodePlan.InFrontOf(built, options, time), sample: true, stop);
    }

    private static async Task<int> RunAsync(
        UpOptions options, DataFolder folder, NodePlan plan, bool sample, CancellationToken stop)
    {
        foreach (var problem in plan.Problems)
        {
            await options.Error.WriteLineAsync(problem.Render(plan.File ?? ""));
        }

        InlineSockets.Apply(plan.Configuration.Node.InlineSockets);
        if (!DeskRoom.Take())
        {
            await options.Error.WriteLineAsync("warning: releases share their threads with requests");
        }

        var telemetry = new EdgeTelemetry(TimeProvider.System);
        await using var log = StandardErrorLog.Open(telemetry, LogSeverity.Information);
        RequestRecorder? recorder = null;
        if (options.CaptureFolder is { } captures
            && !RequestRecorder.Open(captures, telemetry, log).Try(out recorder, out var refusal))
        {
            return await RefuseAsync(options, new StartError(
                $"cannot capture to {captures}: {refusal.Message}"));
        }

        // Disposed after the node, so that the last requests are in it.
        await using var capture = recorder;
        var embedded = Shipped(options);
        var events = options.Keeper ? new EventQueue(TimeProvider.System) : null;
        await using var node = new EdgeNode(
            new EdgeNodeParts(
                folder.Root, telemetry, log, new EdgeLogging(log), Development(folder, options))
            {
                Recorder = recorder,
                Scoring = embedded,
                Events = events,
                WindowSeed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
            },
            plan.Configuration, plan.State);
        await using var releases = ReleaseSide.Boot(new ReleaseSideParts(
            folder, node, embedded, events, TimeProvider.System, log));
        await using var run = new NodeRun(options, folder, plan, node, releases, telemetry, log);
        return await run.StartAsync(sample, stop) is { } refused
            ? await RefuseAsync(options, refused)
            : await run.UntilStoppedAsync(stop);
    }

    /// <summary>A program without a usable model forwards, and says that it scores nothing.</summary>
    private static ScoringPlan? Shipped(UpOptions options)
    {
        if (ShippedModel.Plan().Try(out var plan, out var fault))
        {
            return plan;
        }

        options.Error.WriteLine($"warning: no request will be scored: {fault.Detail}");
        return null;
    }

    private static CertificateSettings? Development(DataFolder folder, UpOptions options)
    {
        if (DevelopmentCertificate.LoadOrCreate(folder.Keys, TimeProvider.System)
            .Try(out var made, out var error))
        {
            return made;
        }

        options.Error.WriteLine($"warning: no development certificate: {error.Message}");
        return null;
    }

    private static async Task<int> RefuseAsync(UpOptions options, StartError error)
    {
        await options.Error.WriteLineAsync($"weir up: {error.Message}");
        return ExitCode.Failed;
    }
}
