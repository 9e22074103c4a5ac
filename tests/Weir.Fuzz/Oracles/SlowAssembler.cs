using Weir.Decisions;
using Weir.Decisions.Signals;

namespace Weir.Fuzz.Oracles;

/// <summary>The reassembly of a ClientHello written as plainly as the RFC says it, a byte at a time.</summary>
public static class SlowAssembler
{
    public static (AssemblyStatus Status, byte[] Message) Assemble(ReadOnlySpan<byte> received)
    {
        var message = new List<byte>();
        var at = 0;
        while (true)
        {
            for (var i = 0; i < 5; i++)
            {
                if (at + i >= Limits.ClientHelloBytes)
                {
                    return (AssemblyStatus.TooLarge, []);
                }

                if (at + i >= received.Length)
                {
                    return (AssemblyStatus.NeedMore, []);
                }

                if ((i == 0 && received[at] != 22) || (i == 1 && received[at + 1] != 3))
                {
                    return (message.Count == 0 ? AssemblyStatus.NotTls : AssemblyStatus.Malformed, []);
                }
            }

            var length = (received[at + 3] << 8) + received[at + 4];
            if (length is 0 or > 16384)
            {
                return (AssemblyStatus.Malformed, []);
            }

            at += 5;
            for (var i = 0; i < length; i++, at++)
            {
                if (at >= Limits.ClientHelloBytes)
                {
                    return (AssemblyStatus.TooLarge, []);
                }

                if (at >= received.Length)
                {
                    return (AssemblyStatus.NeedMore, []);
                }

                message.Add(received[at]);
                if (message[0] != 1)
                {
                    return (AssemblyStatus.NotClientHello, []);
                }

                if (message.Count < 4)
                {
                    continue;
                }

                var expected = 4 + (message[1] << 16) + (message[2] << 8) + message[3];
                if (expected > Limits.ClientHelloBytes)
                {
                    return (AssemblyStatus.TooLarge, []);
                }

                if (message.Count == expected)
                {
                    return (AssemblyStatus.Complete, [.. message]);
                }
            }
        }
    }
}
