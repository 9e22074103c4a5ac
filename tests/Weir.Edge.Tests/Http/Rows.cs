using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Weir.Edge.Tests.Http;

/// <summary>A case in a data file.</summary>
public interface IRow
{
    string Name { get; }
}

/// <summary>The cases of all <c>rows/KIND-*.json</c>; in them <c>{{TEXT*N}}</c> is N times TEXT.</summary>
internal sealed partial class Rows<T>(string kind)
    where T : IRow
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly ImmutableDictionary<string, T> _all =
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Http", "rows"), $"{kind}-*.json")
            .SelectMany(file => JsonSerializer.Deserialize<T[]>(Unfold(File.ReadAllText(file)), Format) ?? [])
            .ToImmutableDictionary(row => row.Name);

    public IEnumerable<string> Names => _all.Keys.Order(StringComparer.Ordinal);

    public T this[string name] => _all[name];

    private static string Unfold(string text) => Repeated().Replace(
        text,
        found =>
        {
            var count = int.Parse(found.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            return string.Concat(Enumerable.Repeat(found.Groups[1].Value, count));
        });

    [GeneratedRegex(@"\{\{(.+?)\*(\d+)\}\}")]
    private static partial Regex Repeated();
}
