using Weir.Decisions.Scoring;
using Weir.Releases.Format;
using Weir.Releases.History;
using Weir.Releases.Lifecycle;
using Weir.Releases.Tests.Durability;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>A node without sockets: a folder, a clock, an edge that counts what it is told, a desk.</summary>
internal sealed class TestNode : IDisposable
{
    private readonly Dictionary<Layer, long> _last = [];
    private int _seed;

    public TestNode()
    {
        Files = new DurableFiles();
        Desk = Restart();
    }

    public DataFolder Folder { get; } = new();

    public ManualClock Clock { get; } = new();

    public FakeEdge Edge { get; private set; } = new();

    public ReleaseDesk Desk { get; private set; }

    /// <summary>What the next start goes through.</summary>
    public IDurableFiles Files { get; set; }

    /// <summary>What the next start brings.</summary>
    public ScoringPlan? Embedded { get; set; } = Contents.Embedded;

    public LocalKeys Keys => new(Files, Path.Combine(Folder.Path, "keys"));

    public ActiveTuple Active => Desk.State.Active;

    /// <summary>The same folder and clock; whatever the process had in memory is gone.</summary>
    public ReleaseDesk Restart()
    {
        Edge = new FakeEdge();
        Desk = new ReleaseDesk(new DeskParts(
            new ReleaseStore(Files, Folder.Path), Edge, Embedded, Clock, static _ => { })
        {
            Keys = Keys,
        });
        Desk.Boot();
        return Desk;
    }

    /// <summary>Seconds go by, each with so many requests.</summary>
    public void Run(int seconds, long requests = 20, long unscored = 0, long faults = 0)
    {
        for (var second = 0; second < seconds; second++)
        {
            Clock.Now += TimeSpan.FromSeconds(1);
            Edge.Serve(requests, unscored, faults);
            Desk.Tick();
        }
    }

    public long NextNumber(Layer layer)
    {
        var number = Math.Max(_last.GetValueOrDefault(layer) + 1, Desk.State.NextNumbers[layer]);
        _last[layer] = number;
        return number;
    }

    public byte[] Signals() => Signals(Layer.Signals);

    public byte[] Signals(Layer signer) => Sign(
        Layer.Signals, NextNumber(Layer.Signals), Contents.Signals(Contents.Two, Clock.Now, ++_seed), signer);

    /// <summary>Signed and whole, of features that no model here has.</summary>
    public byte[] BadSignals() => Sign(
        Layer.Signals, NextNumber(Layer.Signals),
        Contents.Signals([.. Contents.Two, .. Contents.Two], Clock.Now, ++_seed), Layer.Signals);

    public byte[] Model(bool otherFeatures = false) => Sign(
        Layer.Model, NextNumber(Layer.Model),
        Contents.Model(otherFeatures ? Contents.Other : Contents.Two, 0.25 + (0.001 * ++_seed)), Layer.Model);

    public byte[] Sign(
        Layer layer, long number, BundleBuilder sections, Layer signer, TimeSpan? lifetime = null)
    {
        var created = DateTimeOffset.FromUnixTimeSeconds(Clock.Now.ToUnixTimeSeconds());
        var document = sections.Document(
            layer, number, created, created + (lifetime ?? TimeSpan.FromDays(1)),
            new ReleaseNeeds(200, 500, 65_536));
        return Keys.Load(LocalKeys.NameOf(Roles.Of(signer))).Match(
            key =>
            {
                using (key)
                {
                    return sections.Write(document, [key.Sign(SigningDomain.Release, document)]);
                }
            },
            static fault => throw new InvalidOperationException(fault.Detail));
    }

    public ReleaseAccepted Submit(byte[] bundle) => Contents.Good(Desk.Submit(bundle));

    public Refusal Refused(byte[] bundle) => Desk.Submit(bundle).Match(
        static taken => throw new InvalidOperationException($"{taken} was taken"), static r => r);

    /// <summary>Submitted and served for as long as it takes.</summary>
    public ReleaseAccepted Prove(byte[] bundle)
    {
        var taken = Submit(bundle);
        Run(60);
        Assert.Null(Desk.State.Candidate);
        return taken;
    }

    /// <summary>Numbers of the model and of the signals that run; 0 for what the program brings.</summary>
    public (long Model, long Signals) Numbers => (Active.Number(Layer.Model), Active.Number(Layer.Signals));

    public bool Has(DeskEventKind kind) => Desk.State.History.Any(e => e.Kind == kind);

    public Alarm? Alarm(string key) => Desk.State.Alarms.SingleOrDefault(a => a.Key == key);

    public void Dispose() => Folder.Dispose();
}
