namespace Weir.Bench.Gateway.Ground;

/// <summary>
/// The programs of the machine that the bench starts: found once, missing ones named with their package.
/// </summary>
internal sealed record Tools(
    string Nginx, string Wrk, string H2Load, string OpenSsl, string? Haproxy, string? Caddy)
{
    // Servers live where an ordinary user's PATH does not look.
    private static readonly string[] Folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'),
        "/usr/sbin", "/usr/local/sbin", "/sbin",
    ];

    public static Tools? Find(TextWriter complaints)
    {
        var nginx = Need("nginx", "nginx-light", complaints);
        var wrk = Need("wrk", "wrk", complaints);
        var h2load = Need("h2load", "nghttp2-client", complaints);
        var openssl = Need("openssl", "openssl", complaints);
        return nginx is null || wrk is null || h2load is null || openssl is null
            ? null
            : new Tools(nginx, wrk, h2load, openssl, Locate("haproxy"), Locate("caddy"));
    }

    private static string? Need(string program, string package, TextWriter complaints)
    {
        var found = Locate(program);
        if (found is null)
        {
            complaints.WriteLine($"{program} is missing: install the Debian package {package}");
        }

        return found;
    }

    private static string? Locate(string program) =>
        Folders.Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
