using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Agents;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>What the user agent claims.</summary>
internal sealed class AgentSignals : SignalFamily
{
    public override ImmutableArray<Field> Fields { get; } =
    [
        Text("agent.family", "The program that the user agent claims, such as chrome, curl, bot, other or"
            + " none."),
        Number("agent.family_code", "agent.family as a category number."),
        Number("agent.engine_code", "Engine of the claimed browser: 1 Chromium, 2 Gecko, 3 WebKit, 0 no"
            + " browser."),
        Number("agent.version", "The claimed major version."),
        Number("agent.version_age", "Major versions between the newest known one and the claimed one."),
        Text("agent.os", "The claimed operating system, such as windows, macos, linux, android or ios."),
        Number("agent.os_code", "agent.os as a category number."),
        Bool("agent.mobile", "The user agent claims a phone or tablet."),
        Bool("agent.browser", "The user agent claims a browser whose engine is known."),
        Text("agent.bot", "The name by which a bot or library declares itself; empty for others."),
        Text("agent.bot_kind", "What a declared bot is for: search, ai, seo, monitor, scanner, library,"
            + " fetcher,"
            + " other; empty for others."),
        Number("agent.bot_kind_code", "agent.bot_kind as a category number; 0 where none is declared."),
        Bool("agent.declared_bot", "The user agent declares a bot that is no library."),
        Bool("agent.library", "The user agent is the default name of an HTTP library or tool."),
        Bool("agent.headless", "The user agent or the client hints name a headless browser."),
        Bool("agent.present", "There is a user agent."),
        Number("agent.length", "Characters of the user agent."),
    ];

    public override void Write(RequestSignals request, ref SignalWriter writer)
    {
        var agent = request.Agent;
        writer.Text(AgentNames.Of(agent.Family));
        writer.Number((int)agent.Family);
        writer.Number((int)agent.Engine);
        writer.Number(NotNegative(agent.Major));
        writer.Number(NotNegative(agent.VersionAge));
        writer.Text(AgentNames.Of(agent.System));
        writer.Number((int)agent.System);
        writer.Bool(agent.Mobile);
        writer.Bool(agent.IsBrowser);
        writer.Text(agent.BotName);
        writer.Text(AgentNames.Of(agent.Kind));
        writer.Number((int)agent.Kind);
        writer.Bool(agent.Kind is not (BotKind.Unset or BotKind.Library));
        writer.Bool(agent.IsLibrary);
        writer.Bool(request.IsHeadless);
        writer.Bool(agent.Family != AgentFamily.None);
        writer.Number(request.Headers.Agent?.Length ?? 0);
    }

    private static double NotNegative(int value) => value < 0 ? double.NaN : value;
}
