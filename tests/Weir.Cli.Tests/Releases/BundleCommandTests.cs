using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Weir.Releases;
using Weir.Releases.Format;
using Weir.Releases.Trust;
using Xunit;

namespace Weir.Cli.Tests.Releases;

/// <summary><c>weir release sign</c> and <c>inspect</c>, on bundles of real bytes.</summary>
public sealed class BundleCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sign_AddsASignatureThatFits_AndChangesNothingElse()
    {
        var key = await _folder.KeyAsync("model");
        var file = Plain("r.weir");
        var before = Read(file);

        var run = await _folder.WeirAsync($"release sign {file} --key model");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var after = Read(file);
        Assert.Equal(before.Hash, after.Hash);
        Assert.True(before.Envelope.Rest.Span.SequenceEqual(after.Envelope.Rest.Span));
        Assert.True(Signatures.Signers(SigningDomain.Release, after.Envelope).Try(out var signers, out _));
        Assert.Equal([key], signers);
    }

    [Fact]
    public async Task Sign_BySeveralKeys_KeepsEach_AndRefusesASecondByTheSame()
    {
        await _folder.KeyAsync("one");
        await _folder.KeyAsync("two");
        var file = Plain("r.weir");
        await _folder.WeirAsync($"release sign {file} --key one");
        await _folder.WeirAsync($"release sign {file} --key two");
        var signed = await File.ReadAllBytesAsync(file, Ct);

        var again = await _folder.WeirAsync($"release sign {file} --key one");

        Assert.Equal((1, ""), (again.Code, again.Output));
        Assert.Contains("has signed it already", again.Error, StringComparison.Ordinal);
        Assert.Equal(signed, await File.ReadAllBytesAsync(file, Ct));
        Assert.Equal(2, Read(file).Envelope.Signatures.Length);
    }

    [Fact]
    public async Task Sign_WithoutTheKey_SaysHowToMakeOne_AndLeavesTheFile()
    {
        var file = Plain("r.weir");
        var before = await File.ReadAllBytesAsync(file, Ct);

        var run = await _folder.WeirAsync($"release sign {file} --key model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("'weir keys new model' makes one", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Ct));
    }

    [Fact]
    public async Task Sign_OfWhatIsNoBundle_IsRefused()
    {
        await _folder.KeyAsync("model");
        await File.WriteAllTextAsync(_folder.In("x"), "this is not a bundle", Ct);

        var run = await _folder.WeirAsync($"release sign {_folder.In("x")} --key model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("Read: WrongMagic", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The signature is over the manifest, and would fit.</summary>
    [Theory]
    [InlineData("flipped", "not signed: Read: SectionCorrupt: section 'trees'")]
    [InlineData("cut", "not signed: Read: Truncated")]
    public async Task Sign_OfADamagedFile_IsRefused_AndLeavesIt(string how, string said)
    {
        await _folder.KeyAsync("model");
        var file = Plain("r.weir");
        var broken = Break(await File.ReadAllBytesAsync(file, Ct), how);
        await File.WriteAllBytesAsync(file, broken, Ct);

        var run = await _folder.WeirAsync($"release sign {file} --key model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith($"weir release sign: {said}", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("get it again from where it was built.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(broken, await File.ReadAllBytesAsync(file, Ct));
    }

    [Fact]
    public async Task Sign_WhereTheFolderCannotBeWritten_LeavesTheFile()
    {
        await _folder.KeyAsync("model");
        var file = Plain("r.weir");
        var before = await File.ReadAllBytesAsync(file, Ct);

        // A folder in the place of the temporary name: works for the administrator too, unlike permissions.
        Directory.CreateDirectory(_folder.In(".new-r.weir"));

        var run = await _folder.WeirAsync($"release sign {file} --key model");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("cannot be written, and is as it was", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Ct));
    }

    /// <summary>The system ends a write in the middle, as a full disk or a kill does.</summary>
    [Fact]
    public async Task Sign_CutShortInTheMiddle_LeavesTheFileWhole()
    {
        await _folder.KeyAsync("model");
        var noise = new byte[256 * 1024];
        new Random(7).NextBytes(noise);
        var file = _folder.Bundle("r.weir", Layer.Model, ("trees", noise));
        var before = await File.ReadAllBytesAsync(file, Ct);
        var program = Path.Combine(AppContext.BaseDirectory, "weir");

        var code = await BashAsync(
            $"ulimit -f 64; {program} release sign {file} --key model --data {_folder.Root}");

        Assert.NotEqual(0, code);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Ct));

        // What was left behind, if anything, is in nobody's way.
        var again = await _folder.WeirAsync($"release sign {file} --key model");
        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.Empty(Directory.GetFiles(_folder.Root, ".new-*"));
        Assert.Single(Read(file).Envelope.Signatures);
    }

    [Fact]
    public async Task Inspect_TellsTheManifest_SectionsAndSigners()
    {
        var key = await _folder.KeyAsync("model");
        var file = Plain("r.weir");
        await _folder.WeirAsync($"release sign {file} --key model");

        var run = await Run.Weir($"release inspect {file}");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var hash = Hash256.Of("some trees"u8);
        Assert.Contains("\nlayer      model\nnumber     4\ncreated    2026-06-01T12:00:00Z\n", run.Output,
            StringComparison.Ordinal);
        Assert.Contains($"\nsigned by  {key}\n", run.Output, StringComparison.Ordinal);
        Assert.Matches($@"\ntrees +\d+ +10 +whole +{hash}\n", run.Output);
        Assert.Contains("\nneeds      1 features, 2 trees, 3 rows\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_ForAProgram_SaysTheSame()
    {
        var file = Plain("r.weir");

        var run = await Run.Weir($"release inspect {file} --json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(Read(file).Hash.ToString(), root.GetProperty("hash").GetString());
        Assert.Equal("model", root.GetProperty("layer").GetString());
        Assert.Equal(4, root.GetProperty("number").GetInt32());
        Assert.Empty(root.GetProperty("signatures").EnumerateArray());
        Assert.Equal("whole", root.GetProperty("sections")[0].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("refusal").ValueKind);
    }

    [Fact]
    public async Task Inspect_OfSignals_TellsTheirFigures_AndTheBusiestJa4s()
    {
        var file = _folder.Bundle(
            "s.weir", Layer.Signals,
            ("features", "a\tf32\t0.1\nb\tbool\t0\n"u8.ToArray()),
            ("traffic", Encoding.ASCII.GetBytes(
                "1780311600\nt13d1\t5\t2\t0\t0\t0\t0\t0\t2\nt13d2\t70\t9\t0\t0\t0\t0\t0\t1\n")),
            ("counts", "29671858\t70\n29671859\t5\n"u8.ToArray()));

        var text = await Run.Weir($"release inspect {file}");
        var json = await Run.Weir($"release inspect {file} --json");

        Assert.Equal((0, ""), (text.Code, text.Error));
        Assert.Contains(
            "\nmeasured   2026-06-01T11:00:00Z\ncolumns    2\nja4s       2\nminutes    2\nrows       75\n",
            text.Output, StringComparison.Ordinal);
        Assert.Contains("\n70        9          t13d2\n5         2          t13d1\n", text.Output,
            StringComparison.Ordinal);
        var content = JsonDocument.Parse(json.Output).RootElement.GetProperty("content");
        Assert.Equal("2026-06-01T11:00:00Z", content.GetProperty("measured").GetString());
        Assert.Equal(2, content.GetProperty("columns").GetInt64());
        Assert.Equal(75, content.GetProperty("rows").GetInt64());
        var top = content.GetProperty("top")[0];
        Assert.Equal("t13d2", top.GetProperty("ja4").GetString());
        Assert.Equal((70, 9),
            (top.GetProperty("requests").GetInt64(), top.GetProperty("addresses").GetInt64()));
    }

    [Fact]
    public async Task Inspect_OfSignalsThatAreNoNumbers_HasNullInTheirPlace()
    {
        var file = _folder.Bundle(
            "s.weir", Layer.Signals,
            ("traffic", "soon\nt13d1\t1e999\t2\nt13d2\t70\tmany\n"u8.ToArray()),
            ("counts", "29671858\t1e308\n29671859\t1e308\n"u8.ToArray()));

        var text = await Run.Weir($"release inspect {file}");
        var json = await Run.Weir($"release inspect {file} --json");

        Assert.Equal((0, 0), (text.Code, json.Code));
        Assert.Contains("\nmeasured   unreadable\ncolumns    unreadable\n", text.Output,
            StringComparison.Ordinal);
        var content = JsonDocument.Parse(json.Output).RootElement.GetProperty("content");
        Assert.Equal(JsonValueKind.Null, content.GetProperty("measured").ValueKind);
        Assert.Equal(JsonValueKind.Null, content.GetProperty("columns").ValueKind);
        Assert.Equal(JsonValueKind.Null, content.GetProperty("rows").ValueKind);
        var top = Assert.Single(content.GetProperty("top").EnumerateArray());
        Assert.Equal(70, top.GetProperty("requests").GetInt64());
        Assert.Equal(JsonValueKind.Null, top.GetProperty("addresses").ValueKind);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "empty", "nothing of it can be read: read: Truncated" },
        { "magic", "nothing of it can be read: read: WrongMagic" },
        { "manifest", "readable up to its signatures, and its manifest is not: read: " },
        { "cut", "readable up to section 'trees': read: Truncated" },
        { "flipped", "readable up to section 'trees': read: SectionCorrupt" },
        { "longer", "readable up to its last section: read: TrailingBytes" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Inspect_OfABrokenFile_SaysHowFarItGoes_AndExits1(string how, string said)
    {
        var file = Plain("r.weir");
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        await File.WriteAllBytesAsync(file, Break(bytes, how), Ct);

        var text = await Run.Weir($"release inspect {file}");
        var json = await Run.Weir($"release inspect {file} --json");

        Assert.Equal((1, 1), (text.Code, json.Code));
        Assert.Contains($"weir release inspect: {said}", text.Error, StringComparison.Ordinal);
        var refusal = JsonDocument.Parse(json.Output).RootElement.GetProperty("refusal");
        Assert.Equal("read", refusal.GetProperty("gate").GetString());
        Assert.Contains($"{refusal.GetProperty("reason").GetString()}", text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OfAForgedSignature_SaysThatItDoesNotFit_AndIsNoVerdict()
    {
        var key = await _folder.KeyAsync("model");
        var file = Plain("r.weir");
        await _folder.WeirAsync($"release sign {file} --key model");
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        var at = 8 + 4 + Read(file).Envelope.Document.Length + 2 + 32;
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Ct);

        var run = await Run.Weir($"release inspect {file}");

        Assert.Equal(0, run.Code);
        Assert.Contains($"\nsigned by  {key}  does not fit\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release sign f", "--key")]
    [InlineData("release inspect", "FILE")]
    public async Task WrongUsage_Exits2(string line, string reason)
    {
        var run = await Run.Weir(line);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] Break(byte[] bytes, string how) => how switch
    {
        "empty" => [],
        "magic" => [.. "WEIRREL9"u8, .. bytes[8..]],
        "manifest" => [.. bytes[..13], .. "X"u8, .. bytes[14..]],
        "cut" => bytes[..^3],
        "flipped" => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
        _ => [.. bytes, 0],
    };

    private static Bundle Read(string file)
    {
        Assert.True(Bundle.Read(File.ReadAllBytes(file)).Try(out var bundle, out var refusal), $"{refusal}");
        return bundle;
    }

    private string Plain(string name) => _folder.Bundle(
        name, Layer.Model, ("trees", "some trees"u8.ToArray()));

    private static async Task<int> BashAsync(string script)
    {
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var start = new ProcessStartInfo("/bin/bash", ["-c", script])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,

            // The runtime's own double mapping is a file to the system, and larger than the bound.
            Environment =
            {
                ["DOTNET_ROOT"] = runtime.Parent?.Parent?.Parent?.FullName,
                ["DOTNET_EnableWriteXorExecute"] = "0",
            },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("no bash");
        await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return process.ExitCode;
    }
}
