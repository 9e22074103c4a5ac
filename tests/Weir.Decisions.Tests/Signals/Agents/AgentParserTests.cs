using System.Globalization;
using Weir.Decisions.Signals.Agents;

namespace Weir.Decisions.Tests.Signals.Agents;

public sealed class AgentParserTests
{
    public static TheoryData<string> Rows => [.. DataRows.Of("agents.txt")];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Parse_AUserAgent_GivesWhatItsRowSays(string row)
    {
        var cells = row.Split('|', 8);
        var agent = AgentParser.Parse(cells[7]);
        var read = string.Join('|', AgentNames.Of(agent.Family), Shown(agent.Major), Shown(agent.VersionAge),
            AgentNames.Of(agent.System), agent.Mobile ? "yes" : "no", agent.BotName,
            AgentNames.Of(agent.Kind));
        Assert.Equal(string.Join('|', cells[..7]), read);
    }

    [Fact]
    public void Parse_OfAnyFamily_HasARow()
    {
        var rows = DataRows.Of("agents.txt").Select(row => row.Split('|')[0]).ToHashSet();
        var families = Enum.GetValues<AgentFamily>().Where(family => family != AgentFamily.Unset);
        Assert.All(families.Select(AgentNames.Of), name => Assert.Contains(name, rows));
    }

    [Fact]
    public void Parse_BeyondTheLimit_ReadsNothing()
    {
        var padded = new string('x', Limits.UserAgentCharacters) + " Chrome/156.0 sqlmap";
        Assert.Equal(AgentFamily.Other, AgentParser.Parse(padded).Family);
    }

    [Theory]
    [InlineData("Chrome/99999999999999999999 Safari/1", 99999)]
    [InlineData("Chrome/ Safari/1", -1)]
    [InlineData("Chrome/x Safari/1", -1)]
    public void Parse_AHostileVersion_IsBounded(string text, int version) =>
        Assert.Equal(version, AgentParser.Parse(text).EngineMajor);

    [Fact]
    public void Parse_AnyUserAgent_AllocatesNothing()
    {
        var agents = DataRows.Of("agents.txt").Select(row => row.Split('|', 8)[7]).ToArray();
        long allocated = 0;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var agent in agents)
            {
                AgentParser.Parse(agent);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void EngineOf_ABrowserOnIos_IsWebKit()
    {
        const string Shell = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {0} Mobile/15E148"
            + " Safari/604.1";
        string[] products = ["CriOS/150.0", "FxiOS/150.0", "EdgiOS/150.0", "Version/18.0"];
        Assert.All(products, product => Assert.Equal(
            BrowserEngine.WebKit,
            AgentParser.Parse(string.Format(CultureInfo.InvariantCulture, Shell, product)).Engine));
    }

    private static string Shown(int value) =>
        value < 0 ? "-" : value.ToString(CultureInfo.InvariantCulture);
}
