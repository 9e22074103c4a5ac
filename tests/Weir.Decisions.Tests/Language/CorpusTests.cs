using Weir.Decisions.Language;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Tests.Language;

/// <summary>Expressions that people wrote for Cloudflare: each compiles, or is told what it lacks.</summary>
public sealed class CorpusTests
{
    /// <summary>
    /// Begins of those that are no condition: what a rewrite takes, or a slip of the author's.
    /// </summary>
    private static readonly string[] NoConditions =
        ["http.host", "ip.src", "(http.request.uri.path ~ \".*wp-login.php\" or http.request.uri.path ~ "
            + "\".*xmlrpc.php\") and (http.user_agent contains \"$${jndi\" or \"%%{other}\")"];

    [Fact]
    public void Expressions_OfTheCorpus_CompileOrAreNotThereYet()
    {
        var lines = File.ReadAllLines(Corpora.FileOrSkip("rules/cloudflare-expressions.txt"))
            .Where(static line => line.Length > 0).ToArray();
        Assert.Equal(71, lines.Length);

        var compiled = 0;
        foreach (var line in lines)
        {
            if (ExpressionCompiler.Condition(line, RuleFields.Catalogue).Try(out _, out var error))
            {
                compiled++;
                continue;
            }

            var expected =
                NoConditions.Any(begin => line == begin
                    || line.StartsWith(begin + " and ", StringComparison.Ordinal))
                ? ExpressionErrorKind.Type
                : ExpressionErrorKind.NotBuilt;
            Assert.True(error.Kind == expected, $"{line}\n{error.Render()}");
        }

        Assert.Equal(51, compiled);
    }
}
