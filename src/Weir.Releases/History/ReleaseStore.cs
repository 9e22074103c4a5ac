using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Releases.Trust;

namespace Weir.Releases.History;

/// <summary>
/// The release side of a node's data folder: <c>releases/HASH.weir</c>, <c>refused/HASH.weir</c> with the
/// reason beside it, <c>trust/state.json</c> and <c>proven.json</c>. Used by one caller at a time.
/// </summary>
public sealed class ReleaseStore(IDurableFiles files, string folder)
{
    private const string Extension = ".weir";
    private const string ReasonExtension = ".txt";
    private const string ProvenName = "proven.json";
    private const string TrustName = "state.json";
    private const string DeskName = "desk.json";

    private readonly string _releases = Path.Combine(folder, "releases");
    private readonly string _refused = Path.Combine(folder, "refused");
    private readonly string _trust = Path.Combine(folder, "trust");

    /// <summary>Makes the folders and removes what an interrupted write left behind.</summary>
    public FileStatus Open()
    {
        foreach (var part in (ReadOnlySpan<string>)[folder, _releases, _refused, _trust])
        {
            var made = files.MakeFolder(part);
            var status = made == FileStatus.Done ? WholeFiles.Sweep(files, part) : made;
            if (status != FileStatus.Done)
            {
                return status;
            }
        }

        var swept = SweepReasons();
        return swept == FileStatus.Done ? files.FlushFolder(folder) : swept;
    }

    /// <summary>Stores a bundle under its hash; Done means that it survives a power cut.</summary>
    public FileStatus Put(Hash256 hash, ReadOnlySpan<byte> bundle) =>
        WholeFiles.Replace(files, _releases, hash + Extension, bundle);

    public FileStatus Get(Hash256 hash, out byte[] bundle) =>
        files.Read(Path.Combine(_releases, hash + Extension), Limits.ReleaseBytes, out bundle);

    /// <summary>Bundles that are stored, oldest first.</summary>
    public FileStatus List(out IReadOnlyList<Hash256> hashes)
    {
        hashes = [];
        var status = files.List(_releases, out var found);
        if (status == FileStatus.Done)
        {
            hashes = [.. found.Select(f => HashOf(f.Name)).OfType<Hash256>()];
        }

        return status;
    }

    /// <summary>Removes every bundle that is not to be kept.</summary>
    public FileStatus Keep(IReadOnlySet<Hash256> kept)
    {
        var status = List(out var hashes);
        foreach (var hash in hashes.Where(h => !kept.Contains(h)))
        {
            var removed = files.Delete(Path.Combine(_releases, hash + Extension));
            status = removed == FileStatus.Done ? status : removed;
        }

        return status;
    }

    /// <summary>
    /// Sets a refused bundle aside with its reason, within <see cref="Limits.RefusedBundles"/> and
    /// <see cref="Limits.RefusedBytes"/>; the oldest goes first. The reason is written first: a bundle that
    /// is there has one, and a reason alone is swept away.
    /// </summary>
    public FileStatus SetAside(Hash256 hash, ReadOnlySpan<byte> bundle, Refusal refusal)
    {
        if (bundle.Length > Limits.RefusedBytes)
        {
            return FileStatus.TooLarge;
        }

        var status = MakeRoom(hash, bundle.Length);
        status = status == FileStatus.Done
            ? WholeFiles.Replace(
                files, _refused, hash + ReasonExtension, System.Text.Encoding.UTF8.GetBytes($"{refusal}\n"))
            : status;
        return status == FileStatus.Done
            ? WholeFiles.Replace(files, _refused, hash + Extension, bundle)
            : status;
    }

    public FileStatus SaveTrust(TrustState state) =>
        WholeFiles.Replace(files, _trust, TrustName, TrustFile.Write(state));

    /// <returns>NotFound on a first boot; Failed, and why, where it cannot be read.</returns>
    public FileStatus LoadTrust(out TrustState? state, out Refusal? why)
    {
        (state, why) = (null, null);
        var status = files.Read(Path.Combine(_trust, TrustName), Limits.TrustBytes, out var content);
        if (status != FileStatus.Done)
        {
            return status;
        }

        if (TrustFile.Read(content).Try(out var read, out var refusal))
        {
            state = read;
            return FileStatus.Done;
        }

        why = refusal;
        return FileStatus.Failed;
    }

    /// <summary>Trust that is none is kept beside for people, the newest such, and no longer read.</summary>
    public FileStatus PutTrustAside() =>
        files.Rename(Path.Combine(_trust, TrustName), Path.Combine(_trust, TrustName + ".bad")) is var moved
            && moved != FileStatus.Done ? moved : files.FlushFolder(_trust);

    public FileStatus SaveProven(ImmutableArray<ProvenTuple> newestFirst) => WholeFiles.Replace(
        files, folder, ProvenName, ProvenFile.Write([.. newestFirst.Take(Limits.ProvenTuples)]));

    /// <summary>A first boot has none; an unreadable list is told as why, and is none either.</summary>
    public FileStatus LoadProven(out ImmutableArray<ProvenTuple> newestFirst, out Refusal? why)
    {
        (newestFirst, why) = ([], null);
        var status = files.Read(Path.Combine(folder, ProvenName), Limits.TrustBytes, out var content);
        if (status != FileStatus.Done)
        {
            return status;
        }

        if (ProvenFile.Read(content).Try(out var read, out var refusal))
        {
            newestFirst = read;
            return FileStatus.Done;
        }

        why = refusal;
        return FileStatus.Failed;
    }

    /// <summary>What operators have asked for: holds and switches.</summary>
    public FileStatus SaveDesk(ReadOnlySpan<byte> content) =>
        WholeFiles.Replace(files, folder, DeskName, content);

    public FileStatus LoadDesk(out byte[] content) =>
        files.Read(Path.Combine(folder, DeskName), Limits.TrustBytes, out content);

    private FileStatus SweepReasons()
    {
        var status = files.List(_refused, out var found);
        var names = found.Select(static f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Where(n => n.EndsWith(ReasonExtension, StringComparison.Ordinal)
            && !names.Contains(Path.ChangeExtension(n, Extension))))
        {
            var removed = files.Delete(Path.Combine(_refused, name));
            status = removed == FileStatus.Done ? status : removed;
        }

        return status;
    }

    // One that came before and comes again takes its own place.
    private FileStatus MakeRoom(Hash256 coming, long bytes)
    {
        var status = files.List(_refused, out var found);
        var bundles = found.Where(f => HashOf(f.Name) is { } hash && hash != coming).ToList();
        var total = bundles.Sum(f => f.Bytes) + bytes;
        var count = bundles.Count + 1;
        foreach (var oldest in bundles)
        {
            if (status != FileStatus.Done || (count <= Limits.RefusedBundles && total <= Limits.RefusedBytes))
            {
                break;
            }

            status = files.Delete(Path.Combine(_refused, oldest.Name));
            status = status == FileStatus.Done
                ? files.Delete(Path.Combine(_refused, Path.ChangeExtension(oldest.Name, ReasonExtension)))
                : status;
            (count, total) = (count - 1, total - oldest.Bytes);
        }

        return status;
    }

    private static Hash256? HashOf(string name) =>
        name.EndsWith(Extension, StringComparison.Ordinal)
        && Hash256.TryRead(name.AsSpan(0, name.Length - Extension.Length), out var hash)
            ? hash
            : null;
}
