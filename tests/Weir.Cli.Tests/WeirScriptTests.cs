using Xunit;

namespace Weir.Cli.Tests;

public sealed class WeirScriptTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Builds_OnceOnly_AndBecomesTheProgram()
    {
        var first = await _sandbox.BashAsync("./weir origin 'a b'", "typed");
        var second = await _sandbox.BashAsync("./weir origin", "typed");

        // The build gets no input and says nothing on standard output; all of that is the program's.
        Assert.Equal((7, "ran: origin a b\ntyped"), (first.Code, first.Output));
        Assert.Equal((7, "ran: origin\ntyped"), (second.Code, second.Output));
        Assert.Equal(1, _sandbox.Builds);
    }

    [Theory]
    [InlineData("src/Weir/Program.cs")]
    [InlineData("src/Weir")]
    [InlineData("global.json")]
    public async Task Builds_AgainAfterAChange(string changed)
    {
        await _sandbox.BashAsync("./weir");
        _sandbox.Touch(changed);
        await _sandbox.BashAsync("./weir");

        Assert.Equal(2, _sandbox.Builds);
    }

    [Fact]
    public async Task DoesNotBuild_ForDocumentsTestsOrBuildOutput()
    {
        _sandbox.Write("src/Weir/obj/x.cs", "");
        _sandbox.Write("src/Weir/README.md", "");
        _sandbox.Write("tests/A/a.cs", "");
        await _sandbox.BashAsync("./weir");
        foreach (var path in new[] { "src/Weir/obj/x.cs", "src/Weir/README.md", "tests/A/a.cs" })
        {
            _sandbox.Touch(path);
        }

        await _sandbox.BashAsync("./weir");

        Assert.Equal(1, _sandbox.Builds);
    }

    [Fact]
    public async Task BrokenBuild_Exits1_KeepsItsMessages_AndRunsNothingOld()
    {
        await _sandbox.BashAsync("./weir");
        _sandbox.Touch("src/Weir/Program.cs");
        _sandbox.Write("fake/broken", "");
        var broken = await _sandbox.BashAsync("./weir");
        File.Delete(_sandbox.InRoot("fake/broken"));
        var mended = await _sandbox.BashAsync("./weir");

        Assert.Equal((1, ""), (broken.Code, broken.Output));
        Assert.Contains("CS1002", broken.Error, StringComparison.Ordinal);
        Assert.Equal(7, mended.Code);
    }

    [Fact]
    public async Task WithoutTheSdk_SaysWhatToInstall_InOneLine()
    {
        _sandbox.Write("fake/sdks", "8.0.100 [/somewhere]\n");
        var old = await _sandbox.BashAsync("./weir");

        // A path with the tools that the script needs, and no dotnet.
        await _sandbox.BashAsync(
            "mkdir tools; for t in bash dirname readlink; do ln -s \"$(command -v $t)\" tools; done");
        var none = await _sandbox.BashAsync("./weir", path: _sandbox.InRoot("tools"));

        Assert.All([old, none], run =>
        {
            Assert.Equal((1, ""), (run.Code, run.Output));
            var line = Assert.Single(run.Error.Trim().Split('\n'));
            Assert.Contains(".NET 10 SDK", line, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task WorksThroughASymlink_FromAnywhere()
    {
        var elsewhere = Directory.CreateDirectory(_sandbox.InRoot("else where")).FullName;
        var run = await _sandbox.BashAsync("ln -s ../weir here; ./here up", folder: elsewhere);

        Assert.Equal("ran: up\n", run.Output);
    }

    [Fact]
    public async Task ReleaseArchive_NeedsNoDotnet()
    {
        _sandbox.Write("bin/weir", "#!/bin/bash\necho \"archive: $*\"\n");
        var run = await _sandbox.BashAsync("chmod +x bin/weir; rm fake/dotnet; ./weir up");

        Assert.Equal("archive: up\n", run.Output);
    }

    [Fact]
    public async Task TwoAtOnce_BuildOnce()
    {
        var run = await _sandbox.BashAsync("./weir </dev/null & ./weir </dev/null & wait");

        Assert.Equal("ran: \nran: \n", run.Output);
        Assert.Equal(1, _sandbox.Builds);
    }
}
