using System.Collections.Immutable;
using Weir.Decisions.Scoring;

namespace Weir.Releases.Lifecycle;

/// <summary>The kill switches that are thrown; immutable.</summary>
internal sealed record SwitchBoard(ImmutableArray<KillSwitch> Thrown)
{
    private const string LayerPrefix = "layer:";
    private const string ModulePrefix = "module:";
    private const string RulePrefix = "rule:";

    public static SwitchBoard None { get; } = new([]);

    /// <summary>What there is to switch off, for people.</summary>
    public static string Targets =>
        "module:scoring, module:model, module:heuristics, module:traffic, module:rules, layer:model, "
        + "layer:signals, rule:SITE/ID";

    public ScoringSwitches Modules => Thrown.Aggregate(
        ScoringSwitches.None, static (off, thrown) => off | Module(thrown.Target));

    public ImmutableHashSet<string> Rules =>
    [
        .. Thrown.Where(static t => t.Target.StartsWith(RulePrefix, StringComparison.Ordinal))
            .Select(static t => t.Target[RulePrefix.Length..]),
    ];

    public static bool IsTarget(string target) =>
        target.Length <= 300
        && (Module(target) != ScoringSwitches.None
            || target is LayerPrefix + "model" or LayerPrefix + "signals"
            || (target.StartsWith(RulePrefix, StringComparison.Ordinal)
                && target.IndexOf('/') > RulePrefix.Length && !target.EndsWith('/')
                && !target.Any(char.IsControl)));

    public bool IsOff(Layer layer) => Find(LayerPrefix + layer.Name()) is not null;

    public KillSwitch? Find(string target) => Thrown.FirstOrDefault(t => t.Target == target);

    /// <summary>The same target again takes the newer end.</summary>
    public SwitchBoard With(KillSwitch thrown) => new([.. Without(thrown.Target).Thrown, thrown]);

    public SwitchBoard Without(string target) => new(Thrown.RemoveAll(t => t.Target == target));

    private static ScoringSwitches Module(string target) => target switch
    {
        ModulePrefix + "scoring" => ScoringSwitches.Scoring,
        ModulePrefix + "model" => ScoringSwitches.Model,
        ModulePrefix + "heuristics" => ScoringSwitches.Heuristics,
        ModulePrefix + "traffic" => ScoringSwitches.Traffic,
        ModulePrefix + "rules" => ScoringSwitches.Rules,
        _ => ScoringSwitches.None,
    };
}
