namespace Weir.Edge.Configuration.Reading;

/// <summary>Ids of sites and of rules: short, of few characters, unique.</summary>
internal static class IdReader
{
    private const int Longest = 64;

    /// <param name="map">What has the id.</param>
    /// <param name="example">For the advice.</param>
    /// <param name="take">False where the id is taken.</param>
    /// <param name="what">What the id names.</param>
    /// <param name="why">Why it has to be unique.</param>
    /// <returns>The id; null where there is none that can be used.</returns>
    public static string? Read(
        MapReader map, string example, Func<string, bool> take, string what, string why)
    {
        if (!map.Require("id", out var field, $"such as 'id: {example}'")
            || !map.Text(field, $"an id such as '{example}'", out var id))
        {
            return null;
        }

        if (id.Length > Longest || !id.All(IsIdCharacter))
        {
            var meant = string.Concat(
                id.ToLowerInvariant().Select(static c => IsIdCharacter(c) ? c : '-')).Trim('-');
            map.Problems.Expected(
                field,
                $"an id of 1 to {Longest} characters from a-z, 0-9 and '-'",
                meant.Length is > 0 and <= Longest ? $"did you mean '{meant}'?" : null);
            return null;
        }

        if (!take(id))
        {
            map.Problems.Error(field, $"the id '{id}' is taken by an earlier {what}", why);
        }

        return id;
    }

    private static bool IsIdCharacter(char c) =>
        char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';
}
