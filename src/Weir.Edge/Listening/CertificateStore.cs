using System.Collections.Immutable;
using Weir.Edge.Configuration;
using Weir.Edge.Watching;

namespace Weir.Edge.Listening;

/// <summary>
/// The certificates of every TLS listener. A reload replaces each certificate by itself: one that
/// cannot be read keeps its last good version, and says why.
/// </summary>
internal sealed class CertificateStore(CertificateSettings? development, IEdgeLog log)
{
    private sealed record Slot(CertificateSettings Settings, LoadedCertificate? Loaded, string? Problem);

    private sealed record Listener(TlsSettings Tls, ImmutableArray<Slot> Slots, CertificateSet Set);

    private readonly Lock _lock = new();
    private volatile IReadOnlyDictionary<string, Listener> _listeners =
        ImmutableDictionary<string, Listener>.Empty;

    /// <summary>Reads every certificate of these listeners again.</summary>
    /// <returns>What could not be read, one sentence each.</returns>
    public ImmutableArray<string> Load(ImmutableArray<ListenerSettings> listeners)
    {
        lock (_lock)
        {
            var next = ImmutableDictionary.CreateBuilder<string, Listener>();
            var problems = ImmutableArray.CreateBuilder<string>();
            foreach (var listener in listeners)
            {
                if (listener.Tls is { } tls)
                {
                    var loaded = Load(listener.Address.ToString(), tls);
                    next[listener.Address.ToString()] = loaded;
                    problems.AddRange(
                        loaded.Slots.Where(s => s.Problem is not null).Select(s => s.Problem ?? ""));
                }
            }

            _listeners = next.ToImmutable();
            return problems.ToImmutable();
        }
    }

    /// <summary>Null where the listener has no certificate for this name.</summary>
    public LoadedCertificate? Select(string listener, string? serverName) =>
        _listeners.TryGetValue(listener, out var found) ? found.Set.Select(serverName) : null;

    public ImmutableArray<CertificateState> States =>
    [
        .. from listener in _listeners.Values
           from slot in listener.Slots
           select new CertificateState(
               slot.Settings.Hosts, slot.Loaded?.NotAfter ?? DateTimeOffset.MinValue, slot.Problem),
    ];

    private Listener Load(string address, TlsSettings tls)
    {
        var wanted = tls.Certificates.IsEmpty && development is not null ? [development] : tls.Certificates;
        var old = _listeners.TryGetValue(address, out var before) ? before.Slots : [];
        var slots = wanted.Select(settings => Load(settings, old)).ToImmutableArray();
        var loaded = slots.Select(s => s.Loaded).OfType<LoadedCertificate>().ToImmutableArray();
        return new Listener(tls, slots, new CertificateSet(loaded, tls.UnknownHost));
    }

    private Slot Load(CertificateSettings settings, ImmutableArray<Slot> old)
    {
        if (LoadedCertificate.Load(settings).Try(out var loaded, out var error))
        {
            return new Slot(settings, loaded, null);
        }

        // Without the file nobody knows the names it has, unless they are configured.
        var lastGood = old.FirstOrDefault(s => s.Settings.Cert == settings.Cert)?.Loaded;
        var named = settings.Hosts.IsEmpty && lastGood is not null
            ? settings with { Hosts = lastGood.Hosts }
            : settings;
        log.Write(
            LogSeverity.Error, "certificate.unreadable", FaultOwner.Operator,
            lastGood is null ? error.Message : $"{error.Message} The last good one stays.");
        return new Slot(named, lastGood, error.Message);
    }
}
