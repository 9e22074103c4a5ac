using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Catalogue;

namespace Weir.Decisions.Tests.Signals;

/// <summary>Signals by name.</summary>
internal sealed class Reading(RequestSignals signals, RequestFields fields)
{
    public RequestSignals Signals => signals;

    public string? Text(string name) =>
        signals.Text(Place(name), out var value) == Presence.Present ? value : null;

    /// <summary>A condition as 1 or 0; NaN where it is missing.</summary>
    public double Number(string name)
    {
        var place = Place(name);
        return fields.Catalogue.Fields[place].Type == FieldType.Bool
            ? signals.Bool(place, out var truth) == Presence.Present ? truth ? 1 : 0 : double.NaN
            : signals.Number(place, out var value) == Presence.Present ? value : double.NaN;
    }

    public bool IsMissing(string name) => Text(name) is null && double.IsNaN(Number(name));

    private int Place(string name)
    {
        Assert.True(fields.Catalogue.TryFind(name, out var place), name);
        return place;
    }
}
