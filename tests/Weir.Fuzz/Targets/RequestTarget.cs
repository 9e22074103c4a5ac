using System.Text;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Agents;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Heuristics;
using Weir.Fuzz.Building;

namespace Weir.Fuzz.Targets;

/// <summary>
/// Every signal and heuristic of a request whose method, path and headers are hostile: each has an answer,
/// numbers are never infinite, and reading again gives the same.
/// </summary>
public sealed class RequestTarget : IFuzzTarget
{
    private static readonly RequestFields Fields = RequestFields.All;

    public string Name => "request";

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [.. "User-Agent: "u8], [.. "Mozilla/5.0 "u8], [.. "Chrome/120.0 "u8], [.. "Firefox/"u8],
        [.. " Googlebot/2.1"u8], [.. "(iPhone; "u8], [.. "Version/18.0 Safari/605"u8],
        [.. "HeadlessChrome/1"u8],
        [.. "\nAccept-Language: "u8], [.. "en;q=0.9,"u8], [.. "\nsec-ch-ua: \"Chromium\";v=\""u8],
        [.. "\nSec-Fetch-Mode: navigate"u8], [.. "\nSec-Fetch-Dest: "u8],
        [.. "\nSec-Fetch-Site: same-origin"u8],
        [.. "\nReferer: https://"u8], [.. "\nHost: a:443"u8], [.. ","u8], [.. "99999999999999999999"u8],
        [.. "curl/"u8], [.. "bot"u8], [.. "\nAccept-Encoding: gzip, deflate, br"u8], [.. "HTTP/2"u8],
    ];

    public byte[] Reshape(byte[] input, Random chance) =>
        [.. input, .. chance.Next(2) == 0 ? "\nAccept: */*"u8 : "\nUpgrade-Insecure-Requests: 1"u8];

    public string Check(ReadOnlySpan<byte> input)
    {
        var view = new TextRequest(Encoding.Latin1.GetString(input));
        var signals = new RequestSignals();
        signals.Read(view);
        var first = All(signals);
        signals.Read(new TextRequest(""));
        All(signals);
        signals.Read(view);
        FuzzFailure.Unless(All(signals) == first, "reading again gives something else");

        var agent = AgentParser.Parse(view.Header("user-agent"));
        FuzzFailure.Unless(agent.Major is >= -1 and <= 99_999, "a version out of bounds");
        FuzzFailure.Unless(agent.Kind != BotKind.Unset == agent.BotName.Length > 0, "a bot without a name");
        return $"{agent.Family} {HeuristicTable.First(signals)?.Id}";
    }

    private static string All(RequestSignals signals)
    {
        var text = new StringBuilder();
        for (var place = 0; place < Fields.Catalogue.Fields.Length; place++)
        {
            switch (Fields.Catalogue.Fields[place].Type)
            {
                case FieldType.Bool:
                    text.Append(signals.Bool(place, out var truth)).Append(truth);
                    break;
                case FieldType.Number:
                    text.Append(signals.Number(place, out var number)).Append(number);
                    FuzzFailure.Unless(!double.IsInfinity(number), Fields.Catalogue.Fields[place].Name);
                    break;
                case FieldType.Text:
                    text.Append(signals.Text(place, out var value)).Append(value);
                    break;
                case FieldType.Address:
                    text.Append(signals.Address(place, out _));
                    break;
                case FieldType.Unset:
                default:
                    throw new FuzzFailure("a field without a type");
            }
        }

        return text.ToString();
    }
}
