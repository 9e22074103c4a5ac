namespace Weir.Drills.Tests.Saboteurs;

/// <summary>How a guard is taken out of one source file.</summary>
/// <param name="File">Below the assembly's folder.</param>
/// <param name="Guard">The text of the guard; once in the file.</param>
/// <param name="Instead">What the saboteur has in its place.</param>
public sealed record Patch(string File, string Guard, string Instead)
{
    public string Apply(string source)
    {
        var text = source.ReplaceLineEndings("\n");
        Assert.Equal(2, text.Split(Guard.ReplaceLineEndings("\n")).Length);
        return text.Replace(Guard.ReplaceLineEndings("\n"), Instead, StringComparison.Ordinal);
    }
}
