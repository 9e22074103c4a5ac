using Weir.Bench.Gateway.Ground;

namespace Weir.Bench.Gateway.Peers;

/// <summary>
/// The configurations of the programs that are not ours: what their manuals give for a reverse proxy with
/// kept-alive origin connections and no log. Limits on requests per connection are lifted where they would
/// make the load generator reconnect, which none of the .NET peers does either.
/// </summary>
internal static class NativeConfigurations
{
    /// <summary>
    /// The origin answers 400 bytes from memory, and counts, so that a proxy cannot answer by itself.
    /// </summary>
    public static string Origin(Workplace place, string folder, int port) =>
        $$"""
        {{NginxHead(place, folder, workers: 1)}}
          default_type text/html;
          server {
            listen 127.0.0.1:{{port}};
            location / { return 200 "{{new string('w', Load.Scenario.AnswerBytes)}}"; }
            location = /origin-count { stub_status; }
          }
        }
        """;

    public static string Nginx(Workplace place, string folder, PeerPorts ports, int origin) =>
        $$"""
        {{NginxHead(place, folder, workers: Math.Min(2, Environment.ProcessorCount))}}
          upstream origin { server 127.0.0.1:{{origin}}; keepalive 128; keepalive_requests 1000000000; }
          server {
            listen 127.0.0.1:{{ports.Clear}};
            listen 127.0.0.1:{{ports.Tls}} ssl http2;
            ssl_certificate {{place.Certificate}};
            ssl_certificate_key {{place.Key}};
            ssl_protocols TLSv1.2 TLSv1.3;
            location / {
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_pass http://origin;
            }
          }
        }
        """;

    public static string Haproxy(Workplace place, PeerPorts ports, int origin) =>
        $"""
        global
          maxconn 4096
        defaults
          mode http
          timeout connect 3s
          timeout client 75s
          timeout server 60s
        frontend front
          bind 127.0.0.1:{ports.Clear}
          bind 127.0.0.1:{ports.Tls} ssl crt {place.CertificateWithKey} alpn h2,http/1.1
          default_backend back
        backend back
          server only 127.0.0.1:{origin}

        """;

    public static string Caddy(Workplace place, PeerPorts ports, int origin) =>
        $$"""
        {
          admin off
          auto_https off
        }
        http://127.0.0.1:{{ports.Clear}} {
          reverse_proxy 127.0.0.1:{{origin}}
        }
        https://127.0.0.1:{{ports.Tls}} {
          tls {{place.Certificate}} {{place.Key}}
          reverse_proxy 127.0.0.1:{{origin}}
        }

        """;

    private static string NginxHead(Workplace place, string folder, int workers) =>
        $$"""
        daemon off;
        worker_processes {{workers}};
        pid {{folder}}/pid;
        error_log {{folder}}/error.log warn;
        events { worker_connections 4096; }
        http {
          access_log off;
          keepalive_requests 1000000000;
          client_body_temp_path {{place.Folder("nginx-temp")}}/body;
          proxy_temp_path {{place.Folder("nginx-temp")}}/proxy;
          fastcgi_temp_path {{place.Folder("nginx-temp")}}/fastcgi;
          uwsgi_temp_path {{place.Folder("nginx-temp")}}/uwsgi;
          scgi_temp_path {{place.Folder("nginx-temp")}}/scgi;
        """;
}
