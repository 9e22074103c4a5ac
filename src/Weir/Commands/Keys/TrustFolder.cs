using Weir.Cli.Node;
using Weir.Decisions;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Keys;

/// <summary>
/// What a data folder trusts, read beside a running node, and written only where there is none.
/// </summary>
internal static class TrustFolder
{
    /// <summary>
    /// Reads and changes nothing: the file is replaced whole, so a running node is no obstacle.
    /// </summary>
    public static Outcome<TrustState, KeyFault> Read(string dataFolder)
    {
        if (Look(dataFolder, out var state) is { } fault)
        {
            return Outcome<TrustState, KeyFault>.Fail(fault);
        }

        return state is not null
            ? Outcome<TrustState, KeyFault>.Ok(state)
            : Fail($"{Path.GetFullPath(dataFolder)} trusts nothing yet: 'weir up' makes its root when it "
                + "first runs");
    }

    /// <summary>The same where it is no fault that nothing is trusted yet.</summary>
    /// <param name="dataFolder">Of the node.</param>
    /// <param name="state">Null where nothing is trusted yet, or where that cannot be read.</param>
    /// <returns>Null where it could be read, or is not there.</returns>
    public static KeyFault? Look(string dataFolder, out TrustState? state)
    {
        var store = new ReleaseStore(new DurableFiles(), Path.GetFullPath(dataFolder));
        var status = store.LoadTrust(out state, out var why);
        return status switch
        {
            FileStatus.Done when state is not null => null,
            FileStatus.NotFound => null,
            FileStatus.Denied => new KeyFault(
                $"the trust of {Path.GetFullPath(dataFolder)} may not be read by this user: {Access.Next}"),
            FileStatus.Done or FileStatus.Unset or FileStatus.Full or FileStatus.TooLarge
                or FileStatus.Failed => new KeyFault(
                    $"the trust of {dataFolder} cannot be read{(why is { } reason ? $": {reason}" : "")}"),
            _ => new KeyFault($"the trust of {dataFolder} cannot be read"),
        };
    }

    /// <summary>
    /// Hands the next root to the running node; where there is none, stores it under the folder's lock.
    /// </summary>
    /// <returns>Null where it was done.</returns>
    public static async Task<KeyFault?> GiveAsync(string dataFolder, Root next, CancellationToken stop)
    {
        var sent = await AdminCall.SendAsync(
            dataFolder, HttpMethod.Post, "/api/root", AdminCall.Bytes(next.Bytes.ToArray()), stop);
        if (sent.Try(out var answer, out var fault))
        {
            return answer.Succeeded ? null : new KeyFault(AdminProblem.Of(answer).Sentence);
        }

        return fault.Reached ? new KeyFault(fault.Message) : Store(dataFolder, next);
    }

    private static KeyFault? Store(string dataFolder, Root next)
    {
        if (!DataFolder.Open(dataFolder).Try(out var folder, out var held))
        {
            return new KeyFault($"no node answers, and yet {held.Message}");
        }

        using (folder)
        {
            if (folder.Warning is { } warning)
            {
                return new KeyFault(warning);
            }

            var store = new ReleaseStore(new DurableFiles(), folder.Root);
            if (store.Open() != FileStatus.Done)
            {
                return new KeyFault($"{folder.Root} cannot be written");
            }

            // Once more under the lock: a node may have run in between, and taken another root.
            if (!Read(folder.Root).Try(out var state, out var fault))
            {
                return fault;
            }

            if (!state.Root.Next(next.Bytes).Try(out var taken, out var refusal))
            {
                return new KeyFault($"{refusal}");
            }

            return store.SaveTrust(state.With(taken)) == FileStatus.Done
                ? null
                : new KeyFault($"{folder.Root} cannot be written; it trusts what it did");
        }
    }

    private static Outcome<TrustState, KeyFault> Fail(string message) =>
        Outcome<TrustState, KeyFault>.Fail(new KeyFault(message));
}
