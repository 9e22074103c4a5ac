using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Windows;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>
/// All fields of a request in one catalogue: those of the request itself, of scoring, of each family of
/// signals, and of the windows that the node keeps.
/// </summary>
public sealed class RequestFields
{
    private static readonly SignalFamily[] Worked =
    [
        new AgentSignals(), new TlsSignals(), new Http2Signals(), new HeaderSignals(), new CoherenceSignals(),
        new ShapeSignals(), new TrafficSignals(),
    ];

    /// <summary>There is one, the same in every process of this version.</summary>
    public static RequestFields All { get; } = new();

    // For each place, which family works it out; -1 where none does.
    private readonly sbyte[] _familyOf;
    private readonly LiveField[] _live;
    private readonly int[] _familyStart = new int[Worked.Length];

    private RequestFields()
    {
        // Those of rules come first, so that what was compiled for rules alone reads the same places.
        var fields = new List<Field>(RuleFields.All);
        for (var family = 0; family < Worked.Length; family++)
        {
            _familyStart[family] = fields.Count;
            fields.AddRange(Worked[family].Fields);
        }

        WindowStart = fields.Count;
        fields.AddRange(WindowFields.Fields);
        Catalogue = new FieldCatalogue(fields);
        _live = [.. fields.Select(field => LiveFields.Of(field.Name))];
        _familyOf = new sbyte[fields.Count];
        Array.Fill(_familyOf, (sbyte)-1);
        for (var family = 0; family < Worked.Length; family++)
        {
            _familyOf.AsSpan(_familyStart[family], Worked[family].Fields.Length).Fill((sbyte)family);
        }
    }

    public FieldCatalogue Catalogue { get; }

    /// <summary>The place of the first window field.</summary>
    public int WindowStart { get; }

    internal static ReadOnlySpan<SignalFamily> Families => Worked;

    /// <summary>The place of the family of <c>traffic.*</c>, the last one.</summary>
    internal static int TrafficFamily => Worked.Length - 1;

    internal LiveField LiveAt(int place) => (uint)place < (uint)_live.Length ? _live[place] : LiveField.Unset;

    internal int FamilyOf(int place) => (uint)place < (uint)_familyOf.Length ? _familyOf[place] : -1;

    internal int FamilyStart(int family) => _familyStart[family];
}
