using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Weir.Edge.Watching;

/// <summary>What the process costs, from its own accounting.</summary>
internal static class ProcessMetrics
{
    public static ImmutableArray<MetricFamily> All { get; } =
    [
        new("weir_process_cpu_seconds_total", MetricKind.Counter, "CPU seconds used, user and system.", [],
            (_, sink) => sink.Value(Environment.CpuUsage.TotalTime.TotalSeconds)),
        new("weir_process_resident_bytes", MetricKind.Gauge, "Bytes of memory resident.", [],
            (_, sink) => sink.Value(Environment.WorkingSet)),
        new("weir_process_allocated_bytes_total", MetricKind.Counter, "Managed bytes allocated.", [],
            (_, sink) => sink.Value(GC.GetTotalAllocatedBytes())),
        new("weir_process_heap_bytes", MetricKind.Gauge,
            "Bytes of the managed heap after the last collection.", [],
            (_, sink) => sink.Value(GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes)),
        new("weir_process_gc_pause_seconds_total", MetricKind.Counter,
            "Seconds for which garbage collection held every thread.", [],
            (_, sink) => sink.Value(GC.GetTotalPauseDuration().TotalSeconds)),
        new("weir_process_gc_collections_total", MetricKind.Counter,
            "Garbage collections that reached the generation.", ["generation"], ReadCollections),
        new("weir_process_threads", MetricKind.Gauge, "Threads of the process.", [],
            (_, sink) => sink.Value(Threads())),
        new("weir_process_pool_threads", MetricKind.Gauge, "Threads of the thread pool.", [],
            (_, sink) => sink.Value(ThreadPool.ThreadCount)),
        new("weir_process_pool_queue", MetricKind.Gauge, "Work items that wait for a thread of the pool.", [],
            (_, sink) => sink.Value(ThreadPool.PendingWorkItemCount)),
    ];

    private static void ReadCollections(MetricSources sources, IMetricSink sink)
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            sink.Value(GC.CollectionCount(generation), generation.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
