using Weir.Decisions;
using Weir.Releases.History;
using Weir.Releases.Tests.Durability;

namespace Weir.Releases.Tests;

/// <summary>The file system itself: what it throws comes back as a value.</summary>
public sealed class DurableFilesTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly DurableFiles _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteNew_NeverTakesAnothersPlace()
    {
        Assert.Equal(FileStatus.Done, _files.WriteNew(At("a"), "one"u8));
        Assert.Equal(FileStatus.Failed, _files.WriteNew(At("a"), "two"u8));
        Assert.Equal(FileStatus.Done, _files.Read(At("a"), 100, out var content));
        Assert.Equal("one"u8, content);
        Assert.Equal(FileStatus.NotFound, _files.WriteNew(At("no/a"), "one"u8));
    }

    [Fact]
    public void Files_AreTheOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes here.");
        Assert.Equal(FileStatus.Done, _files.MakeFolder(At("d")));
        Assert.Equal(FileStatus.Done, _files.WriteNew(At("d/a"), "one"u8));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Owner, File.GetUnixFileMode(At("d/a")));
            Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(At("d")));
        }
    }

    [Fact]
    public void Read_OfMoreThanWanted_HoldsNothing()
    {
        Assert.Equal(FileStatus.Done, _files.WriteNew(At("a"), new byte[100]));
        Assert.Equal(FileStatus.TooLarge, _files.Read(At("a"), 99, out var content));
        Assert.Empty(content);
        Assert.Equal(FileStatus.Done, _files.Read(At("a"), 100, out _));
    }

    [Fact]
    public void WhatIsNotThere_IsSaidNotToBe()
    {
        Assert.Equal(FileStatus.NotFound, _files.Read(At("a"), 1, out _));
        Assert.Equal(FileStatus.NotFound, _files.Rename(At("a"), At("b")));
        Assert.Equal(FileStatus.NotFound, _files.List(At("no"), out _));
        Assert.Equal(FileStatus.Done, _files.Delete(At("a")));
        Assert.Equal(FileStatus.Failed, _files.FlushFolder(At("no")));
    }

    [Fact]
    public void Folder_WhereAFileIs_CannotBeMade()
    {
        Assert.Equal(FileStatus.Done, _files.WriteNew(At("a"), []));
        Assert.NotEqual(FileStatus.Done, _files.MakeFolder(At("a/b")));
        Assert.NotEqual(FileStatus.Done, new ReleaseStore(_files, At("a")).Open());
    }

    [Fact]
    public void ClosedFolder_IsDenied()
    {
        Assert.SkipWhen(
            Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "Modes do not hold root back.");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(FileStatus.Done, _files.MakeFolder(At("d")));
            File.SetUnixFileMode(At("d"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Assert.Equal(FileStatus.Denied, _files.WriteNew(At("d/a"), []));
        }
    }

    [Fact]
    public void SetAside_OfMoreThanIsEverKept_WritesNothing()
    {
        var store = _folder.Reopened();
        var huge = GC.AllocateUninitializedArray<byte>((int)Limits.RefusedBytes + 1);
        Assert.Equal(FileStatus.TooLarge, store.SetAside(Hash256.Of([]), huge, default));
        Assert.Empty(Directory.GetFiles(At("refused")));
    }

    [Fact]
    public void Garbage_InPlaceOfState_IsSaidWhyAndLeftThere()
    {
        var store = _folder.Reopened();
        Assert.Equal(FileStatus.NotFound, store.LoadTrust(out _, out _));
        Assert.Equal(FileStatus.NotFound, store.LoadProven(out _, out _));
        File.WriteAllBytes(At("trust/state.json"), [1, 2, 3]);
        File.WriteAllBytes(At("proven.json"), []);
        Assert.Equal(FileStatus.Failed, store.LoadTrust(out var state, out var why));
        Assert.Null(state);
        Assert.Equal(RefusalReason.Malformed, why?.Reason);
        Assert.Equal(FileStatus.Failed, store.LoadProven(out var proven, out why));
        Assert.Empty(proven);
        Assert.Equal(RefusalReason.Malformed, why?.Reason);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);
}
