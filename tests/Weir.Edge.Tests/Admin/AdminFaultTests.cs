using System.Net;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Admin;

public sealed class AdminFaultTests
{
    [Fact]
    public async Task AMistakeOfTheAdminSide_Is500_Counted_AndTheNextCallIsAnswered()
    {
        await using var rig = await AdminRig.StartAsync();

        // A list that was never made faults whoever reads it, as a mistake of ours would.
        rig.Node.Sites = default;
        using var answer = await rig.SendAsync(rig.Tcp, "GET", "/api/status");
        var body = await answer.Content.ReadAsStringAsync(AdminRig.Ct);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain(" at ", body, StringComparison.Ordinal);
        Assert.Equal(1, rig.Telemetry.EdgeErrors(EdgeStage.Admin));
        Assert.Equal("ready\n", await rig.Tcp.GetStringAsync("/ready", AdminRig.Ct));
    }
}
