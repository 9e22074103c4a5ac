using System.Text;
using Weir.Releases.Tests.Judging;
using Weir.Releases.Tests.Making;
using Weir.Releases.Tests.Mutants;

namespace Weir.Releases.Tests;

/// <summary>
/// Takes every check out of the program, one at a time, and sees that a hostile file then gets further than
/// it should: accepted, refused only later, or an exception. A check that nothing needs has no file yet.
/// </summary>
public sealed class RemovedCheckTests
{
    private const string Again =
        "what was read wrongly is written otherwise, and so refused once more for the same reason";

    private const string NotNamed =
        "the next check refuses the same for the same reason; this one bounds the work";

    /// <summary>Checks that no file can reach, and what stands for a file.</summary>
    private static readonly Dictionary<string, string> OutOfReach = new()
    {
        ["Trust/Signatures.cs Check: PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, "
            + "KeyBlobFormat.RawPublicKey, out var key)"] =
            "takes any 32 bytes, which an envelope's keys always are: SignatureTests",
        ["Trust/Signatures.cs Check: key is not null"] = "for the compiler alone",
        ["Trust/Verifier.cs CheckNumber: known == bundle.Hash"] =
            "is for what the node has proven itself, which no file says: VerifierTests",
        ["Trust/Verifier.cs CheckTime: known == bundle.Hash"] =
            "is for what the node has proven itself, which no file says: VerifierTests",
        ["Content/Validator.cs ReadSignals: running is null"] =
            "what runs is not said by a file: GateTests",
        ["Content/ProbeRun.cs Score: budget.IsSpent"] =
            "how long something takes is not said by a file: GateTests",
        ["Content/Lines.cs TryNext: _more"] = Again,
        ["Content/Lines.cs Field: !_more"] = Again,
        ["Content/Lines.cs Whole: Utf8Parser.TryParse(field, out long number, out var used)"] = Again,
        ["Content/Lines.cs Whole: used == field.Length"] = Again,
        ["Content/Lines.cs Number64: Utf8Parser.TryParse(field, out double number, out var used)"] = Again,
        ["Content/Lines.cs Number64: used == field.Length"] = Again,
        ["Content/Lines.cs Bits: field.Length == 16"] = Again,
        ["Content/Lines.cs Bits: Utf8Parser.TryParse(field, out ulong bits, out var used, 'x')"] = Again,
        ["Content/Lines.cs Bits: used == field.Length"] = Again,
        ["Content/ModelText.cs ReadExpected: !lines.Sound"] = Again,
        ["Content/ModelText.cs ReadExpected: lines.Sound"] = Again,
        ["Content/SignalsText.cs ReadFeatures: !lines.Sound"] = Again,
        ["Content/SignalsText.cs ReadTraffic: !lines.Sound"] = Again,
        ["Content/SignalsText.cs ReadCounts: !lines.Sound"] = Again,
        ["Content/SignalsText.cs Canonical: !sound"] = Again,
        ["Content/ModelText.cs ReadFeatures: section.Length > Limits.FeatureFileCharacters"] = NotNamed,
        ["Content/ModelText.cs ReadExpected: scores.Count == Limits.ProbeRequests"] = NotNamed,
        ["Content/SignalsText.cs ReadTraffic: rows.Count == Limits.SignalRows"] = NotNamed,
        ["Content/ProbeRun.cs Read: requests.Count > Limits.ProbeRequests"] = NotNamed,
    };

    [Fact]
    public void EveryCheck_TakenOut_LetsAHostileFileGetFurther()
    {
        var copy = Copy.Make();
        var hostile = SavedFiles.Hostile.Concat(HostileSet.Oversized()).ToArray();
        copy.Remove(0);
        Assert.Equal([], hostile.Select(made => Further(copy, made)).OfType<string>());

        var (table, unneeded, broken) = (new StringBuilder(), new List<string>(), new List<string>());
        var unreached = OutOfReach.Keys.ToHashSet();
        foreach (var check in copy.Checks)
        {
            copy.Remove(check.Number);
            broken.AddRange(SavedFiles.Good.Select(made => Further(copy, made)).OfType<string>()
                .Select(said => $"{check} - {said}"));
            var further = hostile.Select(made => Further(copy, made)).OfType<string>().ToArray();
            table.AppendLine($"{check}\n    {further.Length} get further{Worst(further)}");
            if (further.Length == 0 && !unreached.Remove(check.ToString()))
            {
                unneeded.Add(check.ToString());
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{copy.Checks.Count} checks\n{table}");
        Assert.True(
            broken.Count == 0, $"Without a check, what is good is refused:\n{string.Join('\n', broken)}");
        Assert.True(unneeded.Count == 0, $"No file needs:\n{string.Join('\n', unneeded)}");
        Assert.True(unreached.Count == 0, $"Is reached, or gone:\n{string.Join('\n', unreached)}");
    }

    /// <summary>So that a check in a shape that is not known here cannot stay unseen.</summary>
    [Fact]
    public void EveryMethodThatRefuses_HasAKnownCheck()
    {
        var copy = Copy.Make();
        Assert.NotEmpty(copy.Refusing);
        Assert.Equal([], copy.Refusing.Except(copy.Checks.Select(static c => $"{c.File} {c.Member}")));
    }

    private static string? Further(Copy copy, Made made)
    {
        var said = copy.Say(made.Name, made.Bytes, SavedFiles.Trust);
        return said == made.Expected ? null : $"{made.Name}: {said}, not {made.Expected}";
    }

    private static string Worst(string[] further)
    {
        var worst = further.FirstOrDefault(static f => f.Contains(Judge.Accepted, StringComparison.Ordinal))
            ?? further.FirstOrDefault();
        return worst is null ? "" : $", such as {worst}";
    }
}
