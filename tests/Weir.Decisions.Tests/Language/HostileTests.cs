using Weir.Decisions.Language;
using Weir.Decisions.Language.Compilation;
using Weir.Fuzz.Building;
using Weir.Fuzz.Oracles;

namespace Weir.Decisions.Tests.Language;

/// <summary>
/// Ten thousand expressions that want to be expensive: each compiles or is refused, within bounds.
/// </summary>
public sealed class HostileTests
{
    private const int Expressions = 10_000;

    /// <summary>A thread's stack here; the platform gives requests more.</summary>
    private const int Stack = 256 * 1024;

    /// <summary>
    /// Bytes that one expression may allocate while it is compiled, patterns probed included.
    /// </summary>
    private const long Most = 32 * 1024 * 1024;

    [Fact]
    public void HostileExpressions_CompileOrAreRefused_InBoundedMemoryAndStack()
    {
        var (compiled, refused, worst, culprit) = (0, new Dictionary<ExpressionErrorKind, int>(), 0L, "");
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    for (var seed = 0; seed < Expressions; seed++)
                    {
                        var text = new HostileExpressions(new Random(seed)).Next();
                        var before = GC.GetAllocatedBytesForCurrentThread();
                        var made = ExpressionCompiler.Condition(text, SlowRequest.Catalogue);
                        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
                        (worst, culprit) = taken > worst ? (taken, $"seed {seed}: {text}") : (worst, culprit);
                        compiled += made.Match(static _ => 1, static _ => 0);
                        var kind =
                            made.Match(static _ => ExpressionErrorKind.Unset, static error => error.Kind);
                        refused[kind] = refused.GetValueOrDefault(kind) + 1;
                    }
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            Stack);
        thread.Start();
        thread.Join();

        Assert.Null(failure);
        Assert.True(worst < Most, $"{worst} bytes: {culprit}");
        Assert.True(compiled > Expressions / 50, $"only {compiled} compile");
        Assert.True(refused.Keys.Count >= 6, string.Join(", ", refused));
        TestContext.Current.SendDiagnosticMessage($"{compiled} compile; worst {worst} bytes: {culprit}");
    }

    /// <summary>What was accepted stays cheap on the longest text that it looks at.</summary>
    [Fact]
    public void AcceptedPatterns_OnLongHostileText_StayWithinBounds()
    {
        var texts = new[] { "ab", "ab 1", "aA0 -_./@", "a", "bab\n" }
            .Select(static alphabet => string.Concat(Enumerable.Range(0, Limits.PatternInput)
                .Select(i => alphabet[(int)((i * 2654435761L >> 7) % alphabet.Length)])))
            .Select(static text => new SlowRequest(
                [.. SlowRequest.Catalogue.Fields.Select(field => field.Name == "request.text"
                    ? SlowValue.Of(text) : SlowValue.Missing)]))
            .ToArray();
        var (accepted, worst, culprit) = (0, 0L, "");
        for (var seed = 0; seed < Expressions; seed++)
        {
            var text = new HostileExpressions(new Random(seed)).Next();
            if (!text.Contains(" matches ", StringComparison.Ordinal)
                || !ExpressionCompiler.Condition(text, SlowRequest.Catalogue).Try(out var condition, out _))
            {
                continue;
            }

            accepted++;
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var request in texts)
            {
                condition.Evaluate(request);
            }

            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            (worst, culprit) = taken > worst ? (taken, $"seed {seed}: {text}") : (worst, culprit);
        }

        Assert.True(accepted > 100, $"only {accepted}");
        Assert.True(worst < Most, $"{worst} bytes: {culprit}");
        TestContext.Current.SendDiagnosticMessage($"{accepted} accepted; worst {worst} bytes: {culprit}");
    }
}
