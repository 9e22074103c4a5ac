using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Windows;

namespace Weir.Decisions.Scoring;

/// <summary>A request as the windows count it.</summary>
internal static class Arrivals
{
    private const string Robots = "/robots.txt";

    public static Arrival Of(RequestView view, WindowHashes hashes)
    {
        var (address, prefix) = hashes.Address(view.Peer);
        return new Arrival(
            address,
            prefix,
            hashes.Text(view.Connection.TlsStable),
            hashes.Text(Cut(view.Header("User-Agent"))),
            hashes.Text(Cut(view.Path)),
            ShapeSignals.IsAsset(view.Path),
            view.Method == "HEAD",
            view.Path == Robots);
    }

    // A longer text costs time and tells nothing more: what is equal so far counts as one.
    private static ReadOnlySpan<char> Cut(string? text) =>
        text.AsSpan(0, Math.Min(text?.Length ?? 0, Limits.SignalCharacters));
}
