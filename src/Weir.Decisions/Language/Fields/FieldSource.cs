using System.Net;

namespace Weir.Decisions.Language.Fields;

/// <summary>Whether a field has a value for this request.</summary>
public enum Presence
{
    /// <summary>
    /// Not computed, and therefore unknown; also what a source answers that knows no such field.
    /// </summary>
    Missing = 0,

    /// <summary>The request does not have it.</summary>
    Absent,

    Present,
}

/// <summary>
/// Where compiled expressions read the fields of one request, by their place in the
/// <see cref="FieldCatalogue"/> they were compiled against. Reading allocates nothing. An out value
/// means something only where the answer is <see cref="Presence.Present"/>.
/// </summary>
public abstract class FieldSource
{
    public virtual Presence Bool(int field, out bool value)
    {
        value = false;
        return Presence.Missing;
    }

    /// <param name="field">A place in the catalogue.</param>
    /// <param name="value">Never NaN where it is present.</param>
    public virtual Presence Number(int field, out double value)
    {
        value = 0;
        return Presence.Missing;
    }

    public virtual Presence Text(int field, out string value)
    {
        value = "";
        return Presence.Missing;
    }

    public virtual Presence Address(int field, out IPAddress value)
    {
        value = IPAddress.None;
        return Presence.Missing;
    }
}
