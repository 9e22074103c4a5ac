using System.Text.Json;

namespace Weir.Edge.Admin;

/// <summary>Members that are lists.</summary>
internal static class JsonLists
{
    /// <summary>A list of objects.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">Of the member.</param>
    /// <param name="items">In the order that is told.</param>
    /// <param name="members">Writes the members of one object.</param>
    public static void WriteObjects<T>(
        this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
