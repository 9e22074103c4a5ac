using Weir.Tidy.Rules;

namespace Weir.Tidy;

public sealed class TrustRulesTests
{
    [Theory]
    [InlineData("src/Weir.Releases/Trust/Verifier.cs", "return new VerifiedRelease(b);", 0)]
    [InlineData("src/Weir.Releases/Trust/Root.cs", "return new VerifiedRelease(b);", 1)]
    [InlineData("src/Weir.Edge/Admin/A.cs", "_ = new Weir.Releases.Trust.VerifiedRelease(b);", 1)]
    [InlineData("tests/T/A.cs", "VerifiedRelease r = new(b);", 1)]
    [InlineData("tests/T/A.cs", "VerifiedRelease? r = Some(new(b));", 1)]
    [InlineData("src/Weir.Releases/A.cs", "VerifiedRelease r = verifier.Verify(b); Other o = new(r);", 0)]
    [InlineData("docs/a.md", "new VerifiedRelease(b)", 0)]
    public void OnlyTheVerifierVerifies(string path, string statement, int findings) => Assert.Equal(
        findings,
        Samples.Count(
            TrustRules.OnlyTheVerifierVerifies, path, $"class C {{ object F() {{ {statement} }} }}"));

    [Fact]
    public void OnlyTheVerifierVerifies_AlsoByReturning() => Assert.Equal(
        1,
        Samples.Count(
            TrustRules.OnlyTheVerifierVerifies, "src/A.cs", "class C { VerifiedRelease F() => new(b); }"));

    [Theory]
    [InlineData("src/Weir.Edge/A.cs", "return ScoringPlan.Unchecked(f, m);", 1)]
    [InlineData("src/Weir.Releases/A.cs", "return Weir.Decisions.Scoring.ScoringPlan.Unchecked(f, m);", 1)]
    [InlineData("src/Weir.Releases/A.cs", "return Unchecked(f, m);", 1)]
    [InlineData("src/Weir/A.cs", "Func<A, B, C> make = ScoringPlan.Unchecked; return make;", 1)]
    [InlineData("src/Weir.Decisions/Scoring/ScoringPlan.cs", "return Unchecked(f, m);", 1)]
    [InlineData("src/Weir.Edge/A.cs", "return unchecked(a + b);", 0)]
    [InlineData("src/Weir.Edge/A.cs", "return nameof(F); /* ScoringPlan.Unchecked */", 0)]
    [InlineData("src/Weir.Drills/A.cs", "return ScoringPlan.Unchecked(f, m);", 0)]
    [InlineData("src/Weir.DrillsOfAnother/A.cs", "return ScoringPlan.Unchecked(f, m);", 1)]
    [InlineData("tests/T/A.cs", "return ScoringPlan.Unchecked(f, m);", 0)]
    [InlineData("bench/b/A.cs", "return ScoringPlan.Unchecked(f, m);", 0)]
    public void PlansAreChecked(string path, string statement, int findings) => Assert.Equal(
        findings,
        Samples.Count(TrustRules.PlansAreChecked, path, $"class C {{ object F() {{ {statement} }} }}"));

    [Fact]
    public void PlansAreChecked_NotWhereTheyAreDeclared() => Assert.Equal(
        0,
        Samples.Count(
            TrustRules.PlansAreChecked,
            "src/Weir.Decisions/Scoring/ScoringPlan.cs",
            "class ScoringPlan { internal static ScoringPlan Unchecked(F f, M m) => new(f, m); }"));

    [Theory]
    [InlineData("src/Weir.Edge/A.cs", "desk.ActivateUnchecked(p, w); return 0;", 1)]
    [InlineData("src/Weir/A.cs", "Action<A, B> act = desk.ActivateUnchecked; return act;", 1)]
    [InlineData("src/Weir.Releases/A.cs", "ActivateUnchecked(p, w); return 0;", 1)]
    [InlineData("src/Weir.Releases/A.cs", "return nameof(ActivateUnchecked);", 1)]
    [InlineData("src/Weir.Releases/A.cs", "return desk?.ActivateUnchecked(p, w);", 1)]
    [InlineData("src/Weir.Edge/A.cs", "return nameof(F); /* ActivateUnchecked */", 0)]
    [InlineData("src/Weir.Drills/A.cs", "desk.ActivateUnchecked(p, w); return 0;", 0)]
    [InlineData("src/Weir.DrillsOfAnother/A.cs", "desk.ActivateUnchecked(p, w); return 0;", 1)]
    [InlineData("tests/T/A.cs", "desk.ActivateUnchecked(p, w); return 0;", 0)]
    public void ActivationsAreChecked(string path, string statement, int findings) => Assert.Equal(
        findings,
        Samples.Count(
            TrustRules.ActivationsAreChecked, path, $"class C {{ object F() {{ {statement} }} }}"));

    [Fact]
    public void ActivationsAreChecked_NotWhereOneIsDeclared() => Assert.Equal(
        0,
        Samples.Count(
            TrustRules.ActivationsAreChecked,
            "src/Weir.Releases/Lifecycle/ReleaseDesk.Operator.cs",
            "class ReleaseDesk { internal void ActivateUnchecked(P plan, string why) { } }"));

    [Theory]
    [InlineData("src/Weir.Releases/R.csproj", "Weir.Releases.Tests", 0)]
    [InlineData("src/Weir.Releases/R.csproj", "Weir.Fuzz", 0)]
    [InlineData("src/Weir.Releases/R.csproj", "Weir.Bench.Scoring", 0)]
    [InlineData("src/Weir.Releases/R.csproj", "Weir.Edge", 1)]
    [InlineData("src/Weir.Releases/R.csproj", "Weir", 1)]
    [InlineData("tests/T/T.csproj", "Weir.Edge", 0)]
    public void InternalsAreForTests(string path, string name, int findings) => Assert.Equal(
        findings,
        Samples.Count(
            TrustRules.InternalsAreForTests,
            path,
            $"<Project><ItemGroup><InternalsVisibleTo Include=\"{name}\" /></ItemGroup></Project>"));
}
