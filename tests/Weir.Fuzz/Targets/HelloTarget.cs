using System.Buffers;
using System.Text.RegularExpressions;
using Weir.Decisions;
using Weir.Decisions.Signals;
using Weir.Fuzz.Building;
using Weir.Fuzz.Oracles;

namespace Weir.Fuzz.Targets;

/// <summary>Records, reassembly, ClientHello and JA4.</summary>
public sealed partial class HelloTarget : IFuzzTarget
{
    public string Name => "hello";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [22, 3, 1, 0, 1], [22, 3, 3, 64, 0], [1, 0, 0, 0], [0x0a, 0x0a, 0, 0], [0x0a, 0x0a], [0, 41, 0, 0],
        [0, 43, 0, 3, 2, 3, 4], [0, 16, 0, 5, 0, 3, 2, 104, 50], [0, 13, 0, 4, 0, 2, 4, 3], [0, 0, 0, 0],
        [0, 0, 0, 6, 0, 4, 0, 0, 1, 97], [0, 51, 0, 2, 0, 0], [0, 21, 0, 4, 0, 0, 0, 0],
    ];

    public byte[] Reshape(byte[] input, Random chance)
    {
        var (status, whole) = SlowAssembler.Assemble(input);
        var message = status == AssemblyStatus.Complete ? whole : input.Length > 4 ? Relength(input) : input;
        if (chance.Next(3) == 0 && ClientHello.Parse(message).Try(out var hello, out _))
        {
            message = HelloBuilder.Rebuild(hello);
        }

        var sizes = Enumerable.Range(0, 1 + chance.Next(4)).Select(_ => 1 << chance.Next(15)).ToArray();
        return chance.Next(4) == 0 ? message : HelloBuilder.Records(message, sizes);
    }

    public string Check(ReadOnlySpan<byte> input)
    {
        var (expected, message) = SlowAssembler.Assemble(input);
        var status = CheckAssembly(input, expected, message);
        var parsed = expected == AssemblyStatus.Complete ? CheckHello(message) : "";
        return $"{status} {parsed} / {CheckHello(input)}";
    }

    private static string CheckAssembly(ReadOnlySpan<byte> input, AssemblyStatus expected, byte[] message)
    {
        var written = new ArrayBufferWriter<byte>();
        var whole = ClientHelloAssembler.Assemble(new ReadOnlySequence<byte>(input.ToArray()), written);
        FuzzFailure.Unless(whole == expected, $"whole: {whole}, but {expected}");
        FuzzFailure.Unless(written.WrittenSpan.SequenceEqual(message), "another message than the oracle's");

        var pieces = new ClientHelloAssembler();
        var last = AssemblyStatus.NeedMore;
        var chance = new Random(input.Length);
        for (var rest = input; !rest.IsEmpty;)
        {
            var size = Math.Min(rest.Length, 1 + chance.Next(1 << chance.Next(10)));
            last = pieces.Append(rest[..size]);
            rest = rest[size..];
        }

        FuzzFailure.Unless(last == expected, $"in pieces: {last}, but {expected}");
        FuzzFailure.Unless(pieces.Message.SequenceEqual(message), "another message in pieces");
        FuzzFailure.Unless(pieces.Walked <= Limits.ClientHelloBytes, "walked beyond the limit");
        return expected.ToString();
    }

    private static string CheckHello(ReadOnlySpan<byte> message)
    {
        if (!ClientHello.Parse(message).Try(out var hello, out var error))
        {
            FuzzFailure.Unless(error != ClientHelloError.Unset, "an error without a reason");
            return error.ToString();
        }

        var (ja4, stable) = (Ja4.Of(hello), Ja4.Stable(hello));
        FuzzFailure.Unless(Shape().IsMatch(ja4), $"no JA4: {ja4}");
        FuzzFailure.Unless(Shape().IsMatch(stable[1..]) && stable[0] == 's', $"no tls.stable: {stable}");

        var again = HelloBuilder.Rebuild(hello);
        if (again.Length <= Limits.ClientHelloBytes && again.Length < ushort.MaxValue / 2)
        {
            FuzzFailure.Unless(ClientHello.Parse(again).Try(out var second, out var reason),
                $"rebuilt: {reason}");
            FuzzFailure.Unless(second is not null && Ja4.Of(second) == ja4, "another JA4 when rebuilt");
            FuzzFailure.Unless(second is not null && Ja4.Stable(second) == stable, "not stable when rebuilt");
            FuzzFailure.Unless(second?.ServerName == hello.ServerName, "another server name when rebuilt");
        }

        return $"{ja4[..10]}{hello.HasGrease}{hello.HasDuplicateExtensions}{hello.HasTicket}"
            + $"{hello.ServerName is null}";
    }

    private static byte[] Relength(byte[] input)
    {
        var length = input.Length - 4;
        return [1, (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. input.AsSpan(4)];
    }

    [GeneratedRegex("^t(1[0-3]|s[23]|d[123]|00)[di][0-9]{4}[0-9A-Za-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}$")]
    private static partial Regex Shape();
}
