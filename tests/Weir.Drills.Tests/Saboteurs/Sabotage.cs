using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Weir.Drills.Tests.Saboteurs;

/// <summary>
/// The program's assemblies in a context of their own, one of them compiled again with a guard taken out. No
/// build of this can ship: it exists in memory only.
/// </summary>
internal sealed class Sabotage : AssemblyLoadContext
{
    private const string Around = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    private readonly string _target;
    private readonly byte[] _image;

    private Sabotage(string target, byte[] image)
        : base(target, isCollectible: false) => (_target, _image) = (target, image);

    /// <param name="assembly">Such as <c>Weir.Edge</c>.</param>
    /// <param name="patches">None for the copy as it is, which has to pass.</param>
    public static Sabotage Of(string assembly, params Patch[] patches)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "source", assembly);
        var original = Assembly.Load(assembly);
        var left = patches.ToDictionary(static p => p.File);
        var trees = new List<SyntaxTree> { Parse(Around + Attributes(original), "Around.cs") };
        foreach (var path in Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            var name = Path.GetRelativePath(folder, path);
            trees.Add(Parse(left.Remove(name, out var patch) ? patch.Apply(text) : text, name));
        }

        Assert.Empty(left);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable);
        using var image = new MemoryStream();
        var emitted = CSharpCompilation.Create(assembly, trees, References(assembly), options).Emit(
            image, manifestResources: Resources(original),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join(
            '\n', emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        return new Sabotage(assembly, image.ToArray());
    }

    /// <summary>Whether the drill passed, and which checks did not.</summary>
    public async Task<(bool Passed, string Failed)> RunAsync(string drill)
    {
        var drills = LoadFromAssemblyName(new AssemblyName("Weir.Drills"));
        var settings = drills.GetType("Weir.Drills.DrillSettings")
            ?.GetMethod("Short", BindingFlags.Static | BindingFlags.NonPublic)?.Invoke(null, [Built.Program]);
        dynamic held = drills.GetType($"Weir.Drills.Scenarios.{drill}")
            ?.GetMethod("RunAsync", BindingFlags.Static | BindingFlags.Public)
            ?.Invoke(null, [settings, TestContext.Current.CancellationToken])
            ?? throw new InvalidOperationException($"no drill {drill}");
        Task task = held;
        await task;
        object report = task.GetType().GetProperty("Result")?.GetValue(task)
            ?? throw new InvalidOperationException("no report");
        var failed = new List<string>();
        foreach (var check in (IEnumerable)Get(report, "Checks"))
        {
            if (!(bool)Get(check, "Passed"))
            {
                failed.Add($"{Get(check, "Name")}: {Get(check, "Detail")}");
            }
        }

        return ((bool)Get(report, "Passed"), string.Join("; ", failed));
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == _target)
        {
            return LoadFromStream(new MemoryStream(_image));
        }

        return assemblyName.Name is { } name && name.StartsWith("Weir.", StringComparison.Ordinal)
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"))
            : null;
    }

    private static object Get(object of, string property) =>
        of.GetType().GetProperty(property)?.GetValue(of)
            ?? throw new InvalidOperationException($"no {property}");

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(
        text, new CSharpParseOptions(LanguageVersion.Preview), path);

    private static string Attributes(Assembly original) =>
        $"""
        [assembly: System.Reflection.AssemblyVersion("{original.GetName().Version}")]

        """ + string.Concat(original.GetCustomAttributesData()
            .Where(static a => a.AttributeType.Name == "InternalsVisibleToAttribute")
            .Select(static a => "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("
                + $"\"{a.ConstructorArguments[0].Value}\")]\n"));

    private static IEnumerable<MetadataReference> References(string assembly) =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != $"{assembly}.dll")
            .Select(static path => MetadataReference.CreateFromFile(path));

    private static IEnumerable<ResourceDescription> Resources(Assembly original) =>
        original.GetManifestResourceNames().Select(name => new ResourceDescription(
            name, () => original.GetManifestResourceStream(name) ?? Stream.Null, isPublic: true));
}
