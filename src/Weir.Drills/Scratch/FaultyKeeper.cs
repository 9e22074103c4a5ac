using Weir.Keeper.Running;

namespace Weir.Drills.Scratch;

/// <summary>What is wrong with a keeper that a drill starts.</summary>
public enum KeeperFault
{
    Unset = 0,

    /// <summary>Every processor is busy with nothing.</summary>
    Processor,

    /// <summary>Its heap grows until there is no more.</summary>
    Memory,
}

/// <summary>The real keeper, with a fault beside it in the same process.</summary>
public static class FaultyKeeper
{
    private const int Piece = 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs it as <c>weir keeper</c> does, until its node is gone or the fault ends it.</summary>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="parts">As of a sound one.</param>
    /// <param name="stop">Asks it to end.</param>
    public static async Task<KeeperEnd> RunAsync(
        KeeperFault fault, KeeperParts parts, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var threads = fault == KeeperFault.Processor ? Environment.ProcessorCount : 1;
        for (var i = 0; i < threads; i++)
        {
            new Thread(() => GoWrong(fault, over.Token)) { IsBackground = true }.Start();
        }

        try
        {
            return await KeeperRun.RunAsync(parts, stop);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private static void GoWrong(KeeperFault fault, CancellationToken over)
    {
        var held = new List<byte[]>();
        while (!over.IsCancellationRequested)
        {
            if (fault == KeeperFault.Memory)
            {
                // Written to, so that the system has to give it.
                var piece = GC.AllocateUninitializedArray<byte>(Piece);
                piece.AsSpan().Fill(1);
                held.Add(piece);
                Thread.Sleep(Pause);
            }
        }
    }
}
