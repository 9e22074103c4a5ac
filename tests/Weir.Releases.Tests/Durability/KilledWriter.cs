using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weir.Releases.History;
using Weir.Releases.Tests.Making;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests.Durability;

/// <summary>
/// A process of its own that stores and stores, and says after each round what it was told is done. It is
/// this same program, which with the variable set never comes to its tests.
/// </summary>
internal static class KilledWriter
{
    private const int Kept = 3;
    private const string Variable = "WEIR_TESTS_WRITE_TO";

    public static Process Start(string folder) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath ?? "dotnet",
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(KilledWriter).Assembly.Location]
            : [])
    {
        RedirectStandardOutput = true,
        Environment = { [Variable] = folder },
    }) ?? throw new InvalidOperationException("no process");

    public static TrustState Trust(long round) => new(World.Root())
    {
        Floors = TrustState.NoFloors
            .Add(Layer.Model, new Floor(round, Hash256.Of(BitConverter.GetBytes(round)))),
    };

    public static byte[] Bundle(long round)
    {
        // Large, so that much of the time goes into writing: that is when it should be killed.
        var bytes = new byte[2 * 1024 * 1024];
        bytes.AsSpan().Fill((byte)round);
        return bytes;
    }

    [ModuleInitializer]
    public static void WriteUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
        {
            return;
        }

        var last = new Queue<Hash256>();
        var store = new ReleaseStore(new DurableFiles(), folder);
        var bad = store.Open() != FileStatus.Done;
        for (var round = 1L; !bad; round++)
        {
            bad = !Round(store, round, last);
            Console.Out.WriteLine(bad ? -1 : round);
            Console.Out.Flush();
        }

        Environment.Exit(1);
    }

    private static bool Round(ReleaseStore store, long round, Queue<Hash256> last)
    {
        var bundle = Bundle(round);
        var hash = Hash256.Of(bundle);
        ImmutableArray<ProvenTuple> proven =
            [new(ReleaseTuple.Empty.With(Layer.Model, hash), Scoring: 1, World.Created.AddSeconds(round))];
        last.Enqueue(hash);
        if (last.Count > Kept)
        {
            last.Dequeue();
        }

        return store.Put(hash, bundle) == FileStatus.Done
            && store.SaveTrust(Trust(round)) == FileStatus.Done
            && store.SaveProven(proven) == FileStatus.Done
            && store.SetAside(hash, bundle, default) == FileStatus.Done
            && store.Keep(last.ToHashSet()) == FileStatus.Done;
    }
}
