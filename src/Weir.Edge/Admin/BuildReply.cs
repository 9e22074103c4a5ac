using System.Globalization;
using System.Text.Json;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Admin;

/// <summary>
/// The keeper's answer to a build, and beside it where the release stands. The keeper only knows that it was
/// accepted; whether it runs already is the desk's to say.
/// </summary>
internal static class BuildReply
{
    /// <summary>The answer's own members, then <c>state</c> and <c>why</c>.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement answer, DeskState desk)
    {
        var (state, why) = Standing(answer, desk);
        json.WriteStartObject();
        foreach (var member in answer.EnumerateObject())
        {
            member.WriteTo(json);
        }

        json.WriteString("state", state);
        json.WriteString("why", why);
        json.WriteEndObject();
    }

    /// <returns>
    /// <c>running</c>, <c>waiting</c> and behind what, or <c>gone</c> where it was replaced or went back
    /// already; both null where nothing was accepted.
    /// </returns>
    private static (string? State, string? Why) Standing(JsonElement answer, DeskState desk)
    {
        if (!answer.TryGetProperty("accepted", out var accepted) || accepted.ValueKind != JsonValueKind.True
            || !answer.TryGetProperty("number", out var told) || told.ValueKind != JsonValueKind.Number
            || !told.TryGetInt64(out var number))
        {
            return (null, null);
        }

        return desk.Active.Number(Layer.Signals) == number ? ("running", null)
            : desk.Waiting.TryGetValue(Layer.Signals, out var waiting) && waiting == number
                ? ("waiting", Behind(desk.Candidate))
            : ("gone", "another release took its place, or it was taken back");
    }

    private static string Behind(CandidateState? candidate) => candidate is null
        ? "what was switched off and came back is watched first"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{candidate.Layer.Name()} "
            + $"{(candidate.Number > 0 ? $"{candidate.Number}" : candidate.Layer.Unreleased())} "
            + $"proves itself first, and has served {candidate.Requests} of {candidate.Needs} requests");
}
