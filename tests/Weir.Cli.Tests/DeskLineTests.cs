using Weir.Cli.Node;
using Weir.Edge.Watching;
using Weir.Releases;
using Weir.Releases.Lifecycle;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class DeskLineTests
{
    [Theory]
    [InlineData(DeskEventKind.Switched, Layer.Unset, 0, "Switched: d")]
    [InlineData(DeskEventKind.RootTaken, Layer.Unset, 2, "RootTaken: 2: d")]
    [InlineData(DeskEventKind.Held, Layer.Signals, 0, "Held: signals: d")]
    [InlineData(DeskEventKind.Activated, Layer.Model, 7, "Activated: model 7: d")]
    public void ALine_NamesLayerAndNumber_WhereThereAreAny(
        DeskEventKind kind, Layer layer, long number, string line) =>
        Assert.Equal(line, DeskLine.Of(new DeskEvent(default, kind, layer, number, "d")));

    [Theory]
    [InlineData(DeskEventKind.RootTaken, "first start; a root for this node alone", LogSeverity.Debug)]
    [InlineData(DeskEventKind.RootTaken, "trust cannot be read (Malformed): floors", LogSeverity.Warning)]
    [InlineData(DeskEventKind.RootTaken, "0123456789ab", LogSeverity.Information)]
    [InlineData(DeskEventKind.Booted, "model 3", LogSeverity.Debug)]
    [InlineData(DeskEventKind.Refused, "Read: Truncated", LogSeverity.Warning)]
    [InlineData(DeskEventKind.Switched, "layer:model", LogSeverity.Information)]
    public void ALostRoot_IsAWarning(DeskEventKind kind, string detail, LogSeverity severity) =>
        Assert.Equal(severity, DeskLine.Severity(new DeskEvent(default, kind, Layer.Unset, 0, detail)));
}
