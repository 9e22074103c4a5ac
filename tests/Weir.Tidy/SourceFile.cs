using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Weir.Tidy;

/// <summary>One tracked text file.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">Its whole text.</param>
/// <param name="IsExecutable">Whether git tracks it as executable.</param>
internal sealed record SourceFile(string Path, string Text, bool IsExecutable = false)
{
    private SyntaxTree? _tree;

    public IReadOnlyList<string> Lines { get; } = Split(Text);

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The folder, without a slash at its end; empty for the root.</summary>
    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>Parsed once, with comments.</summary>
    public SyntaxNode Syntax => (_tree ??= CSharpSyntaxTree.ParseText(
        Text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), Path)).GetRoot();

    /// <summary>The line on which this starts, from 1.</summary>
    public static int LineOf(SyntaxNodeOrToken syntax) =>
        (syntax.GetLocation()?.GetLineSpan().StartLinePosition.Line ?? 0) + 1;

    private static string[] Split(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}

/// <param name="Path">The file at fault, or the folder.</param>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong.</param>
internal readonly record struct Finding(string Path, int Line, string Message)
{
    public override string ToString() => Line > 0 ? $"{Path}:{Line}: {Message}" : $"{Path}: {Message}";
}
