using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Events.Queue;
using Weir.Events.Schema;
using Weir.Keeper.FeatureBuild;
using Weir.Keeper.Store;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

namespace Weir.Drills.Scratch;

/// <summary>
/// The keeper's parts in the process of the drill: the event store, the feature build and the key that signs
/// signals. Only so can a drill ask the database carelessly, and skip the builder.
/// </summary>
internal sealed class ScratchKeeper : IAsyncDisposable
{
    private readonly ScratchNode _node;
    private readonly DuckDbStore _store;
    private readonly SigningKey _key;
    private readonly EventPack _pack = new();

    private ScratchKeeper(ScratchNode node, DuckDbStore store, SigningKey key) =>
        (_node, _store, _key) = (node, store, key);

    public int Replicas { get; private set; }

    /// <exception cref="DrillException">The store or the key is not to be had.</exception>
    public static ScratchKeeper Open(ScratchNode node)
    {
        if (!DuckDbStore.Open(node.Folder, node.Clock).Try(out var store, out var fault))
        {
            throw new DrillException($"no event store: {fault.Kind} {fault.Detail}");
        }

        return node.Keys.Load(LocalKeys.NameOf(RoleKind.Signals)).Try(out var key, out var missing)
            ? new ScratchKeeper(node, store, key)
            : throw new DrillException(missing.Detail);
    }

    /// <summary>Everything that the node has told so far goes into the store.</summary>
    /// <returns>How many events.</returns>
    public int Store()
    {
        var stored = 0;
        Good(_store.Describe(Columns));
        while (_node.Events.TryTake(_pack, all: true))
        {
            var sequence = _node.Events.Sending(_pack);
            stored += Good(_store.Append(new EventBatch(sequence, _pack.Columns, _pack.Count, _pack.Bytes)));
            _node.Events.Answered(sequence, stored: true);
        }

        return stored;
    }

    /// <summary>A replica holding the same table, attached beside the database.</summary>
    public void Attach()
    {
        Replicas++;
        Good(_store.AttachReplica($"r{Replicas}"));
    }

    public Outcome<BuiltSignals, BuildRefusal> Build(bool careless) =>
        new FeatureBuilder(_store, careless ? ColumnsQuery.Careless : ColumnsQuery.Careful, _node.Clock)
            .Build(_node.KeeperState, _key);

    /// <summary>
    /// What the careless query says, as a bundle that nobody has looked at, signed by the key that the node
    /// trusts for signals.
    /// </summary>
    public (byte[] Bundle, int Features) SkipTheBuilder()
    {
        var types = Columns.Features.ToDictionary(static f => f.Name, static f => f.Type);
        var names = Good(_store.Engine.Read(ColumnsQuery.Careless.Text, static row => row.GetString(0)))
            .Where(types.ContainsKey).ToArray();
        ImmutableArray<FeatureColumn> list =
            [.. names.Select(n => new FeatureColumn(n, types.GetValueOrDefault(n, FeatureType.F32), 0))];
        var now = DateTimeOffset.FromUnixTimeSeconds(_node.Clock.GetUtcNow().ToUnixTimeSeconds());
        var sections = ContentWriter.Signals(list, [], [], now);

        // What it needs is said too small, as a careless producer would: the list itself is the culprit.
        var document = sections.Document(
            Layer.Signals, _node.KeeperState.NextSignals, now, now.AddDays(1),
            new ReleaseNeeds(Limits.Features, 0, 0));
        return (sections.Write(document, [_key.Sign(SigningDomain.Release, document)]), list.Length);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _store.DisposeAsync();
    }

    private FeatureColumns Columns => _node.Edge.Columns;

    private static T Good<T>(Outcome<T, Events.Storage.StoreFault> outcome)
        where T : notnull =>
        outcome.Try(out var value, out var fault)
            ? value
            : throw new DrillException($"the event store: {fault.Kind} {fault.Detail}");
}
