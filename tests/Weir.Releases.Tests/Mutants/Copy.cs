using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Weir.Releases.Tests.Judging;

namespace Weir.Releases.Tests.Mutants;

/// <summary>
/// A copy of <c>Weir.Releases</c>, made from its sources here and never shipped, in which any one check can
/// be taken out. The program itself has no such switch.
/// </summary>
internal sealed class Copy
{
    public const string Switch = "Weir.Releases.Tests.Mutants.Removed";

    private const string Around = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;

        namespace Weir.Releases.Tests.Mutants
        {
            internal static class Removed
            {
                public static int Check;

                public static bool Keeps(int check) => check != Check;
            }
        }
        """;

    // These hold no check of Verify, Validate or Reconcile: they keep files, make releases or keys, or look
    // at a release without taking it. The gates that come later and the desk have tests of their own.
    private static readonly string[] Left =
    [
        "BundleBuilder.cs", "ReleaseStore.cs", "WholeFiles.cs", "IDurableFiles.cs", "FileStatus.cs",
        "BundleMaker.cs", "LocalKeys.cs", "LocalRoot.cs", "SectionReader.cs", "Gates.cs",
    ];

    private readonly FieldInfo _removed;
    private readonly Func<string, byte[], byte[], string> _judge;

    private Copy(Assembly assembly, IReadOnlyList<Check> checks, IReadOnlyList<string> refusing)
    {
        Checks = checks;
        Refusing = refusing;
        _removed = assembly.GetType(Switch)?.GetField("Check")
            ?? throw new InvalidOperationException("no switch");
        _judge = assembly.GetType(typeof(Judge).FullName ?? "")?.GetMethod(nameof(Judge.Of))
            ?.CreateDelegate<Func<string, byte[], byte[], string>>()
            ?? throw new InvalidOperationException("no judge");
    }

    public IReadOnlyList<Check> Checks { get; }

    /// <summary>Methods that refuse something, by file and name.</summary>
    public IReadOnlyList<string> Refusing { get; }

    public static Copy Make()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "source");
        var (checks, refusing) = (new List<Check>(), new List<string>());
        var trees = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Where(static path => Path.GetFileName(path) != "DurableFiles.cs")
            .Select(path => Path.GetRelativePath(folder, path))
            .Select(path => Tree(path, File.ReadAllText(Path.Combine(folder, path)), checks, refusing))
            .Append(CSharpSyntaxTree.ParseText(Around))
            .ToArray();
        var references = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator)
            .Where(static path =>
                Path.GetFileName(path) is not ("Weir.Releases.dll" or "Weir.Releases.Tests.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Weir.Releases.Copy", trees, references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        var errors = emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error);
        Assert.True(emitted.Success, string.Join('\n', errors));
        image.Position = 0;
        return new Copy(new AssemblyLoadContext("copy").LoadFromStream(image), checks, refusing);
    }

    /// <param name="check">Its number; 0 for none.</param>
    public void Remove(int check) => _removed.SetValue(null, check);

    /// <summary>As the judge says; an exception that comes out is said to be one.</summary>
    public string Say(string name, byte[] bytes, byte[] trust)
    {
        try
        {
            return _judge(name, bytes, trust);
        }
        catch (Exception error)
        {
            return $"threw {error.GetType().Name}";
        }
    }

    private static SyntaxTree Tree(string path, string text, List<Check> checks, List<string> refusing)
    {
        var tree = CSharpSyntaxTree.ParseText(text, path: path);
        var isChecked = !path.StartsWith("Judging", StringComparison.Ordinal)
            && !path.StartsWith("Lifecycle", StringComparison.Ordinal)
            && !Left.Contains(Path.GetFileName(path));
        if (!isChecked)
        {
            return tree;
        }

        refusing.AddRange(CheckShapes.Refusing(tree.GetRoot()).Select(member => $"{path} {member}"));
        return tree.WithRootAndOptions(new CheckRewriter(path, checks).Visit(tree.GetRoot()), tree.Options);
    }
}
