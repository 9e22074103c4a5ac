using System.Net;
using Weir.Cli.Commands.Values;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class ValueTests
{
    [Fact]
    public void Choice_OffIsNotTheDefault()
    {
        var fallback = new IPEndPoint(IPAddress.Loopback, 1);
        var given = new IPEndPoint(IPAddress.Loopback, 2);

        Assert.Equal(fallback, AddressChoice.NotGiven.Or(fallback));
        Assert.Null(AddressChoice.Off.Or(fallback));
        Assert.Equal(given, AddressChoice.At(given).Or(fallback));
        Assert.False(AddressChoice.NotGiven.IsGiven);
    }
}
