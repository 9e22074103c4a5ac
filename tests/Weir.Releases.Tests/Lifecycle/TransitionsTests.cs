using Weir.Releases.Lifecycle;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>The table against a list of what is allowed; everything else is not.</summary>
public sealed class TransitionsTests
{
    private static readonly Dictionary<(ReleaseState, ReleaseStep), ReleaseState> Allowed = new()
    {
        [(ReleaseState.Received, ReleaseStep.Verify)] = ReleaseState.Verified,
        [(ReleaseState.Received, ReleaseStep.Refuse)] = ReleaseState.Refused,
        [(ReleaseState.Verified, ReleaseStep.Validate)] = ReleaseState.Validated,
        [(ReleaseState.Verified, ReleaseStep.Refuse)] = ReleaseState.Refused,
        [(ReleaseState.Validated, ReleaseStep.PassGates)] = ReleaseState.Ready,
        [(ReleaseState.Validated, ReleaseStep.Wait)] = ReleaseState.Waiting,
        [(ReleaseState.Validated, ReleaseStep.Refuse)] = ReleaseState.Refused,
        [(ReleaseState.Waiting, ReleaseStep.TakeUp)] = ReleaseState.Received,
        [(ReleaseState.Waiting, ReleaseStep.Supersede)] = ReleaseState.Superseded,
        [(ReleaseState.Ready, ReleaseStep.Activate)] = ReleaseState.Active,
        [(ReleaseState.Ready, ReleaseStep.Refuse)] = ReleaseState.Refused,
        [(ReleaseState.Active, ReleaseStep.Prove)] = ReleaseState.Proven,
        [(ReleaseState.Active, ReleaseStep.Demote)] = ReleaseState.Demoted,
        [(ReleaseState.Active, ReleaseStep.Supersede)] = ReleaseState.Superseded,
    };

    public static TheoryData<ReleaseState, ReleaseStep> Everything =>
    [
        .. from state in Enum.GetValues<ReleaseState>().Append((ReleaseState)99)
           from step in Enum.GetValues<ReleaseStep>().Append((ReleaseStep)99)
           select (state, step),
    ];

    [Theory]
    [MemberData(nameof(Everything))]
    public void Next_IsWhatTheListAllows_OrUnset(ReleaseState state, ReleaseStep step) =>
        Assert.Equal(
            Allowed.GetValueOrDefault((state, step), ReleaseState.Unset), Transitions.Next(state, step));

    [Theory]
    [InlineData(ReleaseState.Proven)]
    [InlineData(ReleaseState.Refused)]
    [InlineData(ReleaseState.Superseded)]
    [InlineData(ReleaseState.Demoted)]
    public void Next_LeadsNowhere_FromAnEnd(ReleaseState state) => Assert.All(
        Enum.GetValues<ReleaseStep>(),
        step => Assert.Equal(ReleaseState.Unset, Transitions.Next(state, step)));

    [Fact]
    public void Next_ReachesActive_OnlyThroughEveryGate()
    {
        var path = new[]
        {
            ReleaseStep.Verify, ReleaseStep.Validate, ReleaseStep.PassGates, ReleaseStep.Activate,
        };
        foreach (var skipped in path)
        {
            var state = path.Where(step => step != skipped)
                .Aggregate(ReleaseState.Received, Transitions.Next);
            Assert.NotEqual(ReleaseState.Active, state);
        }

        Assert.Equal(ReleaseState.Active, path.Aggregate(ReleaseState.Received, Transitions.Next));
    }
}
