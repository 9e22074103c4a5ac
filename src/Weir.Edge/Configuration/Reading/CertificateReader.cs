using System.Collections.Immutable;
using System.Globalization;
using Weir.Decisions;

namespace Weir.Edge.Configuration.Reading;

/// <summary>
/// Certificates of listeners and of the admin side: the files are read and held against each other.
/// </summary>
internal static class CertificateReader
{
    /// <param name="field">The mapping that describes it.</param>
    /// <param name="shape">The keys it may have.</param>
    /// <param name="context">Gets every problem but those of the files.</param>
    /// <param name="ofFiles">Gets what is wrong with the files, which are named all the same.</param>
    /// <returns>Null where its files are not named.</returns>
    public static CertificateSettings? Read(
        Field field, Shape shape, ReadingContext context, ProblemList ofFiles)
    {
        var map = MapReader.Open(field, shape, context);
        var hosts = Hosts(map);
        if (!TryFile(map, "cert", out var certField, out var cert)
            | !TryFile(map, "key", out var keyField, out var key))
        {
            return null;
        }

        if (!CertificateFiles.Read(cert, key).Try(out var facts, out var fault))
        {
            ofFiles.Error(fault.OfKey ? keyField : certField, fault.Message);
            if (!fault.OfKey && !File.Exists(key))
            {
                ofFiles.Error(keyField, $"there is no file '{key}'");
            }

            return new CertificateSettings([.. hosts.Select(static h => h.Name)], cert, key);
        }

        CheckDates(certField, facts, context);
        CheckNames(hosts, certField, facts, context);
        var names = hosts.IsEmpty ? facts.Names : [.. hosts.Select(static h => h.Name)];
        return new CertificateSettings(names, cert, key);
    }

    private static ImmutableArray<(Field Field, string Name)> Hosts(MapReader map)
    {
        if (!map.TryGet("hosts", out var field))
        {
            return [];
        }

        var hosts = ImmutableArray.CreateBuilder<(Field, string)>();
        foreach (var item in map.Items(field, "a list of host names", Limits.HostsPerSite, "HostsPerSite"))
        {
            if (!map.Text(item, "a host name", out var text))
            {
                continue;
            }

            if (text == "*")
            {
                map.Problems.Error(
                    item, "a certificate has no name '*'",
                    "for hosts that no certificate covers use 'unknown_host: default'");
            }
            else if (HostPattern.Read(text).Try(out var name, out var fault))
            {
                hosts.Add((item, name.Trim('[', ']')));
            }
            else
            {
                map.Problems.Error(item, fault);
            }
        }

        return hosts.ToImmutable();
    }

    private static bool TryFile(MapReader map, string key, out Field field, out string path)
    {
        path = "";
        if (!map.Require(key, out field) || !map.Text(field, "the path of a PEM file", out var text))
        {
            return false;
        }

        if (text.Contains('\0'))
        {
            map.Problems.Expected(field, "the path of a PEM file");
            return false;
        }

        path = Path.GetFullPath(Path.Combine(map.Context.BaseFolder, text));
        map.Context.Names(path);
        return true;
    }

    private static void CheckDates(Field field, CertificateFacts facts, ReadingContext context)
    {
        var now = context.Time.GetUtcNow();
        if (facts.NotAfter <= now)
        {
            context.Problems.Warning(field, $"the certificate expired on {Day(facts.NotAfter)}", "renew it");
        }
        else if (facts.NotBefore > now)
        {
            context.Problems.Warning(field, $"the certificate is not valid before {Day(facts.NotBefore)}");
        }
    }

    private static void CheckNames(
        ImmutableArray<(Field Field, string Name)> hosts, Field cert,
        CertificateFacts facts, ReadingContext context)
    {
        if (hosts.IsEmpty && facts.Names.IsEmpty)
        {
            context.Problems.Warning(cert, "the certificate names no host", "browsers will refuse it");
        }

        foreach (var (field, name) in hosts)
        {
            if (!facts.Names.Any(covering => Covers(covering, name)))
            {
                context.Problems.Warning(
                    field, $"the certificate does not cover '{name}'", $"it covers {Listed(facts.Names)}");
            }
        }
    }

    /// <summary>RFC 9525: a wildcard stands for exactly one label, the first.</summary>
    private static bool Covers(string covering, string name)
    {
        if (covering == name)
        {
            return true;
        }

        var dot = name.IndexOf('.');
        return dot > 0 && name[0] != '*' && covering.StartsWith("*.", StringComparison.Ordinal)
            && covering.AsSpan(1).SequenceEqual(name.AsSpan(dot));
    }

    private static string Listed(ImmutableArray<string> names) =>
        names.IsEmpty ? "no name" : string.Join(", ", names.Take(5)) + (names.Length > 5 ? ", ..." : "");

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
