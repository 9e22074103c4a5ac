using System.Text.Json;
using Weir.Decisions.Scoring;
using Weir.Releases;
using Weir.Releases.Format;
using Xunit;

namespace Weir.Cli.Tests.Releases;

/// <summary><c>weir release build</c> and <c>verify</c>: from files to what a node would say.</summary>
public sealed class BuildVerifyTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_OfWhatNobodySigned_NamesTheGate_AndTheNextStep()
    {
        await _folder.TrustAsync("local");
        var file = Plain();

        var text = await _folder.WeirAsync($"release verify {file}");
        var json = await _folder.WeirAsync($"release verify {file} --json");

        Assert.Equal((1, 1), (text.Code, json.Code));
        Assert.StartsWith(
            "weir release verify: refused at verify: Unsigned: no signature at all\nSign it: ", text.Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "\nread       passed\nverify     refused: Unsigned\nvalidate   not reached\n", text.Output,
            StringComparison.Ordinal);
        var root = JsonDocument.Parse(json.Output).RootElement;
        Assert.False(root.GetProperty("taken").GetBoolean());
        Assert.Equal("Unsigned", root.GetProperty("refusal").GetProperty("reason").GetString());
        Assert.Equal("verify", root.GetProperty("refusal").GetProperty("gate").GetString());
        Assert.Equal("read", root.GetProperty("gates")[0].GetProperty("gate").GetString());
        Assert.Equal(
            ["passed", "refused", "not_reached", "not_reached", "not_reached"],
            root.GetProperty("gates").EnumerateArray().Select(
                static g => g.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Verify_ByAKeyThatIsNotTrusted_SaysHowToTrustIt()
    {
        await _folder.TrustAsync("local");
        await _folder.KeyAsync("stranger");
        var file = Plain();
        await _folder.WeirAsync($"release sign {file} --key stranger");

        var run = await _folder.WeirAsync($"release verify {file}");

        Assert.Equal(1, run.Code);
        Assert.Contains("refused at verify: UnknownSigner", run.Error, StringComparison.Ordinal);
        Assert.Contains($"weir keys trust FILE.pub --role model --data {_folder.Root}", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfWhatIsNoBundle_IsRefusedAtRead()
    {
        await _folder.TrustAsync("local");
        await File.WriteAllTextAsync(_folder.In("x"), "this is not a bundle", Ct);

        var run = await _folder.WeirAsync($"release verify {_folder.In("x")}");

        Assert.Equal(1, run.Code);
        Assert.StartsWith("read       refused: WrongMagic\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhereNothingIsTrusted_SaysWhatMakesARoot()
    {
        var run = await _folder.WeirAsync($"release verify {Plain()}");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("trusts nothing yet: 'weir up' makes its root", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_OfWhatIsNoModel_SaysSo_AndWritesNothing()
    {
        await File.WriteAllTextAsync(_folder.In("m"), "no model", Ct);
        await File.WriteAllTextAsync(_folder.In("p"), "{}\n", Ct);

        var run = await BuildAsync($"--model {_folder.In("m")} --probes {_folder.In("p")}");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains($"'{_folder.In("m")}' is no model", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.In("out.weir")));
    }

    [Fact]
    public async Task Build_OfAModelAlone_TakesTheProgramsFeaturesAndProbes_AndNumber1()
    {
        await File.WriteAllBytesAsync(_folder.In("m"), ShippedTrees(), Ct);

        var run = await BuildAsync($"--model {_folder.In("m")}");
        var seen = await Run.Weir($"release inspect {_folder.In("out.weir")}");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("model 1 in ", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\nNobody has signed it yet: weir release sign ", run.Output, StringComparison.Ordinal);
        var needs = ReadBundle().Manifest.Needs;
        Assert.True(ShippedModel.Plan().Try(out var plan, out _));
        Assert.Equal((plan.Model.Trees.TreeCount, 0), (needs.Trees, needs.Rows));
        Assert.Contains($"\nfeatures   {needs.Features}\ntrees      {needs.Trees}\nprobes     ",
            seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_OfASecretInAPolicy_IsRefused_AndWritesNothing()
    {
        await File.WriteAllTextAsync(_folder.In("p"), "-----BEGIN PRIVATE KEY-----\n", Ct);

        var run = await BuildAsync($"--policy {_folder.In("p")}");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("nothing is written: a node would refuse it: Validate: SecretInRelease", run.Error,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.In("out.weir")));
    }

    [Fact]
    public async Task Build_OfAPolicy_HoldsItAsItIs_AndVerifySaysThatNodesDoNotRunItYet()
    {
        await _folder.TrustAsync("local");
        await File.WriteAllTextAsync(_folder.In("p"), "sites: []\n", Ct);

        var run = await BuildAsync($"--policy {_folder.In("p")} --key local");
        var verified = await _folder.WeirAsync($"release verify {_folder.In("out.weir")}");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(1, verified.Code);
        Assert.Contains("refused at warm: UnknownLayer", verified.Error, StringComparison.Ordinal);
    }

    /// <summary>It may be meant for another node, so it is built all the same.</summary>
    [Fact]
    public async Task Build_ByAKeyThatMayNotSignTheLayer_Warns()
    {
        await _folder.KeyAsync("stranger");
        await File.WriteAllTextAsync(_folder.In("p"), "sites: []\n", Ct);
        var rootless = await BuildAsync($"--policy {_folder.In("p")} --key stranger");
        await _folder.TrustAsync("local");

        var built = await BuildAsync($"--policy {_folder.In("p")} --key stranger");
        var plain = await BuildAsync($"--policy {_folder.In("p")}");
        var signed = await _folder.WeirAsync($"release sign {_folder.In("out.weir")} --key stranger");

        Assert.Equal((0, ""), (rootless.Code, rootless.Error));
        var warning =
            $"warning: the root of {_folder.Root} does not let the key 'stranger' sign 'policy': its "
            + $"node refuses this until 'weir keys trust {_folder.In("keys/stranger.pub")} --role policy'\n";
        Assert.Equal((0, warning), (built.Code, built.Error));
        Assert.Equal((0, ""), (plain.Code, plain.Error));
        Assert.Equal((0, warning), (signed.Code, signed.Error));
    }

    [Theory]
    [InlineData("nodir/x.weir", "there is no folder {0}/nodir")]
    [InlineData("keys", "it is a folder")]
    [InlineData("p/x.weir", "{0}/p is a file")]
    public async Task Build_ToWhereNothingCanBe_SaysWhy(string to, string why)
    {
        await _folder.KeyAsync("local");
        await File.WriteAllTextAsync(_folder.In("p"), "sites: []\n", Ct);

        var run = await _folder.WeirAsync(
            $"release build --policy {_folder.In("p")} --out {_folder.In(to)}");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal(
            $"weir release build: '{_folder.In(to)}' cannot be written: "
            + why.Replace("{0}", _folder.Root, StringComparison.Ordinal) + "\n", run.Error);
    }

    [Fact]
    public async Task Build_OfAMissingFile_NamesIt()
    {
        var run = await BuildAsync("--policy no-such.yaml");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal("weir release build: there is no file 'no-such.yaml'\n", run.Error);
    }

    [Theory]
    [InlineData("", "say one of --model FILE and --policy FILE")]
    [InlineData("--model m --policy p", "say one of --model FILE and --policy FILE")]
    [InlineData("--policy m --probes p", "belong to a model")]
    [InlineData("--policy m --number 0", "--number: '0' is no number from 1 to 2^53")]
    [InlineData("--policy m --expires soon", "--expires: expected a duration, found 'soon'")]
    public async Task Build_WrongUsage_Exits2(string options, string reason)
    {
        var run = await BuildAsync(options);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] ShippedTrees()
    {
        using var shipped = typeof(ShippedModel).Assembly.GetManifestResourceStream("weir.model");
        using var bytes = new MemoryStream();
        shipped?.CopyTo(bytes);
        return bytes.ToArray();
    }

    private Bundle ReadBundle()
    {
        var bytes = File.ReadAllBytes(_folder.In("out.weir"));
        Assert.True(Bundle.Read(bytes).Try(out var bundle, out var refusal), $"{refusal}");
        return bundle;
    }

    private Task<Run> BuildAsync(string options) =>
        _folder.WeirAsync($"release build {options} --out {_folder.In("out.weir")}");

    private string Plain() => _folder.Bundle("r.weir", Layer.Model, ("trees", "some trees"u8.ToArray()));
}
