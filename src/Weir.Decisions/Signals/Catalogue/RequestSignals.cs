using System.Net;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Agents;
using Weir.Decisions.Signals.Coherence;
using Weir.Decisions.Signals.HeaderOrder;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Traffic;
using Weir.Decisions.Signals.Windows;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>
/// The fields of one request, each family worked out when it is first asked for. One object serves one
/// request at a time and is used again; reading allocates nothing after warm-up, except for what a new
/// connection or a new header order is remembered by.
/// </summary>
public sealed class RequestSignals : FieldSource
{
    private static readonly int FailedChecks =
        RequestFields.All.Catalogue.TryFind("coherence.failed", out var place) ? place : -1;

    private readonly RequestFields _fields = RequestFields.All;
    private readonly double[] _numbers;
    private readonly string?[] _texts;
    private readonly RequestHeaders _headers = new();
    private RequestView _view = NoRequest.View;
    private WindowReadings? _windows;
    private UserAgent _agent;
    private uint _worked;
    private bool _headersRead;

    public RequestSignals()
    {
        _numbers = new double[_fields.Catalogue.Fields.Length];
        _texts = new string?[_fields.Catalogue.Fields.Length];
    }

    /// <summary>1 to 99; NaN until it is known, and where scoring gave none.</summary>
    public double Score { get; set; } = double.NaN;

    /// <summary>Null until it is known.</summary>
    public bool? VerifiedBot { get; set; }

    /// <summary>What the last hour said of the request's JA4; null where that is missing.</summary>
    internal TrafficRow? Traffic { get; private set; }

    /// <summary>How much <see cref="Traffic"/> is believed: 0 to 1.</summary>
    internal double TrafficWeight { get; private set; }

    /// <summary>Whether the agent claims a browser and no check of its headers failed.</summary>
    public bool IsCoherentBrowser => Agent.IsBrowser && FailedChecks >= 0 && Worked(FailedChecks) == 0;

    internal RequestView View => _view;

    internal RequestHeaders Headers
    {
        get
        {
            EnsureHeaders();
            return _headers;
        }
    }

    internal UserAgent Agent
    {
        get
        {
            EnsureHeaders();
            return _agent;
        }
    }

    internal bool IsHeadless => Agent.IsHeadless
        || (Headers.Hints is { } hints && ClientHints.NamesHeadless(hints));

    /// <summary>Null without TLS.</summary>
    internal TlsReading? Tls => _view.Connection.Memo.Tls(_view.Connection.Hello);

    /// <summary>Null over HTTP/1.</summary>
    internal Http2Reading? Http2 => _view.Connection.Memo.Http2(_view.Connection.Http2Opening);

    internal HeaderOrderReading Order => _view.Connection.Memo.Order(
        _view.HeaderOrder, Agent.Engine, _view.Http is HttpGeneration.Http2 or HttpGeneration.Http3);

    /// <param name="view">Must stay as it is until the next call.</param>
    /// <param name="windows">Null where there are none; then every window is missing.</param>
    public void Read(RequestView view, WindowReadings? windows = null)
    {
        (_view, _windows) = (view, windows);
        (_worked, _headersRead) = (0, false);
        Score = double.NaN;
        VerifiedBot = null;
        (Traffic, TrafficWeight) = (null, 0);
    }

    /// <summary>From here on <c>traffic.*</c> can be read, until the next request.</summary>
    internal void See(TrafficTable table, DateTimeOffset now)
    {
        TrafficWeight = table.Weight(now);
        Traffic = TrafficWeight > 0 && _view.Connection.Ja4 is { } ja4 && table.TryFind(ja4, out var row)
            ? row
            : null;
        _worked &= ~(1u << RequestFields.TrafficFamily);
    }

    /// <summary>Lets go of the request, so that an idle object keeps nothing of a visitor alive.</summary>
    public void Forget()
    {
        Read(NoRequest.View);
        _headers.Forget();
        Array.Clear(_texts);
        _agent = UserAgent.None;
    }

    public override Presence Bool(int field, out bool value)
    {
        var number = _fields.LiveAt(field) switch
        {
            LiveField.Secure => Known(_view.Connection.Secure),
            LiveField.VerifiedBot => Known(VerifiedBot),
            LiveField.StaticResource => Known(ShapeSignals.IsAsset(_view.Path)),
            LiveField.Unset => Worked(field),
            LiveField.Cookie or LiveField.Host or LiveField.Referer or LiveField.FullUri or LiveField.Method
                or LiveField.Uri or LiveField.Path or LiveField.Query or LiveField.Version
                or LiveField.UserAgent or LiveField.ForwardedFor or LiveField.Address or LiveField.Ja4
                or LiveField.Score => double.NaN,
            _ => double.NaN,
        };
        value = number == 1;
        return double.IsNaN(number) ? Presence.Missing : Presence.Present;
    }

    public override Presence Number(int field, out double value)
    {
        value = _fields.LiveAt(field) == LiveField.Score ? Score : Worked(field);
        return double.IsNaN(value) ? Presence.Missing : Presence.Present;
    }

    public override Presence Text(int field, out string value)
    {
        var live = _fields.LiveAt(field);
        var text = live != LiveField.Unset ? LiveFields.Text(live, _view)
            : Ensure(field) ? _texts[field]
            : null;
        value = text ?? "";
        return text is not null ? Presence.Present
            : live is LiveField.Unset or LiveField.Ja4 ? Presence.Missing
            : Presence.Absent;
    }

    public override Presence Address(int field, out IPAddress value)
    {
        var known = _fields.LiveAt(field) == LiveField.Address;
        value = known ? _view.Peer : IPAddress.None;
        return known ? Presence.Present : Presence.Missing;
    }

    private static double Known(bool? value) => value is { } known ? known ? 1 : 0 : double.NaN;

    // NaN where it is missing, where nothing has that place, and where the place is of another type.
    private double Worked(int field)
    {
        return field >= _fields.WindowStart ? Window(field - _fields.WindowStart)
            : Ensure(field) ? _numbers[field]
            : double.NaN;
    }

    private double Window(int place)
    {
        var fields = WindowFields.All.AsSpan();
        return _windows is { } windows && (uint)place < (uint)fields.Length
            ? windows.Read(fields[place].Key, fields[place].Measure, fields[place].Span)
            : double.NaN;
    }

    private bool Ensure(int field)
    {
        var family = _fields.FamilyOf(field);
        if (family < 0)
        {
            return false;
        }

        if ((_worked & (1u << family)) == 0)
        {
            var start = _fields.FamilyStart(family);
            var length = RequestFields.Families[family].Fields.Length;
            var writer = new SignalWriter(_numbers.AsSpan(start, length), _texts.AsSpan(start, length));
            RequestFields.Families[family].Write(this, ref writer);
            _worked |= 1u << family;
        }

        return true;
    }

    private void EnsureHeaders()
    {
        if (!_headersRead)
        {
            _headersRead = true;
            _headers.Read(_view);
            _agent = _view.Connection.Memo.Agent(_headers.Agent);
        }
    }
}
