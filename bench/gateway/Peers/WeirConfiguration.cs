using Weir.Bench.Gateway.Ground;

namespace Weir.Bench.Gateway.Peers;

/// <summary>
/// The <c>weir.yaml</c> of the bench: one site for every host, one origin, capture as it always is.
/// </summary>
internal static class WeirConfiguration
{
    public static string Yaml(Workplace place, PeerPorts ports, int origin, bool inline) =>
        $$"""
        version: 1
        {{(inline ? "inline_sockets: true" : "inline_sockets: false")}}
        listen:
          - address: 127.0.0.1:{{ports.Clear}}
          - address: 127.0.0.1:{{ports.Tls}}
            tls:
              certificates: [{ hosts: ["localhost"], cert: "{{place.Certificate}}", key: "{{place.Key}}" }]
              unknown_host: default
        sites:
          - id: bench
            hosts: ["*"]
            origins: ["http://127.0.0.1:{{origin}}"]
            mode: observe

        """;
}
