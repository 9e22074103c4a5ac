using Weir.Tidy.Rules;

namespace Weir.Tidy;

/// <summary>Every rule by name, as a function over all files.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<SourceFile>, IEnumerable<Finding>>> Rules =
        new Dictionary<string, Func<IReadOnlyList<SourceFile>, IEnumerable<Finding>>>
        {
            ["file length"] = Each(ShapeRules.FileLength),
            ["line length"] = Each(ShapeRules.LineLength),
            ["function length"] = Each(ShapeRules.FunctionLength),
            ["file-scoped namespaces"] = Each(ShapeRules.FileScopedNamespace),
            ["no async void"] = Each(CodeRules.NoAsyncVoid),
            ["boundaries have reasons"] = Each(CodeRules.BoundariesHaveReasons),
            ["nothing left for later"] = Each(CodeRules.NothingLeftForLater),
            ["suppressions are justified"] = Each(SuppressionRules.Justified),
            ["no machine paths"] = Each(TraceRules.NoMachinePaths),
            ["no registry hosts"] = Each(TraceRules.NoRegistryHosts),
            ["declared arrows"] = Each(ArrowRules.DeclaredArrows),
            ["arrows are written down"] = Each(ArrowRules.ArrowsAreWrittenDown),
            ["the request's path is analyzed"] = Each(ArrowRules.RequestPathIsAnalyzed),
            ["projects are in the solution"] = ArrowRules.ProjectsAreInTheSolution,
            ["rooms have READMEs"] = RoomRules.RoomsHaveReadmes,
            ["dependencies are explained"] = RoomRules.DependenciesAreExplained,
            ["commands are executable"] = RoomRules.CommandsAreExecutable,
        };

    private static Func<IReadOnlyList<SourceFile>, IEnumerable<Finding>> Each(
        Func<SourceFile, IEnumerable<Finding>> rule) => files => files.SelectMany(rule);
}
