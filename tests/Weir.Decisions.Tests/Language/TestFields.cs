using System.Net;
using System.Text.Json;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Tests.Language;

/// <summary>The fields of rules, and one of each type and kind that those do not have.</summary>
internal static class TestFields
{
    public static FieldCatalogue Catalogue { get; } = new(
    [
        .. RuleFields.All,
        new Field("count(\"ip\", \"10s\")", FieldType.Number, FieldKind.Computed, "A window."),
        new Field("count(\"ip\", \"1m\")", FieldType.Number, FieldKind.Computed, "A window."),
        new Field("count(\"ip\", 404)", FieldType.Number, FieldKind.Computed, "A window over a number."),
        new Field("distinct(\"ja4\", \"user_agent\", \"1m\")", FieldType.Number, FieldKind.Computed,
            "Another."),
        new Field("request.number", FieldType.Number, FieldKind.Request, "A number of the request."),
        new Field("signal.address", FieldType.Address, FieldKind.Computed, "A computed address."),
        new Field("signal.number", FieldType.Number, FieldKind.Computed, "A computed number."),
    ]);
}

/// <summary>
/// A request written as JSON. What is not in it is absent where it is of the request, missing where it is
/// computed; null makes a computed field absent.
/// </summary>
internal sealed class JsonSource(FieldCatalogue catalogue, string json) : FieldSource
{
    private readonly Dictionary<int, JsonElement> _values =
        JsonDocument.Parse(json).RootElement.EnumerateObject()
        .ToDictionary(
            property => catalogue.TryFind(property.Name, out var place) ? place
                : throw new ArgumentException(property.Name),
            property => property.Value);

    public override Presence Bool(int field, out bool value)
    {
        var presence = Find(field, out var element);
        value = presence is Presence.Present && element.GetBoolean();
        return presence;
    }

    public override Presence Number(int field, out double value)
    {
        var presence = Find(field, out var element);
        value = presence is Presence.Present ? element.GetDouble() : 12345;
        return presence;
    }

    public override Presence Text(int field, out string value)
    {
        var presence = Find(field, out var element);
        value = presence is Presence.Present ? element.GetString() ?? "" : "left over";
        return presence;
    }

    public override Presence Address(int field, out IPAddress value)
    {
        var presence = Find(field, out var element);
        value = presence is Presence.Present ? IPAddress.Parse(element.GetString() ?? "")
            : IPAddress.Loopback;
        return presence;
    }

    private Presence Find(int field, out JsonElement element)
    {
        var given = _values.TryGetValue(field, out element);
        return given && element.ValueKind is not JsonValueKind.Null ? Presence.Present
            : given || catalogue.Fields[field].Kind is FieldKind.Request ? Presence.Absent
            : Presence.Missing;
    }
}
