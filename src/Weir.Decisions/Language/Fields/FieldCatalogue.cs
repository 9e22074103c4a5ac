using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Weir.Decisions.Language.Fields;

/// <summary>
/// The fields that expressions may read, each with its place. Immutable; made once, of lists in code, so
/// a doubled name is a programmer's error.
/// </summary>
public sealed class FieldCatalogue
{
    private readonly FrozenDictionary<string, int> _places;

    public FieldCatalogue(IEnumerable<Field> fields)
    {
        Fields = [.. fields];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < Fields.Length; place++)
        {
            places.Add(Fields[place].Name, place);
            foreach (var alias in Fields[place].Aliases)
            {
                places.Add(alias, place);
            }
        }

        _places = places.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public ImmutableArray<Field> Fields { get; }

    /// <summary>Every name and alias.</summary>
    public ImmutableArray<string> Names => _places.Keys;

    /// <param name="name">A name, an alias, or a call written as its field is named.</param>
    /// <param name="place">The field's place in <see cref="Fields"/>.</param>
    public bool TryFind(string name, out int place) => _places.TryGetValue(name, out place);
}
