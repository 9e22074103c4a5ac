using System.Text.Json;
using Weir.Edge.Watching;
using Weir.Releases;

namespace Weir.Cli.Commands.Bundles;

/// <summary>A refusal as JSON: gate, reason and detail, or null.</summary>
internal static class RefusalJson
{
    public static void Write(Refusal? refusal, Utf8JsonWriter json)
    {
        if (refusal is not { } why)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("gate", why.Gate.Name());
        json.WriteString("reason", $"{why.Reason}");
        json.WriteString("detail", why.Detail);
        json.WriteEndObject();
    }
}
