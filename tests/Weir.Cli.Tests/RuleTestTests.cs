using System.Text.Json;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class RuleTestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-rules-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bot.score lt 30", "true")]
    [InlineData("http.host eq \"y\"", "false")]
    [InlineData("not (bot.verified)", "missing")]
    [InlineData("ip.src in {10.0.0.0/8} and ssl and cf.bot_management.score eq 12", "true")]
    [InlineData("http.referer eq \"y\"", "false")]
    public async Task Expression_OnARequest_IsTrueFalseOrMissing(string expression, string expected)
    {
        var request =
            Write("r.json", """{"http.host": "x", "bot.score": 12, "ip.addr": "10.1.1.1", "ssl": true}""");

        var run = await Weir("rule", "test", expression, "--request", request);

        Assert.Equal((0, $"{expected}\n", ""), (run.Code, run.Output, run.Error));
    }

    [Theory]
    [InlineData("tls.agrees", "false")]
    [InlineData("not tls.agrees and headers.count gt 9", "true")]
    [InlineData("h2.agrees or headers.count gt 9", "true")]
    [InlineData("count(\"ip\", \"1m\") gt 5", "true")]
    [InlineData("ratio(count(\"ip\", \"10s\"), count(\"ip\", \"1m\")) gt 0.4", "true")]
    [InlineData("count(\"prefix\", \"1m\") gt 5", "missing")]
    [InlineData("share_4xx(\"ip\", \"10m\") gt 0", "missing")]
    public async Task Expression_OnSignalsAndWindows(string expression, string expected)
    {
        var request = Write("r.json", """
            {"tls.agrees": false, "headers.count": 12,
             "count(\"ip\", \"1m\")": 6, "count(\"ip\", \"10s\")": 3}
            """);

        var run = await Weir("rule", "test", expression, "--request", request);

        Assert.Equal((0, $"{expected}\n", ""), (run.Code, run.Output, run.Error));
    }

    [Theory]
    [InlineData("tls.agree", "did you mean 'tls.agrees'?")]
    [InlineData("count(\"ip\", \"2m\") gt 5", "1m")]
    public async Task AnUnknownSignalOrWindow_Exits1_WithAdvice(string expression, string advice)
    {
        var run = await Weir("rule", "test", expression);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains(advice, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expression_WithoutARequest_MeetsOneWithoutFields()
    {
        Assert.Equal("missing\n", (await Weir("rule", "test", "not (bot.score gt 30)")).Output);
        Assert.Equal("true\n", (await Weir("rule", "test", "http.host ne \"x\"")).Output);
    }

    [Fact]
    public async Task WrongExpression_Exits1_WithPlaceAndCaret()
    {
        var run = await Weir("rule", "test", "ssl and\n  http.hots eq \"x\"");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal(
            "weir rule test: line 2, column 3: unknown field 'http.hots'\n"
            + "    http.hots eq \"x\"\n    ^^^^^^^^^\n  did you mean 'http.host'?\n",
            run.Error);
    }

    [Theory]
    [InlineData("""{"http.hots": "x"}""", "there is no field 'http.hots'; did you mean 'http.host'?")]
    [InlineData("""{"bot.score": "12"}""", "'bot.score' has to be a number")]
    [InlineData("""{"bot.score": 1e999}""", "'bot.score' has to be a number")]
    [InlineData("""{"http.host": 12}""", "'http.host' has to be text")]
    [InlineData("""{"ssl": "true"}""", "'ssl' has to be true or false")]
    [InlineData("""{"ip.src": "10.0.0"}""", "'ip.src' has to be an address")]
    [InlineData("""{"ip.src": "10.0.0.1", "ip.addr": "10.0.0.1"}""",
        "'ip.addr' is given twice; it is ip.src")]
    [InlineData("[]", "a request is a JSON object")]
    [InlineData("{\n  nonsense}", "not JSON: line 2, byte 3")]
    public async Task WrongRequest_Exits1_NamingTheKey(string request, string reason)
    {
        var run = await Weir("rule", "test", "ssl", "--request", Write("r.json", request));

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains($"r.json: {reason}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_OfExpressions_AnswersEach_AndExits1IfAnyIsWrong()
    {
        var file = Write("rules.txt", "ssl\r\n\nany(http.host)\nbot.score lt 30\n");

        var run = await Weir("rule", "test", "--file", file);

        Assert.Equal(1, run.Code);
        Assert.Equal(
            "false   ssl\nerror   any(http.host)\n"
            + "        line 3, column 1: 'any' is a function of Cloudflare's language that is not there yet\n"
            + "missing bot.score lt 30\n",
            run.Output);
        Assert.Equal("3 expressions: 2 compiled, 1 refused\n", run.Error);
    }

    [Fact]
    public async Task Json_IsOneObjectALine()
    {
        var file = Write("rules.txt", "ssl\nhttp.host eq 1\n");

        var run = await Weir("rule", "test", "--file", file, "--json");
        var one = await Weir("rule", "test", "true", "--json");

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("""{"line":1,"expression":"ssl","result":"false"}""", lines[0]);
        var error = JsonDocument.Parse(lines[1]).RootElement.GetProperty("error");
        Assert.Equal((1, 14), (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
        Assert.Equal("""{"expression":"true","result":"true"}""" + "\n", one.Output);
    }

    [Theory]
    [InlineData(1, "there is no file", "ssl", "--request", "/nowhere.json")]
    [InlineData(1, "there is no file", "--file", "/nowhere.txt")]
    [InlineData(2, "give an EXPRESSION, or --file with many, and not both")]
    [InlineData(2, "give an EXPRESSION, or --file with many, and not both", "ssl", "--file", "x")]
    public async Task WrongUse_SaysWhat(int code, string reason, params string[] arguments)
    {
        var run = await Weir(["rule", "test", .. arguments]);

        Assert.Equal((code, ""), (run.Code, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Unscored_ListsRulesThatChange()
    {
        var file = Write("weir.yaml", """
            version: 1
            sites:
              - id: shop
                hosts: ["*"]
                origins: ["http://127.0.0.1:9000"]
                rules:
                  - { id: a, when: ssl, then: allow }
                  - { id: b, when: bot.score lt 30, then: block }
                  - { id: c, when: ssl or bot.score lt 30, then: log }
                  - { id: d, when: not present(bot.score), then: log }
            """);

        var text = await Weir("check", file, "--unscored");
        var json = JsonDocument.Parse((await Weir("check", file, "--unscored", "--json")).Output).RootElement;

        Assert.Equal(0, text.Code);
        Assert.Contains(
            "  shop: b (block) never fires\n  shop: c (log) fires for fewer requests\n"
            + "  shop: d (log) may fire for other requests: it asks whether there is a score\n",
            text.Output, StringComparison.Ordinal);
        Assert.Equal(["b", "c", "d"], json.GetProperty("unscored").EnumerateArray()
            .Select(static rule => rule.GetProperty("rule").GetString()));
        Assert.Equal(0, json.GetProperty("problems").GetArrayLength());
    }

    private static async Task<Run> Weir(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Program.RunAsync(arguments, TextReader.Null, output, error);
        return new Run(code, output.ToString(), error.ToString());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
