using System.Text;
using Weir.Decisions;

namespace Weir.Events.Transport;

/// <summary>Where node and keeper meet in a data folder.</summary>
public static class UnixPath
{
    public const string Name = "keeper.sock";

    public static string In(string dataFolder) => Path.Combine(dataFolder, Name);

    /// <returns>Null for a path that a socket may have.</returns>
    internal static TransportFault? Check(string path) =>
        Encoding.UTF8.GetByteCount(path) is var bytes && bytes > Limits.SocketPathBytes
            ? new TransportFault(TransportFaultKind.PathTooLong,
                $"{path} has {bytes} bytes; {nameof(Limits.SocketPathBytes)} is {Limits.SocketPathBytes}")
            : null;
}
