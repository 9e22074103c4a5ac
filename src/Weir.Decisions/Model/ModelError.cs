using System.Globalization;
using System.Text;

namespace Weir.Decisions.Model;

/// <summary>What is wrong with a model, and where; places that do not apply are null.</summary>
/// <param name="Fault">What is wrong.</param>
public readonly record struct ModelError(ModelFault Fault)
{
    /// <summary>From 0, in the model's order.</summary>
    public int? Tree { get; init; }

    /// <summary>
    /// A split of the tree from 0, or a leaf as its complement, as in LightGBM's child lists.
    /// </summary>
    public int? Node { get; init; }

    /// <summary>Of a text, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Of a section, in bytes from its start.</summary>
    public int? Offset { get; init; }

    /// <summary>A feature's name, a key, or a number that says what.</summary>
    public string? Culprit { get; init; }

    public long? Found { get; init; }

    public long? Limit { get; init; }

    internal ModelError In(int tree) => this with { Tree = tree };

    /// <summary>For people, on one line.</summary>
    public string Text()
    {
        var text = new StringBuilder(Fault.Text());
        Add(text, " '", Culprit, "'");
        Add(text, ", found ", Found, "");
        Add(text, ", limit ", Limit, "");
        Add(text, ", tree ", Tree, "");
        Add(text, Node < 0 ? ", leaf " : ", split ", Node < 0 ? ~Node : Node, "");
        Add(text, ", line ", Line, "");
        Add(text, ", byte ", Offset, "");
        return text.ToString();
    }

    private static void Add<T>(StringBuilder text, string before, T value, string after)
    {
        if (value is not null)
        {
            text.Append(before).Append(CultureInfo.InvariantCulture, $"{value}").Append(after);
        }
    }
}
