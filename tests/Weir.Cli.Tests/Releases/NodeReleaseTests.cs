using System.Text.Json;
using Weir.Cli.Tests.Processes;
using Weir.Decisions.Scoring;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.History;
using Xunit;

namespace Weir.Cli.Tests.Releases;

/// <summary>
/// The commands against a node that runs as people run it, with the keys of its own first run.
/// </summary>
public sealed class NodeReleaseTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AModel_IsBuilt_Verified_Published_AndRuns_UntilItIsRolledBack()
    {
        await using var node = await UpAsync();
        var file = await BuildAsync("local-model");

        var verified = await WeirAsync($"release verify {file}");
        var published = await WeirAsync($"release publish {file} --json");
        var active = await ActiveModelAsync(node);
        var list = await WeirAsync("release list");
        var again = await WeirAsync($"release verify {file}");
        var rolled = await WeirAsync("release rollback model");

        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Contains(
            "\nread       passed\nverify     passed\nvalidate   passed\nprobe      passed\n"
                + "warm       passed\n",
            verified.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (published.Code, published.Error));
        Assert.Equal(Read(file).Hash.ToString(), Json(published).GetProperty("id").GetString());
        Assert.Equal(1, active);
        Assert.Equal((0, ""), (list.Code, list.Error));
        Assert.Contains("model 1", list.Output, StringComparison.Ordinal);
        Assert.Equal(1, again.Code);
        Assert.Contains("refused at verify: Replayed", again.Error, StringComparison.Ordinal);
        Assert.Equal((0, "model is back on what the program brings.\n", ""),
            (rolled.Code, rolled.Output, rolled.Error));
        Assert.Equal(0, await ActiveModelAsync(node));
        Assert.Equal(2, Read(await BuildAsync("local-model")).Manifest.Number);
    }

    [Fact]
    public async Task ALayerThatIsHeld_TakesNothing_UntilItIsReleased()
    {
        await using var node = await UpAsync();
        var file = await BuildAsync("local-model");

        var held = await WeirAsync("hold model --for 1h");
        var refused = await WeirAsync($"release publish {file}");
        var list = await WeirAsync("hold --list");
        var released = await WeirAsync("hold model --release");
        var taken = await WeirAsync($"release publish {file}");

        Assert.Equal((0, ""), (held.Code, held.Error));
        Assert.Equal(1, refused.Code);
        Assert.Contains("IntakeHeld", refused.Error, StringComparison.Ordinal);
        Assert.Matches(@"\nmodel +\S+ +operator ", list.Output);
        Assert.Equal((0, ""), (released.Code, released.Error));
        Assert.Equal((0, ""), (taken.Code, taken.Error));
        Assert.Equal(1, await ActiveModelAsync(node));
    }

    [Fact]
    public async Task ASwitch_IsThrown_Listed_AndEnded()
    {
        await using var node = await UpAsync();

        var thrown = await WeirAsync("kill module:traffic --for 10m");
        var during = await WeirAsync("kill --list");
        var ended = await WeirAsync("kill module:traffic --end");
        var after = await WeirAsync("kill --list");
        var nothing = await WeirAsync("kill rule:defualt/login --for 10m");

        Assert.Equal((0, ""), (thrown.Code, thrown.Error));
        Assert.Contains("module:traffic ", during.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Equal("Nothing is switched off.\n", after.Output);
        Assert.Equal(
            (1, "", "weir kill: no site 'defualt' runs here; did you mean 'default'?\n"),
            (nothing.Code, nothing.Output, nothing.Error));
    }

    [Fact]
    public async Task AKeyThatIsTrusted_MaySign_UntilItIsRevoked()
    {
        await using var node = await UpAsync();
        await WeirAsync("keys new builder");
        var file = await BuildAsync("builder");

        var before = await WeirAsync($"release publish {file}");
        var trusted = await WeirAsync($"keys trust {_folder.In("data/keys/builder.pub")} --role model");
        var during = await WeirAsync($"release publish {file}");
        var revoked = await WeirAsync("keys revoke builder");
        var after = await WeirAsync($"release publish {await BuildAsync("builder")}");

        Assert.Equal(1, before.Code);
        Assert.Contains("UnknownSigner", before.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (trusted.Code, trusted.Error));
        Assert.Contains("root 2, ", trusted.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (during.Code, during.Error));
        Assert.Equal((0, ""), (revoked.Code, revoked.Error));
        Assert.Contains("root 3, ", (await WeirAsync("keys list")).Output, StringComparison.Ordinal);
        Assert.Equal(1, after.Code);
        Assert.Contains("UnknownSigner", after.Error, StringComparison.Ordinal);
        Assert.Equal(1, await ActiveModelAsync(node));
    }

    [Fact]
    public async Task ASectionThatWasAtFault_ComesAgain_OnlyWhenSomebodySaysWhy()
    {
        string file;
        await using (var first = await UpAsync())
        {
            file = await BuildAsync("local-model");
            first.Signal(WeirProcess.Terminate);
            Assert.Equal(0, (await first.ExitAsync()).Code);
        }

        var trees = Read(file).Manifest.Sections.Single(static s => s.Name == "trees").Hash;
        var store = new ReleaseStore(new DurableFiles(), _folder.Data);
        Assert.Equal(FileStatus.Done, store.LoadTrust(out var trust, out _));
        Assert.NotNull(trust);
        Assert.Equal(
            FileStatus.Done,
            store.SaveTrust(trust.WithQuarantined(trees, "trees: StageFaults", DateTimeOffset.UnixEpoch)));
        await using var node = await UpAsync();

        var refused = await WeirAsync($"release publish {file}");
        var listed = await WeirAsync("release list");
        var mended = await WeirAsync($"release unquarantine {trees} --reason mended");
        var taken = await WeirAsync($"release publish {file}");

        Assert.Equal(1, refused.Code);
        Assert.Contains("Quarantined", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"{trees}", listed.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (mended.Code, mended.Error));
        Assert.Equal((0, ""), (taken.Code, taken.Error));
        Assert.Equal(1, await ActiveModelAsync(node));
    }

    [Fact]
    public async Task AFolderThatCannotBeWritten_RunsWhatIsProvenThere_AndStaysAsItIs()
    {
        await using (var first = await UpAsync())
        {
            await BuildAsync("local-model");
            first.Signal(WeirProcess.Terminate);
            Assert.Equal(0, (await first.ExitAsync()).Code);
        }

        var bytes = await File.ReadAllBytesAsync(_folder.In("r.weir"), Ct);
        var model = Read(_folder.In("r.weir")).Hash;
        var store = new ReleaseStore(new DurableFiles(), _folder.Data);
        Assert.Equal(FileStatus.Done, store.Put(model, bytes));
        var tuple = ReleaseTuple.Empty.With(Layer.Model, model);
        Assert.Equal(
            FileStatus.Done,
            store.SaveProven([new ProvenTuple(tuple, ScoringPlan.Version, DateTimeOffset.UnixEpoch)]));

        // No lock can be had, whoever asks: permissions do not bind an administrator.
        File.Delete(_folder.In("data/lock"));
        Directory.CreateDirectory(_folder.In("data/lock"));
        var before = Everything();
        await using (var node = await UpAsync())
        {
            Assert.Equal(1, await ActiveModelAsync(node));
            Assert.Contains(
                $"warning: the data folder {_folder.Data} cannot be written", $"{node.Error}",
                StringComparison.Ordinal);
            Assert.Contains(
                $"; releases of {_folder.Data}, which cannot be written\n", $"{node.Output}",
                StringComparison.Ordinal);
            using var client = new HttpClient();
            var status = await client.GetStringAsync(new Uri(node.Admin, "/api/status"), Ct);
            Assert.Contains("\"key\":\"storage\"", status, StringComparison.Ordinal);
            node.Signal(WeirProcess.Terminate);
            Assert.Equal(0, (await node.ExitAsync()).Code);
        }

        Assert.Equal(before, Everything());

        string[] Everything() =>
        [
            .. Directory.GetFiles(_folder.Data, "*", SearchOption.AllDirectories).Order()
                .Select(static file => $"{file} {Hash256.Of(File.ReadAllBytes(file))}"),
        ];
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static JsonElement Json(Run run) => JsonDocument.Parse(run.Output).RootElement;

    private static Bundle Read(string file)
    {
        Assert.True(Bundle.Read(File.ReadAllBytes(file)).Try(out var bundle, out var refusal), $"{refusal}");
        return bundle;
    }

    private Task<WeirProcess> UpAsync() => WeirProcess.UpAsync(_folder, "--keeper", "none");

    private Task<Run> WeirAsync(string line) => Run.Weir($"{line} --data {_folder.Data}");

    /// <summary>The program's own model as a release, signed by a key of the node's folder.</summary>
    private async Task<string> BuildAsync(string key)
    {
        using var shipped = typeof(ShippedModel).Assembly.GetManifestResourceStream("weir.model");
        Assert.NotNull(shipped);
        using var bytes = new MemoryStream();
        await shipped.CopyToAsync(bytes, Ct);
        await File.WriteAllBytesAsync(_folder.In("m"), bytes.ToArray(), Ct);
        var run = await WeirAsync(
            $"release build --model {_folder.In("m")} --out {_folder.In("r.weir")} --key {key}");
        Assert.Equal(0, run.Code);

        // A key that the root does not let sign the layer is warned of, and signs all the same.
        Assert.Equal(
            key.StartsWith("local-", StringComparison.Ordinal) ? "" : Warning(key), run.Error);
        return _folder.In("r.weir");
    }

    private string Warning(string key) =>
        $"warning: the root of {_folder.Data} does not let the key '{key}' sign 'model': its node refuses "
        + $"this until 'weir keys trust {_folder.In($"data/keys/{key}.pub")} --role model'\n";

    private static async Task<long> ActiveModelAsync(WeirProcess node)
    {
        using var client = new HttpClient();
        var status = await client.GetStringAsync(new Uri(node.Admin, "/api/status"), Ct);
        return JsonDocument.Parse(status).RootElement.GetProperty("active").GetProperty("model").GetInt64();
    }
}
