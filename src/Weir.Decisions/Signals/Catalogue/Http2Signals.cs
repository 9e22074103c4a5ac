using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Coherence;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>How the client opened HTTP/2. All of it is missing over HTTP/1.</summary>
internal sealed class Http2Signals : SignalFamily
{
    public override ImmutableArray<Field> Fields { get; } =
    [
        Text("h2.looks_like", "The stack whose opening this is: chromium, firefox, safari, nghttp2, go, java,"
            + " python-h2, dotnet, rust or other."),
        Number("h2.looks_like_code", "h2.looks_like as a category number."),
        Bool("h2.agrees", "The opening is that of the claimed browser's engine; missing where no browser is"
            + " claimed."),
        Text("h2.pseudo_order", "First letters of the pseudo-headers in order, such as m,a,s,p."),
        Number("h2.pseudo_order_code", "h2.pseudo_order as a category number."),
        Number("h2.settings", "Entries of the first SETTINGS frame."),
        Number("h2.window_update", "Bytes by which the connection's window is opened first."),
        Number("h2.initial_window", "Bytes of a stream's initial window."),
        Number("h2.header_table", "Bytes of the header table."),
        Bool("h2.prioritizes", "The first header block carries a priority."),
    ];

    public override void Write(RequestSignals request, ref SignalWriter writer)
    {
        if (request.Http2 is not { } http2)
        {
            writer.Missing();
            return;
        }

        writer.Text(Http2StackNames.Of(http2.Stack));
        writer.Number((int)http2.Stack);
        writer.Bool(request.Agent.IsBrowser
            ? Http2StackNames.Engine(http2.Stack) == request.Agent.Engine
            : null);
        writer.Text(http2.PseudoOrder);
        writer.Number(http2.PseudoCode);
        writer.Number(http2.Settings);
        writer.Number(http2.WindowUpdate);
        writer.Number(http2.Window);
        writer.Number(http2.HeaderTable);
        writer.Bool(http2.PrioritizesHeaders);
    }
}
