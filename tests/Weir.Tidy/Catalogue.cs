using Weir.Tidy.Rules;

namespace Weir.Tidy;

/// <summary>What is wrong with one file by itself.</summary>
internal delegate IEnumerable<Finding> FileRule(SourceFile file);

/// <summary>What is wrong with all files together.</summary>
internal delegate IEnumerable<Finding> TreeRule(IReadOnlyList<SourceFile> files);

/// <summary>Every rule by name, as a function over all files.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyDictionary<string, TreeRule> Rules =
        new Dictionary<string, TreeRule>
        {
            ["file length"] = Each(ShapeRules.FileLength),
            ["line length"] = Each(ShapeRules.LineLength),
            ["function length"] = Each(ShapeRules.FunctionLength),
            ["file-scoped namespaces"] = Each(ShapeRules.FileScopedNamespace),
            ["no async void"] = Each(CodeRules.NoAsyncVoid),
            ["boundaries have reasons"] = Each(CodeRules.BoundariesHaveReasons),
            ["nothing left for later"] = Each(CodeRules.NothingLeftForLater),
            ["suppressions are justified"] = Each(SuppressionRules.Justified),
            ["rules are silenced by name"] = Each(SuppressionRules.SilencedByName),
            ["no machine paths"] = Each(TraceRules.NoMachinePaths),
            ["no registry hosts"] = Each(TraceRules.NoRegistryHosts),
            ["declared arrows"] = Each(ArrowRules.DeclaredArrows),
            ["arrows are written down"] = Each(ArrowRules.ArrowsAreWrittenDown),
            ["the request's path is analyzed"] = Each(ArrowRules.RequestPathIsAnalyzed),
            ["only the verifier verifies"] = Each(TrustRules.OnlyTheVerifierVerifies),
            ["plans are checked"] = Each(TrustRules.PlansAreChecked),
            ["activations are checked"] = Each(TrustRules.ActivationsAreChecked),
            ["internals are for tests"] = Each(TrustRules.InternalsAreForTests),
            ["projects are in the solution"] = ArrowRules.ProjectsAreInTheSolution,
            ["rooms have READMEs"] = RoomRules.RoomsHaveReadmes,
            ["dependencies are explained"] = RoomRules.DependenciesAreExplained,
            ["commands are executable"] = RoomRules.CommandsAreExecutable,
        };

    private static TreeRule Each(FileRule rule) => files => files.SelectMany(f => rule(f));
}
