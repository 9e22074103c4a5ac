using System.Net;
using System.Text;
using CsCheck;
using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Recorded;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Tests.Signals.Recorded;

public sealed class CaptureReaderTests
{
    private const string Plain = """{"k":"c","c":1,"s":false}""";

    private const string Request =
        """{"k":"r","c":1,"t":638000000000000000,"a":"192.0.2.7","v":"1.1","m":"GET","p":"/",""" +
        """ "h":"a.example","o":true,"f":[["Host","a.example"],["Cookie",12],["X","1"],["x","2"]],""" +
        """ "st":200,"us":1500}""";

    private readonly CaptureReader _reader = new();

    [Fact]
    public void ARequest_IsWhatItsLinesSay()
    {
        var request = Read(Plain, Request);

        Assert.Equal(
            ("GET", "/", "", "a.example"), (request.Method, request.Path, request.Query, request.Host));
        Assert.Equal((HttpGeneration.Http11, 638000000000000000), (request.Http, request.At));
        Assert.Equal(IPAddress.Parse("192.0.2.7"), request.Peer);
        Assert.Equal(("Host,Cookie,X,x", 4), (request.HeaderOrder, request.HeaderCount));
        Assert.Equal("1,2", request.Header("x"));
        Assert.Equal("xxxxxxxxxxxx", request.Header("COOKIE"));
        Assert.Null(request.Header("Accept"));
        Assert.Equal((200, TimeSpan.FromMicroseconds(1500)), (request.Status, request.Duration));
        Assert.Null(request.ResponseBytes);
        Assert.False(request.Connection.Secure || request.Synthetic || request.AnsweredByEdge);
    }

    [Fact]
    public void AConnection_TellsHelloAndOpening()
    {
        var hello = Hellos.Recorded("chromium.tls");
        var request = Read(
            """{"k":"c","c":1,"s":true,"hello":"HELLO","h2":{"s":[1,65536,2,0],"w":15663105,"""
            .Replace("HELLO", Convert.ToBase64String(hello))
            + """ "p":[3,0,0,201],"hp":[1,1,0,256],"o":"m,a,s,p","n":["a","b","a"]}}""",
            Request.Replace("\"1.1\"", "\"2\"").Replace("\"o\":true", "\"o\":false"));

        var connection = request.Connection;
        Assert.Equal(Ja4.Of(Hellos.Parsed(hello)), connection.Ja4);
        Assert.Equal(Ja4.Stable(Hellos.Parsed(hello)), connection.TlsStable);
        Assert.Equal("1:65536;2:0|15663105|3:0:0:201|m,a,s,p", connection.Http2Opening?.Text);
        Assert.Equal(new Http2Priority(1, true, 0, 256), connection.Http2Opening?.HeadersPriority);
        Assert.Equal("a,b,a", request.HeaderOrder);
    }

    [Fact]
    public void ARequestMoved_DiffersInPlaceAndTimeOnly()
    {
        var request = Read(Plain, Request);
        var moved = request.Moved(IPAddress.Parse("2001:db8::1"), 5);

        Assert.Equal((IPAddress.Parse("2001:db8::1"), 5), (moved.Peer, moved.At));
        Assert.Equal((request.HeaderOrder, request.Header("x")), (moved.HeaderOrder, moved.Header("x")));
        Assert.Same(request.Connection, moved.Connection);
        Assert.NotEqual(moved.Peer, request.Peer);
    }

    [Fact]
    public void UnknownMembers_AreSkipped() =>
        Assert.True(Read(Plain, Request[..^1] + ""","new":{"a":[1]},"synthetic":true,"l":"s1"}""") is
            { Synthetic: true, Session: "s1" });

    [Fact]
    public void ARequestOnAnUnknownConnection_IsSaidToBe() =>
        Assert.Equal(CaptureStatus.UnknownConnection, Status(Request));

    [Fact]
    public void OldConnections_AreForgotten()
    {
        Assert.Equal(CaptureStatus.Connection, Status(Plain));
        for (var id = 0; id < Limits.RecordedConnections; id++)
        {
            Assert.Equal(CaptureStatus.Connection, Status($$"""{"k":"c","c":{{id + 2}},"s":false}"""));
        }

        Assert.Equal(CaptureStatus.UnknownConnection, Status(Request));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"k":"r"}""")]
    [InlineData("""{"k":"c"}""")]
    [InlineData("""{"k":"c","c":-1}""")]
    [InlineData("""{"k":"c","c":1,"s":1}""")]
    [InlineData("""{"k":"c","c":99999999999999999999}""")]
    [InlineData("""{"k":"c","c":1,"hello":"?"}""")]
    [InlineData("""{"k":"c","c":1,"hello":7}""")]
    [InlineData("""{"k":"c","c":1,"h2":[]}""")]
    [InlineData("""{"k":"c","c":1,"h2":{"s":[1]}}""")]
    [InlineData("""{"k":"c","c":1,"h2":{"s":[70000,1]}}""")]
    [InlineData("""{"k":"c","c":1,"h2":{"s":[1,1.5]}}""")]
    [InlineData("""{"k":"c","c":1,"h2":{"p":[1,0,0]}}""")]
    [InlineData("""{"k":"c","c":1,"h2":{"hp":[]}}""")]
    [InlineData("""{"k":"c","c":1,"h2":{"o":"mm"}}""")]
    [InlineData("""{"k":"c","c":1,"h2":{"n":[1]}}""")]
    [InlineData("""{"k":"c","c":1}{"k":"c","c":1}""")]
    [InlineData("""{"k":"c","c":1} x""")]
    [InlineData("""{"k":"c","c":1,"x":[[[[[[[[[[1]]]]]]]]]]}""")]
    public void HostileLines_AreRefused(string line)
    {
        Assert.Equal(CaptureStatus.Malformed, Status(line));
        Assert.Equal(CaptureStatus.UnknownConnection, Status(Request));
    }

    [Theory]
    [InlineData("\"t\":638000000000000000", "\"t\":-1")]
    [InlineData("\"t\":638000000000000000", "\"t\":9223372036854775807")]
    [InlineData("\"192.0.2.7\"", "\"nowhere\"")]
    [InlineData("\"1.1\"", "\"4\"")]
    [InlineData("\"GET\"", "\"\"")]
    [InlineData("\"p\":\"/\"", "\"p\":\"\"")]
    [InlineData("\"p\":\"/\"", "\"p\":\"\\ud800\"")]
    [InlineData("200", "1000")]
    [InlineData("12", "-12")]
    [InlineData("12", "2000000")]
    [InlineData("12", "null")]
    [InlineData("[\"X\",\"1\"]", "[\"X\"]")]
    [InlineData("[\"X\",\"1\"]", "[\"X\",\"1\",2]")]
    [InlineData("[\"X\",\"1\"]", "7")]
    [InlineData("\"st\"", "\"f\":[[\"a\",1000000]],\"st\"")]
    public void HostileRequests_AreRefused(string part, string instead)
    {
        Assert.Equal(CaptureStatus.Connection, Status(Plain));
        Assert.Equal(CaptureStatus.Malformed, Status(Request.Replace(part, instead)));
    }

    [Fact]
    public void OtherKinds_AreUnknown() => Assert.Equal(CaptureStatus.UnknownKind, Status("""{"k":"z"}"""));

    [Fact]
    public void AHelloThatIsNone_IsBad() =>
        Assert.Equal(CaptureStatus.BadHello, Status("""{"k":"c","c":1,"s":true,"hello":"AAAA"}"""));

    [Fact]
    public void LinesBeyondTheLimit_AreTooLong() =>
        Assert.Equal(CaptureStatus.TooLong, Status(new string(' ', Limits.CaptureLineBytes + 1)));

    [Fact]
    public void TooManyFields_AreRefused()
    {
        Assert.Equal(CaptureStatus.Connection, Status(Plain));
        var fields = string.Concat(Enumerable.Repeat("[\"a\",1],", Limits.Ceilings.HeaderLines - 3));
        Assert.Equal(CaptureStatus.Malformed, Status(Request.Replace("[[\"Host\"", $"[{fields}[\"Host\"")));
    }

    [Fact]
    public void AnyMutation_IsAnswered() => Gen.Select(
        Gen.Int[0, Request.Length - 1], Gen.Byte).Sample((at, value) =>
    {
        var bytes = Encoding.UTF8.GetBytes(Request);
        bytes[at] = value;
        var reader = new CaptureReader();
        Assert.Equal(CaptureStatus.Connection, reader.Read(Encoding.UTF8.GetBytes(Plain), out _));
        var status = reader.Read(bytes, out var request);
        Assert.Equal(status == CaptureStatus.Request, request is not null);
        Assert.NotEqual(CaptureStatus.Unset, status);
    });

    private CaptureStatus Status(string line) => _reader.Read(Encoding.UTF8.GetBytes(line), out _);

    private RecordedRequest Read(string connection, string line)
    {
        Assert.Equal(CaptureStatus.Connection, Status(connection));
        Assert.Equal(CaptureStatus.Request, _reader.Read(Encoding.UTF8.GetBytes(line), out var request));
        Assert.NotNull(request);
        return request;
    }
}
