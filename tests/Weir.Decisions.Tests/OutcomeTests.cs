namespace Weir.Decisions.Tests;

public sealed class OutcomeTests
{
    private enum Fault
    {
        Unset = 0,
        Full,
    }

    [Fact]
    public void Default_IsAnError()
    {
        Outcome<string, Fault> outcome = default;
        Assert.False(outcome.Try(out var value, out var error));
        Assert.Null(value);
        Assert.Equal(Fault.Unset, error);
        Assert.Equal("no", outcome.Match(_ => "yes", _ => "no"));
    }

    [Fact]
    public void Ok_GivesTheValue()
    {
        var outcome = Outcome<string, Fault>.Ok("a");
        Assert.True(outcome.Try(out var value, out _));
        Assert.Equal("a", value);
        Assert.Equal("a", outcome.Match(v => v, _ => "no"));
    }

    [Fact]
    public void Fail_GivesTheError()
    {
        var outcome = Outcome<int, Fault>.Fail(Fault.Full);
        Assert.False(outcome.Try(out _, out var error));
        Assert.Equal(Fault.Full, error);
        Assert.Equal(Fault.Full, outcome.Match(_ => Fault.Unset, e => e));
    }
}
