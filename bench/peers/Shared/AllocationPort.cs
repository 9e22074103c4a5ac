using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Weir.Bench.Peers;

/// <summary>
/// Answers each connection with the bytes that this process has allocated so far, as one decimal line.
/// It is a socket of its own, so that the measured pipeline holds nothing that a bare app would not.
/// </summary>
internal static class AllocationPort
{
    public static void Open(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = ServeAsync(listener);
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptSocketAsync();
                var total = GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture);
                await client.SendAsync(Encoding.ASCII.GetBytes(total + "\n"));
            }
            catch (SocketException)
            {
                // The runner hung up early; the next question gets its answer.
            }
        }
    }
}
