using System.Net;

namespace Weir.Decisions.Signals.Requests;

/// <summary>Stands where no request is read: everything about it is empty.</summary>
internal sealed class NoRequest : RequestView
{
    private NoRequest()
    {
    }

    public static NoRequest View { get; } = new();

    public override string Method => "";

    public override string Path => "";

    public override string Query => "";

    public override string Host => "";

    public override HttpGeneration Http => HttpGeneration.Unset;

    public override IPAddress Peer => IPAddress.None;

    public override long At => 0;

    public override ConnectionView Connection => ConnectionView.Plain;

    public override string? HeaderOrder => null;

    public override int HeaderCount => 0;

    public override string? Header(string name) => null;
}
