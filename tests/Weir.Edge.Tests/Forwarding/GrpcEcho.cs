using System.Globalization;
using System.Text;
using Grpc.Core;

namespace Weir.Edge.Tests.Forwarding;

/// <summary>
/// A gRPC service written by hand: its messages are bytes. The server library binds virtual methods only.
/// </summary>
[BindServiceMethod(typeof(GrpcEcho), nameof(Bind))]
public class GrpcEcho
{
    private static readonly Marshaller<byte[]> _bytes = Marshallers.Create(value => value, value => value);

    public static readonly Method<byte[], byte[]> EchoMethod =
        new(MethodType.Unary, "weir.Echo", nameof(Echo), _bytes, _bytes);

    public static readonly Method<byte[], byte[]> ChatMethod =
        new(MethodType.DuplexStreaming, "weir.Echo", nameof(Chat), _bytes, _bytes);

    public static void Bind(ServiceBinderBase binder, GrpcEcho? service)
    {
        binder.AddMethod(EchoMethod, service is null ? null : service.Echo);
        binder.AddMethod(ChatMethod, service is null ? null : service.Chat);
    }

    public virtual Task<byte[]> Echo(byte[] request, ServerCallContext context)
    {
        context.ResponseTrailers.Add("x-sum", request.Length.ToString(CultureInfo.InvariantCulture));
        context.ResponseTrailers.Add("weir-score", "1");
        return Encoding.ASCII.GetString(request) == "fail"
            ? Task.FromException<byte[]>(new RpcException(new Status(StatusCode.FailedPrecondition, "no")))
            : Task.FromResult(request);
    }

    public virtual async Task Chat(
        IAsyncStreamReader<byte[]> requests, IServerStreamWriter<byte[]> answers, ServerCallContext context)
    {
        while (await requests.MoveNext(context.CancellationToken))
        {
            await answers.WriteAsync(requests.Current, context.CancellationToken);
        }
    }
}
