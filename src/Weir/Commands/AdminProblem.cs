using System.Text.Json;

namespace Weir.Cli.Commands;

/// <summary>Problem details of the admin side (RFC 9457), with what a refused release adds to them.</summary>
/// <param name="Detail">For a person.</param>
/// <param name="Gate">Where a release was refused; empty for anything else.</param>
/// <param name="Reason">Why, by its name; empty for anything else.</param>
internal sealed record AdminProblem(string Detail, string Gate, string Reason)
{
    // As the node sent it; empty where it is no JSON.
    private string Whole { get; init; } = "";

    /// <summary>Reads what a node answered; whatever it is, there is a sentence for a person.</summary>
    public static AdminProblem Of(AdminAnswer answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer.Body);
            var root = problem.RootElement;
            var detail = root.Text("detail");
            return new AdminProblem(
                detail.Length > 0 ? detail : $"the node answered {answer.Status} without a reason",
                root.Text("gate"), root.Text("reason"))
            {
                Whole = answer.Body.TrimEnd(),
            };
        }
        catch (JsonException)
        {
            return new AdminProblem(
                $"the node answered {answer.Status}, and no reason that can be read", "", "");
        }
    }

    /// <summary>A program gets the problem as the node sent it; the sentence is for a person.</summary>
    public void Tell(bool json, Terminal terminal)
    {
        if (json && Whole.Length > 0)
        {
            terminal.Output.WriteLine(Whole);
        }
    }

    /// <summary>One sentence: where, why, what exactly.</summary>
    public string Sentence => Reason.Length == 0
        ? Shown.Of(Detail)
        : Shown.Of($"refused{(Gate.Length == 0 ? "" : $" at {Gate}")}"
            + (IsNamed(Gate, Reason) ? "" : $": {Reason}") + $": {Detail}");

    /// <summary>Whether a gate has the name of its reason, as Reconcile has: then it is said once.</summary>
    public static bool IsNamed(string gate, string reason) =>
        string.Equals(gate, reason, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Members of JSON that may be missing or of another type: then empty, 0 or none.</summary>
internal static class JsonReading
{
    public static string Text(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() ?? "" : "";

    public static long Number(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } value
            && value.TryGetInt64(out var number)
            ? number
            : 0;

    public static bool Flag(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : [];

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value
            : null;
}
