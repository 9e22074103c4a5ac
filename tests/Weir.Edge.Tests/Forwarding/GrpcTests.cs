using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class GrpcTests
{
    private readonly CallOptions _options = new(cancellationToken: Clients.Stop);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_WithTrailers(bool tls)
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front =
            await Front.StartAsync(Front.Site(tls ? origin.Tls : origin.H2c), trust: origin.Trust);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{front.H2Port}");

        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            GrpcEcho.EchoMethod, null, _options, Encoding.ASCII.GetBytes("hello"));

        Assert.Equal("hello", Encoding.ASCII.GetString(await call.ResponseAsync));
        Assert.Equal("5", call.GetTrailers().GetValue("x-sum"));
        Assert.Null(call.GetTrailers().GetValue("weir-score"));
    }

    [Fact]
    public async Task AFailedCall_KeepsItsStatus()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(origin.H2c);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{front.H2Port}");

        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            GrpcEcho.EchoMethod, null, _options, Encoding.ASCII.GetBytes("fail"));

        var failed = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal((StatusCode.FailedPrecondition, "no"), (failed.StatusCode, failed.Status.Detail));
    }

    [Fact]
    public async Task Duplex_MessageByMessage()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(origin.H2c);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{front.H2Port}");
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            GrpcEcho.ChatMethod, null, _options);

        for (byte i = 0; i < 3; i++)
        {
            await call.RequestStream.WriteAsync([i], Clients.Stop);
            Assert.True(await call.ResponseStream.MoveNext(Clients.Stop));
            Assert.Equal([i], call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Clients.Stop));
    }
}
