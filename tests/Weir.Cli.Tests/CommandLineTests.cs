using System.CommandLine;
using Weir.Cli.Commands.Syntax;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> EveryCommand => [.. Lines(Tree())];

    public static TheoryData<string, string> Planned => new()
    {
        { "release diff 1 2", "0.4" },
        { "pin", "0.4" },
        { "keys re-root", "a later version" },
        { "policy status", "0.4" },
        { "replay f --release 1", "a later version" },
    };

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public async Task Help_OfEveryCommand_Teaches(string command)
    {
        var help = await Run.Weir($"{command} --help");

        Assert.Equal(0, help.Code);
        Assert.Empty(help.Error);
        Assert.Contains($"Usage: {$"weir {command}".Trim()} ", help.Output, StringComparison.Ordinal);
        if (command.Length > 0)
        {
            Assert.Contains("Examples:", help.Output, StringComparison.Ordinal);
        }

        Assert.All(help.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.DoesNotContain('\e', help.Output);
    }

    [Fact]
    public void Tree_HasEveryCommandOfTheContract()
    {
        string[] expected =
        [
            "up", "check", "origin", "fingerprint", "features build", "features list", "train",
            "release build", "release sign", "release inspect", "release verify",
            "release publish", "release list", "release diff",
            "release rollback", "release unquarantine", "hold", "pin", "keys new",
            "keys list", "keys trust", "keys revoke", "keys re-root", "kill", "explain",
            "rule test", "drill list", "drill run", "replay", "policy status", "keeper",
        ];

        Assert.Empty(expected.Except(Lines(Tree())));
    }

    [Theory]
    [MemberData(nameof(Planned))]
    public async Task Planned_IsRefused_NamingTheVersion(string line, string version)
    {
        var run = await Run.Weir(line);

        Assert.Equal(1, run.Code);
        Assert.Empty(run.Output);
        Assert.Contains($"not built yet: expected in {version}\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsTheVersionAlone()
    {
        var run = await Run.Weir("--version");

        Assert.Equal((0, "0.3.0\n"), (run.Code, run.Output));
    }

    [Theory]
    [InlineData("fingerprnt", "Did you mean 'weir fingerprint'?")]
    [InlineData("release bulid", "Did you mean 'weir release build'?")]
    [InlineData("up --htp 127.0.0.1:1", "Did you mean '--http'?")]
    [InlineData("--hlep", "Did you mean 'weir --help'?")]
    [InlineData("drill run nov81", "there is no drill 'nov81'; did you mean 'nov18'?")]
    [InlineData("drill run nosuch", "there is no drill 'nosuch'; drills are scoring-gone, nov18, ")]
    [InlineData("nothing-like-it", "there is no command 'nothing-like-it'")]
    [InlineData(
        "up --http 8080",
        "--http: expected an address and port, found '8080'; "
        + "write an address in front of the port: '127.0.0.1:8080'")]
    [InlineData("up --http 127.0.0.1", "found '127.0.0.1'; add a port: '127.0.0.1:8080'")]
    [InlineData("up --https 127.0.0.1:70000", "'70000' is not a port")]
    [InlineData(
        "up --https 127.1:80",
        "'127.1' is not an IP address; write an address of this machine in full, such as '127.0.0.1:80'")]
    [InlineData(
        "up --admin http://127.0.0.1:9090",
        "found 'http://127.0.0.1:9090'; leave the scheme out: '127.0.0.1:9090'")]
    [InlineData("up --admin :9090", "found ':9090'; write '127.0.0.1:9090'")]
    [InlineData("up --http none --https none", "leave nothing to answer on")]
    [InlineData(
        "up --origin 127.0.0.1:3000",
        "'127.0.0.1:3000' has no scheme; write 'http://127.0.0.1:3000'")]
    [InlineData(
        "up --origin ftp://a",
        "unknown scheme 'ftp' of an origin; origins are http://, https:// or h2c://")]
    [InlineData("up --origin http://a/path", "found '/path': visitors' own are forwarded; write 'http://a'")]
    [InlineData("up --origin http://me:pw@a", "no user name")]
    [InlineData("up --origin http://a --config f", "exclude each other")]
    [InlineData("up --grace 5x", "found '5x'; write a whole number and ms, s, m, h or d")]
    [InlineData("up --grace 2h", "--grace: 2h is longer than 1h")]
    [InlineData("up --grace", "--grace")]
    [InlineData("check a b", "'b'")]
    [InlineData("check --unscoredd", "there is no option '--unscoredd'; did you mean '--unscored'?")]
    [InlineData(
        "origin --listen nonsense",
        "--listen: expected an address and port, found 'nonsense'; write such as '127.0.0.1:8080'")]
    [InlineData("@file", "there is no command '@file'")]
    public async Task WrongUsage_Exits2_AndSaysWhat(string line, string reason)
    {
        var run = await Run.Weir(line);

        Assert.Equal(2, run.Code);
        Assert.Empty(run.Output);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release rehearse --help", "weir release: there is no command 'rehearse'\n")]
    [InlineData("relaese --help", "weir: there is no command 'relaese'\nDid you mean 'weir release'?\n")]
    [InlineData("up --bogus", "weir up: there is no option '--bogus'\n")]
    [InlineData("up --htp 127.0.0.1:1", "weir up: there is no option '--htp'\nDid you mean '--http'?\n")]
    [InlineData("check --jsn typo.yaml",
        "weir check: there is no option '--jsn'; did you mean '--json'?\nSee 'weir check --help'.\n")]
    [InlineData("release inspect --jsn r.weir",
        "weir release inspect: there is no option '--jsn'\nDid you mean '--json'?\n")]
    [InlineData("check a b", "weir check: Unrecognized command or argument 'b'\n")]
    public async Task WrongUsage_NamesTheCulpritFirst(string line, string begins)
    {
        var run = await Run.Weir(line);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith(begins, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCommand_Exits2_WithTheOverview()
    {
        var run = await Run.Weir("");

        Assert.Equal(2, run.Code);
        Assert.Contains("Commands:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fingerprint_Json_AnswersOneObjectALine()
    {
        var run = await Run.Weir("fingerprint --json", "zz\n\n16\n");

        Assert.Equal(1, run.Code);
        Assert.Equal(3, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("{\"error\":\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fingerprint_OfNothing_IsDone()
    {
        var run = await Run.Weir("fingerprint");

        Assert.Equal((0, "", ""), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task Check_OfAMissingFile_Exits1()
    {
        var run = await Run.Weir("check no-such-file.yaml");

        Assert.Equal(1, run.Code);
    }

    private static RootCommand Tree() =>
        CommandTree.Create(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null));

    private static IEnumerable<string> Lines(Command command, string above = "") =>
        command.Subcommands
            .SelectMany(child => Lines(child, $"{above} {child.Name}".Trim()))
            .Prepend(above);
}
