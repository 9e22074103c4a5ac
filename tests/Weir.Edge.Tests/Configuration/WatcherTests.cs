using System.Collections.Immutable;
using System.Threading.Channels;
using Weir.Decisions;
using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Edge.Tests.Configuration;

public sealed class WatcherTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SteppedTime _time = new();
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private ImmutableArray<string> _files;

    public WatcherTests()
    {
        _folder.Write("weir.yaml", "one");
        _files = [_folder.File("weir.yaml")];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reloads_WhenAsked_WithoutAChange()
    {
        await using var watcher = Started();

        watcher.RequestReload();

        Assert.Equal("one", await _calls.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Reloads_WhenTheFileIsWritten()
    {
        await using var watcher = Started();

        _folder.Write("weir.yaml", "two");

        Assert.Equal("two", await NextCall());
    }

    [Fact]
    public async Task Reloads_WhenTheFileIsReplacedByRename_WithTheSameTimeAndLength()
    {
        await using var watcher = Started();
        _folder.Write("new", "two");
        File.SetLastWriteTimeUtc(_folder.File("new"), File.GetLastWriteTimeUtc(_folder.File("weir.yaml")));

        File.Move(_folder.File("new"), _folder.File("weir.yaml"), overwrite: true);

        Assert.Equal("two", await NextCall());
    }

    [Fact]
    public async Task Reloads_WhenALinkIsSwapped_AsKubernetesDoes()
    {
        Directory.CreateDirectory(_folder.File("..1"));
        Directory.CreateDirectory(_folder.File("..2"));
        _folder.Write("..1/mounted.yaml", "one");
        _folder.Write("..2/mounted.yaml", "two");
        Directory.CreateSymbolicLink(_folder.File("..data"), "..1");
        File.CreateSymbolicLink(_folder.File("mounted.yaml"), "..data/mounted.yaml");
        _files = [_folder.File("mounted.yaml")];
        await using var watcher = Started();

        Directory.Delete(_folder.File("..data"));
        Directory.CreateSymbolicLink(_folder.File("..data"), "..2");

        Assert.Equal("two", await NextCall());
    }

    [Fact]
    public async Task Reloads_WhenACertificateAppears()
    {
        Directory.CreateDirectory(_folder.File("keys"));
        _files = [.. _files, _folder.File("keys/a.pem")];
        await using var watcher = Started();

        _folder.Write("keys/a.pem", "certificate");

        Assert.Equal("one", await NextCall());
    }

    [Fact]
    public async Task Watches_FilesThatAReloadNames()
    {
        await using var watcher = Started();
        _folder.Write("late.pem", "first");
        _files = [.. _files, _folder.File("late.pem")];
        watcher.RequestReload();
        await NextCall();

        _folder.Write("late.pem", "second");

        Assert.Equal("one", await NextCall());
    }

    [Fact]
    public async Task Leaves_TouchedFileAlone()
    {
        await using var watcher = Started();

        File.SetLastWriteTimeUtc(
            _folder.File("weir.yaml"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        for (var i = 0; i < 20; i++)
        {
            _time.Step(Limits.ConfigurationPoll);
            await Task.Yield();
        }

        watcher.RequestReload();
        await NextCall();
        Assert.False(_calls.Reader.TryRead(out _));
    }

    [Fact]
    public async Task GoesOn_AfterACallbackThatThrows()
    {
        var first = true;
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var watcher = Started(() =>
        {
            var fails = first;
            first = false;
            failed.TrySetResult();
            return fails ? throw new InvalidOperationException("of the test") : "survived";
        });

        watcher.RequestReload();
        await failed.Task;
        _folder.Write("weir.yaml", "two");

        Assert.Equal("survived", await NextCall());
    }

    [Fact]
    public async Task Starts_WhereTheFolderIsMissing()
    {
        _files = [_folder.File("nowhere/weir.yaml")];
        await using var watcher = Started(static () => "called");

        Directory.CreateDirectory(_folder.File("nowhere"));
        _folder.Write("nowhere/weir.yaml", "late");

        Assert.Equal("called", await NextCall());
    }

    private ConfigurationWatcher Started(Func<string>? read = null)
    {
        var content = read ?? (() => File.ReadAllText(_files[0]));
        var watcher = new ConfigurationWatcher(
            () => _files, stop => _calls.Writer.WriteAsync(content(), stop), _time);
        watcher.Start();
        return watcher;
    }

    /// <summary>Moves the clock on until the callback was called.</summary>
    private async Task<string> NextCall()
    {
        var stop = TestContext.Current.CancellationToken;
        var call = _calls.Reader.ReadAsync(stop).AsTask();
        while (!call.IsCompleted)
        {
            _time.Step(Limits.ConfigurationPoll);
            await Task.WhenAny(call, Task.Delay(1, stop));
        }

        return await call;
    }
}
