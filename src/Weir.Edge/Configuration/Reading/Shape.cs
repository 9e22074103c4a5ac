using System.Collections.Immutable;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration.Reading;

/// <summary>
/// The keys that a mapping of the file may have. The schema in <c>docs/</c> is held to these.
/// </summary>
/// <param name="Name">How a problem calls such a mapping, with its article.</param>
/// <param name="Keys">In the order in which they are documented.</param>
internal sealed record Shape(string Name, params ImmutableArray<ShapeKey> Keys)
{
    public bool TryFind(string name, out ShapeKey key)
    {
        foreach (var candidate in Keys)
        {
            if (candidate.Name == name)
            {
                key = candidate;
                return true;
            }
        }

        key = new ShapeKey(name);
        return false;
    }
}

/// <param name="Name">As written in the file.</param>
/// <param name="Inner">The keys of its value, where that is a mapping or a list of mappings.</param>
/// <param name="Later">Set where the key is known but not built yet.</param>
internal sealed record ShapeKey(string Name, Shape? Inner = null, NotBuilt? Later = null);

/// <param name="Version">In which version it is expected.</param>
/// <param name="Harmless">True for a value that asks for nothing that is not there.</param>
internal sealed record NotBuilt(string Version, Func<YamlValue, bool> Harmless)
{
    public static string Message(string name, string version) =>
        $"{name} is not built yet: it is expected in {version}";
}
