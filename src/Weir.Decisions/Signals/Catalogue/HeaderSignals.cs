using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Coherence;
using Weir.Decisions.Signals.HeaderOrder;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>The shape of the header block: order, casing, number, what is there and what is not.</summary>
internal sealed class HeaderSignals : SignalFamily
{
    public override ImmutableArray<Field> Fields { get; } =
    [
        Number("headers.count", "Header lines, pseudo-headers not counted."),
        Number("headers.order", "Share of header pairs in the order that browsers of the claimed engine send;"
            + " over HTTP/2 of the connection's first request. Missing where no browser is claimed."),
        Number("headers.order_breaks", "Neighbouring headers in the wrong order for the claimed engine."),
        Text("headers.casing", "How names are written over HTTP/1: title, lower, browser or mixed."),
        Number("headers.casing_code", "headers.casing as a category number."),
        Bool("headers.host_first", "Over HTTP/1, Host is the first header."),
        Number("headers.absent", "Headers that the claimed browser always sends and that are not there."),
        Number("headers.unexpected", "Headers that the claimed browser never sends and that are there."),
        Bool("headers.accept", "There is an Accept."),
        Bool("headers.accept_language", "There is an Accept-Language."),
        Bool("headers.accept_encoding", "There is an Accept-Encoding."),
        Bool("headers.fetch", "There is any of Sec-Fetch-Site, Sec-Fetch-Mode and Sec-Fetch-Dest."),
        Bool("headers.hints", "There are client hints."),
        Bool("headers.cookie", "There is a Cookie."),
        Bool("headers.referer", "There is a Referer."),
        Bool("headers.priority", "There is a Priority."),
        Bool("headers.upgrade_insecure", "There is Upgrade-Insecure-Requests."),
    ];

    public override void Write(RequestSignals request, ref SignalWriter writer)
    {
        var (headers, view, agent) = (request.Headers, request.View, request.Agent);
        var order = request.Order;
        var http1 = view.Http is HttpGeneration.Http10 or HttpGeneration.Http11
            && view.HeaderOrder is not null;
        writer.Number(view.HeaderCount);
        writer.Number(order.Share);
        writer.Number(NotNegative(order.Breaks));
        writer.Text(http1 ? Casing(order.Casing) : null);
        writer.Number(http1 ? (int)order.Casing : double.NaN);
        writer.Bool(http1 ? order.HostFirst : null);
        writer.Number(NotNegative(HeaderPresence.Absent(headers, agent, view)));
        writer.Number(NotNegative(HeaderPresence.Unexpected(headers, agent, view)));
        writer.Bool(headers.Accept is not null);
        writer.Bool(headers.AcceptLanguage is not null);
        writer.Bool(headers.AcceptEncoding is not null);
        writer.Bool(headers.HasFetch);
        writer.Bool(headers.HasHints);
        writer.Bool(headers.HasCookie);
        writer.Bool(headers.Referer is not null);
        writer.Bool(headers.Priority is not null);
        writer.Bool(headers.UpgradeInsecure is not null);
    }

    private static string? Casing(HeaderCasing casing) => casing switch
    {
        HeaderCasing.Title => "title",
        HeaderCasing.Lower => "lower",
        HeaderCasing.Browser => "browser",
        HeaderCasing.Mixed => "mixed",
        HeaderCasing.Unset => null,
        _ => null,
    };

    private static double NotNegative(int value) => value < 0 ? double.NaN : value;
}
