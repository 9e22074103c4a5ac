using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Windows;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>A request as the windows count it; live and recorded ones alike. Allocates nothing.</summary>
public static class RequestArrival
{
    public static Arrival Of(RequestView view, WindowHashes hashes)
    {
        var (address, prefix) = hashes.Address(view.Peer);
        return new Arrival(
            address,
            prefix,
            hashes.Text(view.Connection.TlsStable),
            hashes.Text(view.Header("User-Agent")),
            hashes.Text(view.Path),
            ShapeSignals.IsAsset(view.Path),
            view.Method == "HEAD",
            view.Path == "/robots.txt");
    }
}
