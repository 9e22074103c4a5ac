using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Weir.Decisions;
using Weir.Events.Schema;

namespace Weir.Events.Transport;

/// <summary>
/// The frames that are JSON. Strict: a member that is missing or null where it may not be is a fault.
/// </summary>
internal static class WireJson
{
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type);

    [Boundary("The serializer throws for whatever is not the JSON that it wants.")]
    public static Outcome<T, TransportFault> Read<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
        where T : notnull
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } value
                ? Outcome<T, TransportFault>.Ok(value)
                : Malformed<T>("null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException
            or InvalidOperationException)
        {
            return Malformed<T>(e.Message);
        }
    }

    private static Outcome<T, TransportFault> Malformed<T>(string detail)
        where T : notnull =>
        Outcome<T, TransportFault>.Fail(new TransportFault(
            TransportFaultKind.Malformed, $"{typeof(T).Name}: {detail}"));
}

[JsonSourceGenerationOptions(
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(NodeState))]
[JsonSerializable(typeof(FeatureColumns))]
[JsonSerializable(typeof(SubmitAnswer))]
[JsonSerializable(typeof(KeeperReport))]
[JsonSerializable(typeof(KeeperQuestion))]
[JsonSerializable(typeof(KeeperAnswer))]
internal sealed partial class WireContext : JsonSerializerContext;
