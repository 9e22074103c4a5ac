using Weir.Cli.Commands;
using Weir.Cli.Node;
using Xunit;

namespace Weir.Cli.Tests;

/// <summary>
/// Files where folders are needed, folders that are not there, a database that somebody holds.
/// </summary>
public sealed class WrongPlaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-place-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ADataFolderThatIsAFile_IsSaidToBeOne()
    {
        Assert.True(DataFolder.Open(AFile()).Try(out var folder, out _));
        using (folder)
        {
            Assert.Contains(
                "(it is a file, and a folder is needed)", folder.Warning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AKeeperWithoutANode_SaysSo()
    {
        var run = await Run.Weir($"keeper --data {_folder}");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith(
            $"keeper: no node listens on {_folder}/keeper.sock\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out {0}/nodir/x", "'{0}/nodir/x' cannot be written: there is no folder {0}/nodir")]
    [InlineData("--out {0}/x --report {0}/file", "--report: '{0}/file' is a file, and a folder is needed")]
    public async Task Training_IsNotBegunForAPlaceThatCannotBe(string options, string why)
    {
        AFile();

        var run = await Run.Weir(
            $"train --from {_folder} " + options.Replace("{0}", _folder, StringComparison.Ordinal));

        Assert.Equal(
            (1, "weir train: " + why.Replace("{0}", _folder, StringComparison.Ordinal) + "\n"),
            (run.Code, run.Error));
    }

    [Theory]
    [InlineData(".weir/events/events.duckdb", "weir features list. Or")]
    [InlineData("/var/lib/weir/events/events.duckdb", "weir features list --data /var/lib/weir. Or")]
    public void ADatabaseThatANodeHolds_IsAskedForThere(string path, string command)
    {
        var told = OfflineSource.Told(
            path, "weir features list", held: true, "IO Error: Could not set lock on file");

        Assert.Equal(
            $"a running node has '{path}' open, and nobody else can read it meanwhile", told.Message);
        Assert.StartsWith(
            $"Ask the node: {command} read its hourly files", told.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HourlyFilesThatAreNotThere_AreSaidToComeByTheHour()
    {
        var run = await Run.Weir($"features list --from {_folder}/events/parquet");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal(
            $"weir features list: there is no file or folder {_folder}/events/parquet\n"
            + $"{OfflineSource.WhenParquet}\n", run.Error);
    }

    private string AFile()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        return file;
    }
}
