using Weir.Decisions;
using Weir.Decisions.Signals;

namespace Weir.Fuzz.Oracles;

/// <summary>
/// The reassembly of a ClientHello written as plainly as the RFC says it, a byte at a time.
/// </summary>
public static class SlowAssembler
{
    public static (AssemblyStatus Status, byte[] Message) Assemble(ReadOnlySpan<byte> received)
    {
        var message = new List<byte>();
        for (var at = 0; ;)
        {
            var (stopped, length) = Header(received, at, message.Count == 0);
            if (stopped != AssemblyStatus.Unset)
            {
                return (stopped, []);
            }

            at += 5;
            for (var end = at + length; at < end; at++)
            {
                var status = Missing(received, at);
                if (status == AssemblyStatus.Unset)
                {
                    message.Add(received[at]);
                    status = Judge(message);
                }

                if (status != AssemblyStatus.Unset)
                {
                    return (status, status == AssemblyStatus.Complete ? [.. message] : []);
                }
            }
        }
    }

    private static (AssemblyStatus Stopped, int Length) Header(
        ReadOnlySpan<byte> received, int at, bool first)
    {
        for (var i = 0; i < 5; i++)
        {
            var missing = Missing(received, at + i);
            if (missing != AssemblyStatus.Unset)
            {
                return (missing, 0);
            }

            if ((i == 0 && received[at] != 22) || (i == 1 && received[at + 1] != 3))
            {
                return (first ? AssemblyStatus.NotTls : AssemblyStatus.Malformed, 0);
            }
        }

        var length = (received[at + 3] << 8) + received[at + 4];
        return (length is 0 or > 16384 ? AssemblyStatus.Malformed : AssemblyStatus.Unset, length);
    }

    private static AssemblyStatus Missing(ReadOnlySpan<byte> received, int at)
    {
        if (at >= Limits.ClientHelloBytes)
        {
            return AssemblyStatus.TooLarge;
        }

        return at >= received.Length ? AssemblyStatus.NeedMore : AssemblyStatus.Unset;
    }

    private static AssemblyStatus Judge(List<byte> message)
    {
        if (message[0] != 1)
        {
            return AssemblyStatus.NotClientHello;
        }

        if (message.Count < 4)
        {
            return AssemblyStatus.Unset;
        }

        var expected = 4 + (message[1] << 16) + (message[2] << 8) + message[3];
        if (expected > Limits.ClientHelloBytes)
        {
            return AssemblyStatus.TooLarge;
        }

        return message.Count == expected ? AssemblyStatus.Complete : AssemblyStatus.Unset;
    }
}
