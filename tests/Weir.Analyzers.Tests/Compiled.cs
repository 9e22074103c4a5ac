using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Weir.Decisions;

namespace Weir.Analyzers.Tests;

/// <summary>
/// Compiles a small source against the real Weir.Decisions and compares what an analyzer says with the
/// marks in the source: a line that ends in <c>// WEIR001</c> must be reported, every other must not.
/// </summary>
internal static class Compiled
{
    /// <summary>What every case may call: results of each kind, and ways to use a value.</summary>
    private const string World =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Weir.Decisions;
        global using static World;

        public enum Why { Unset, Full }

        [MustUse] public enum Step { Unset, Done, Failed }

        [MustUse] public class Receipt { public int Number => 1; }

        public static class World
        {
            public static Outcome<int, Why> F() => Outcome<int, Why>.Ok(1);
            public static Outcome<string, Why> G() => Outcome<string, Why>.Fail(Why.Full);
            public static Task<Outcome<int, Why>> A() => Task.FromResult(F());
            public static ValueTask<Outcome<int, Why>> V() => new(F());
            public static Step Next() => Step.Done;
            public static (Outcome<int, Why> Result, int Count) Pair() => (F(), 1);
            public static readonly Lock Gate = new();
            public static bool Coin() => Environment.ProcessorCount > 1;
            public static void Use(object? anything) => GC.KeepAlive(anything);
            public static void Give(out Outcome<int, Why> result) => result = F();
            public static async IAsyncEnumerable<Outcome<int, Why>> Many()
            {
                await Task.Yield();
                yield return F();
            }
        }
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    /// <summary>Shared by all cases, so that references are bound once.</summary>
    private static readonly CSharpCompilation Base = CSharpCompilation.Create(
        "cases",
        [CSharpSyntaxTree.ParseText(World, Parsing, "world.cs")],
        Needed(),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The statements of an async method.</summary>
    public static Task Statements<TAnalyzer>(string statements)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        Members<TAnalyzer>($$"""
            static async Task Case(int number, string? text)
            {
                await Task.Yield();
            {{statements}}
            }
            """);

    /// <summary>The members of a class.</summary>
    public static Task Members<TAnalyzer>(string members)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        Source<TAnalyzer>($$"""
            partial class Cases
            {
            {{members}}
            }
            """);

    public static async Task Source<TAnalyzer>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var tree = CSharpSyntaxTree.ParseText(source, Parsing, "case.cs");
        var compilation = Base.AddSyntaxTrees(tree);
        Assert.DoesNotContain(
            compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            d => d.Severity == DiagnosticSeverity.Error);

        var found = await compilation
            .WithAnalyzers([new TAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Marked(tree), Reported(found, tree));
    }

    private static string[] Marked(SyntaxTree tree) =>
        [.. tree.GetText().Lines
            .Select(l => (Text: l.ToString().TrimEnd(), Number: l.LineNumber))
            .Where(l => l.Text.Contains("// WEIR", StringComparison.Ordinal))
            .Select(l => Row(tree, l.Number, l.Text[^"WEIR000".Length..]))];

    private static string[] Reported(IEnumerable<Diagnostic> found, SyntaxTree tree) =>
        [.. found
            .Select(d => d.Location.SourceTree == tree
                ? (Line: d.Location.GetLineSpan().StartLinePosition.Line, d.Id)
                : (Line: -1, Id: d.ToString()))
            .Distinct()
            .OrderBy(d => d.Line)
            .Select(d => Row(tree, d.Line, d.Id))];

    /// <summary>The line itself is part of the row, so that a failing test says which one it was.</summary>
    private static string Row(SyntaxTree tree, int line, string id) =>
        line < 0 ? id : $"{id} at {tree.GetText().Lines[line].ToString().Trim()}";

    private static IEnumerable<MetadataReference> Needed()
    {
        var loaded = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        string[] names =
        [
            "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Collections.Concurrent",
            "System.Collections.Immutable", "System.Console", "System.Linq", "System.Linq.AsyncEnumerable",
            "System.Linq.Parallel", "System.Linq.Queryable", "System.Linq.Expressions", "System.Memory",
            "System.Net.Primitives", "System.ObjectModel", "System.Text.Json", "System.Threading",
        ];
        return loaded
            .Split(Path.PathSeparator)
            .Where(p => names.Contains(Path.GetFileNameWithoutExtension(p)))
            .Append(typeof(MustUseAttribute).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p));
    }
}
