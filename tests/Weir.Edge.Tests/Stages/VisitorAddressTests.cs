using System.Collections.Immutable;
using System.Net;
using Weir.Edge.Stages;
using Xunit;

namespace Weir.Edge.Tests.Stages;

public sealed class VisitorAddressTests
{
    private static readonly ImmutableArray<IPNetwork> Proxies =
        [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8:1::/48")];

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("127.0.0.1,203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7:51234", "203.0.113.7")]
    [InlineData("[2001:db8:2::9]:443, 2001:db8:1::1", "2001:db8:2::9")]
    [InlineData("2001:db8:2::9", "2001:db8:2::9")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("10.9.9.9, 10.1.2.3", "10.9.9.9")]
    [InlineData("", "10.0.0.1")]
    [InlineData("unknown", "10.0.0.1")]
    [InlineData("203.0.113.7, unknown, 10.1.2.3", "10.1.2.3")]
    [InlineData("203.0.113.7,", "10.0.0.1")]
    public void IsTheFirstAddressFromTheRight_ThatIsNoProxyOfOurs(string forwarded, string visitor) =>
        Assert.Equal(
            IPAddress.Parse(visitor), VisitorAddress.Of(IPAddress.Parse("10.0.0.1"), forwarded, Proxies));

    [Fact]
    public void AnEndlessList_IsReadUpToItsLimit() =>
        Assert.Equal(
            IPAddress.Parse("10.1.1.1"),
            VisitorAddress.Of(
                IPAddress.Parse("10.0.0.1"),
                "203.0.113.7," + string.Join(',', Enumerable.Repeat("10.1.1.1", 5_000)), Proxies));
}
