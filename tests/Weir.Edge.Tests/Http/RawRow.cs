using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.Edge.Tests.Http;

/// <summary>
/// One case of <c>rows/*.json</c>: what a visitor sends on one connection, and all that must come of it.
/// </summary>
public sealed record RawRow
{
    public required string Name { get; init; }

    /// <summary>
    /// The bytes, one per character; <c>{{TEXT*N}}</c> stands for N times TEXT.
    /// </summary>
    public required string Send { get; init; }

    /// <summary>The status of each answer, in order.</summary>
    public required ImmutableArray<int> Answers { get; init; }

    /// <summary>Whose fault the answers from 400 on are.</summary>
    public string Fault { get; init; } = "client";

    /// <summary>Whether the gateway then closes the connection.</summary>
    public bool Closed { get; init; }

    /// <summary>Each reason of <c>weir_limits_total</c> that counts, as often as it does.</summary>
    public ImmutableArray<string> Counted { get; init; } = [];

    /// <summary>Each request that the origin gets, without what the gateway adds to it.</summary>
    public ImmutableArray<string> Origin { get; init; } = [];

    /// <summary>The header order of each answered request; empty where a row does not say.</summary>
    public ImmutableArray<string?> Orders { get; init; } = [];

    /// <summary>What stands in the head of the last answer; null where a row does not say.</summary>
    public string? Head { get; init; }

    public override string ToString() => Name;
}

/// <summary>Reads the rows.</summary>
internal static partial class RawRows
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<ImmutableDictionary<string, RawRow>> All = new(Read);

    public static IEnumerable<string> Names => All.Value.Keys.Order(StringComparer.Ordinal);

    public static RawRow Get(string name) => All.Value[name];

    private static ImmutableDictionary<string, RawRow> Read() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Http", "rows"), "*.json")
            .SelectMany(file => JsonSerializer.Deserialize<RawRow[]>(File.ReadAllText(file), Format) ?? [])
            .Select(row => row with
            {
                Send = Unfold(row.Send),
                Origin = [.. row.Origin.Select(Unfold)],
                Orders = [.. row.Orders.Select(order => order is null ? null : Unfold(order))],
            })
            .ToImmutableDictionary(row => row.Name);

    private static string Unfold(string text) => Repeated().Replace(
        text,
        found =>
        {
            var count = int.Parse(found.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            return string.Concat(Enumerable.Repeat(found.Groups[1].Value, count));
        });

    [GeneratedRegex(@"\{\{(.+?)\*(\d+)\}\}", RegexOptions.Singleline)]
    private static partial Regex Repeated();
}
