using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Weir.Decisions;
using Weir.Decisions.Language.Fields;

namespace Weir.Cli.Commands.Values;

/// <summary>
/// A request written as a JSON object of field names and values. What it does not name is absent where it
/// is of the request, and missing where the gateway would have computed it.
/// </summary>
internal sealed class RequestJson : FieldSource
{
    public const int LargestFile = 1024 * 1024;

    private readonly FieldCatalogue _catalogue;
    private readonly ImmutableArray<object?> _values;

    private RequestJson(FieldCatalogue catalogue, ImmutableArray<object?> values) =>
        (_catalogue, _values) = (catalogue, values);

    public static RequestJson Empty(FieldCatalogue catalogue) =>
        new(catalogue, [.. new object?[catalogue.Fields.Length]]);

    /// <summary>The request, or why the text is none: the key in question is named.</summary>
    public static (RequestJson? Request, string Failure) Read(string text, FieldCatalogue catalogue)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? OfObject(document.RootElement, catalogue)
                : (null, "a request is a JSON object such as {\"http.host\": \"x\", \"bot.score\": 12}");
        }
        catch (JsonException e)
        {
            return (null, $"not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    public override Presence Bool(int field, out bool value) => Get(field, out value);

    public override Presence Number(int field, out double value) => Get(field, out value);

    public override Presence Text(int field, out string value)
    {
        var presence = Get(field, out string? text);
        value = text ?? "";
        return presence;
    }

    public override Presence Address(int field, out IPAddress value)
    {
        var presence = Get(field, out IPAddress? address);
        value = address ?? IPAddress.None;
        return presence;
    }

    private static (RequestJson? Request, string Failure) OfObject(JsonElement root, FieldCatalogue catalogue)
    {
        var values = new object?[catalogue.Fields.Length];
        var given = new HashSet<int>();
        foreach (var property in root.EnumerateObject())
        {
            if (!catalogue.TryFind(property.Name, out var place))
            {
                var meant = Spelling.DidYouMean(property.Name, catalogue.Names);
                return (null, $"there is no field '{property.Name}'{(meant is null ? "" : $"; {meant}")}");
            }

            if (!given.Add(place))
            {
                return (null, $"'{property.Name}' is given twice; it is {catalogue.Fields[place].Name}");
            }

            if (property.Value.ValueKind is not JsonValueKind.Null
                && (values[place] = Value(property.Value, catalogue.Fields[place].Type)) is null)
            {
                return (null, $"'{property.Name}' has to be {Wanted(catalogue.Fields[place].Type)}");
            }
        }

        return (new RequestJson(catalogue, [.. values]), "");
    }

    private static object? Value(JsonElement value, FieldType type) => (type, value.ValueKind) switch
    {
        (FieldType.Bool, JsonValueKind.True) => true,
        (FieldType.Bool, JsonValueKind.False) => false,
        (FieldType.Number, JsonValueKind.Number) when value.TryGetDouble(out var number)
            && double.IsFinite(number) =>
            number,
        (FieldType.Text, JsonValueKind.String) => value.GetString(),
        // The platform also reads 10.1 and 010.0.0.1, which nobody means.
        (FieldType.Address, JsonValueKind.String) when IPAddress.TryParse(value.GetString(), out var address)
            && (address.AddressFamily is AddressFamily.InterNetworkV6
                || address.ToString() == value.GetString()) =>
            address,
        _ => null,
    };

    private static string Wanted(FieldType type) => type switch
    {
        FieldType.Bool => "true or false",
        FieldType.Number => "a number",
        FieldType.Text => "text",
        FieldType.Address => "an address such as \"192.0.2.1\"",
        FieldType.Unset => "null",
        _ => "null",
    };

    private Presence Get<T>(int field, out T? value)
    {
        value = default;
        if (_values[field] is T given)
        {
            value = given;
            return Presence.Present;
        }

        return _catalogue.Fields[field].Kind is FieldKind.Request ? Presence.Absent : Presence.Missing;
    }
}
