using System.Collections.Immutable;
using Weir.Edge.Forwarding;
using Weir.Edge.Watching;

namespace Weir.Edge.Tests.Support;

/// <summary>A node whose facts a test sets.</summary>
internal sealed class FakeNode : INodeStatus
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    public NodePhase Phase { get; set; } = NodePhase.Ready;

    public DateTimeOffset StartedAt { get; set; } = Start;

    public string DataFolder { get; set; } = ".weir";

    public ImmutableArray<ListenerState> Listeners { get; set; } = [new("https://127.0.0.1:8443", true)];

    public ImmutableArray<SiteState> Sites { get; set; } =
    [
        new("shop", ["example.org"], "observe",
            [new OriginState("http://127.0.0.1:9000", true, 0, null),
             new OriginState("http://127.0.0.1:9001", false, 3, "connection refused")],
            [new RuleState("slow", "block", 2, 5)]),
    ];

    public ScoringState? Scoring { get; set; }

    public ImmutableArray<CertificateState> Certificates { get; set; } =
        [new(["example.org"], Start.AddDays(90), null)];

    public ConfigurationState Configuration { get; set; } = new("weir.yaml", Start, []);
}
