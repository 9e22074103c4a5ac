using System.Text;
using Weir.Decisions.Language;
using Weir.Decisions.Language.Compilation;
using Weir.Fuzz.Building;
using Weir.Fuzz.Oracles;

namespace Weir.Fuzz.Targets;

/// <summary>
/// Text as an expression: it compiles or is refused with a place in it, and what compiles evaluates.
/// </summary>
public sealed class LanguageTarget : IFuzzTarget
{
    private const int LongestExcerpt = 2_000;

    private static readonly HashSet<int> Gone = [.. Enumerable.Range(0, SlowRequest.Catalogue.Fields.Length)];

    private readonly SlowRequest[] _requests =
        [.. Enumerable.Range(0, 4).Select(static seed => new ExpressionMaker(new Random(seed)).Request())];

    public string Name => "language";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
        "(", ")", "not ", " and ", " or ", " xor ", " eq ", " in {", "}", "..", " matches ",
                " wildcard ", "-", "+", ",",
        "\"a\"", "r#\"", "\"#", "\\x41", "10.0.0.0/8", "::1", "present(", "if(", "request.text",
                "computed.bool",
        "count(\"ip\", \"1m\")", "lower(", "{1,64}", "\\w", "[a-z]",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public byte[] Reshape(byte[] input, Random chance)
    {
        var made = Encoding.UTF8.GetBytes(chance.Next(4) switch
        {
            0 => new HostileExpressions(chance).Next(),
            1 => $"({new ExpressionMaker(chance).Number(2).Text}) lt 1",
            _ => new ExpressionMaker(chance).Condition(2).Text,
        });
        return chance.Next(3) switch
        {
            0 => made,
            1 => [.. input, .. " and "u8, .. made],
            _ => [.. "not ("u8, .. input, .. ") xor "u8, .. made],
        };
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (ExpressionCompiler.Condition(text, SlowRequest.Catalogue).Try(out var condition, out var error))
        {
            return Evaluated(condition);
        }

        CheckError(text, error);
        if (error.Kind is not ExpressionErrorKind.Type)
        {
            return $"{error.Kind} {error.Message.Split('\'')[0]}";
        }

        return ExpressionCompiler.Number(text, SlowRequest.Catalogue).Try(out var number, out _)
            ? $"number {Evaluated(number)}"
            : $"{error.Kind} {error.Message.Split('\'')[0]}";
    }

    private static void CheckError(string text, ExpressionError error)
    {
        var lines = text.Split('\n');
        FuzzFailure.Unless(error.Kind is not ExpressionErrorKind.Unset
            && error.Message.Length > 0, "no reason");
        FuzzFailure.Unless(error.Line >= 1 && error.Line <= lines.Length, "a line that is not there");
        var line = lines[error.Line - 1];
        FuzzFailure.Unless(
            error.Column >= 1 && error.Column + error.Width <= line.Length + 1, "a column that is not there");
        FuzzFailure.Unless(error.Render().Length < LongestExcerpt, "a long story");
    }

    private string Evaluated(CompiledCondition condition)
    {
        var possible = condition.PossibleWithout(new HashSet<int>());
        var sign = new StringBuilder("condition ");
        foreach (var request in _requests)
        {
            var truth = condition.Evaluate(request);
            var flag = truth is Truth.True ? PossibleTruths.True
                : truth is Truth.False ? PossibleTruths.False
                : PossibleTruths.Missing;
            FuzzFailure.Unless((possible & flag) != 0, "a result that was not possible");
            sign.Append((int)truth);
        }

        var fields = condition.ReadFields;
        FuzzFailure.Unless(fields.All(f => f >= 0 && f < SlowRequest.Catalogue.Fields.Length),
            "a field of nowhere");
        FuzzFailure.Unless(fields.SequenceEqual(fields.Distinct().Order()), "fields out of order");
        return sign.Append(' ').Append(condition.PossibleWithout(Gone)).ToString();
    }

    private string Evaluated(CompiledNumber number)
    {
        foreach (var request in _requests)
        {
            var value = number.Evaluate(request);
            FuzzFailure.Unless(double.IsFinite(value) || double.IsNaN(value), "an infinite number");
        }

        return $"{number.ReadFields.Length}";
    }
}
