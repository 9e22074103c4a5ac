using System.Collections.Immutable;
using Weir.Decisions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Weir.Edge.Configuration.Yaml;

/// <summary>
/// Text to a tree of values with places. Bounded in depth and in number of values; aliases, anchors and
/// tags stay unresolved, so that no small file can stand for a large tree.
/// </summary>
internal sealed class YamlTree
{
    private readonly Parser _parser;
    private int _values;
    private bool _failed;
    private YamlFault _fault;

    private YamlTree(string text) => _parser = new Parser(new StringReader(text));

    [Boundary("YamlDotNet reports malformed text by throwing")]
    public static Outcome<YamlValue, YamlFault> Read(string text)
    {
        var tree = new YamlTree(text);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            return Outcome<YamlValue, YamlFault>.Fail(YamlFaults.Of(e, text));
        }
        catch (Exception e) when (
            e is ArgumentException or InvalidOperationException or IndexOutOfRangeException
                or FormatException or OverflowException or NullReferenceException)
        {
            // Input that the library did not expect is still only a file that cannot be read.
            return Outcome<YamlValue, YamlFault>.Fail(new YamlFault(
                tree.CurrentPlace(), "not YAML: what begins here cannot be read to its end",
                "look for a '[', a '{' or a quote that is not closed"));
        }
    }

    private Outcome<YamlValue, YamlFault> Document()
    {
        YamlValue? root = null;
        while (!_failed && _parser.MoveNext())
        {
            switch (_parser.Current)
            {
                case DocumentStart when root is not null:
                    Fail(
                        "a second document in one file; only one is read",
                        "remove the line '---' and what follows");
                    break;
                case NodeEvent:
                    root = Value(1);
                    break;
                default:
                    break;
            }
        }

        if (_failed)
        {
            return Outcome<YamlValue, YamlFault>.Fail(_fault);
        }

        return root is not null
            ? Outcome<YamlValue, YamlFault>.Ok(root)
            : Outcome<YamlValue, YamlFault>.Fail(
                new YamlFault(new Place(1, 1), "the file is empty", "begin with 'version: 1'"));
    }

    /// <summary>The value that begins at the current event; leaves its last event current.</summary>
    private YamlValue Value(int depth)
    {
        var place = CurrentPlace();
        if (depth > Limits.ConfigurationDepth)
        {
            Fail($"nested deeper than {Limits.ConfigurationDepth} levels (limit ConfigurationDepth)", null);
        }
        else if (++_values > Limits.ConfigurationValues)
        {
            Fail($"more than {Limits.ConfigurationValues} values (limit ConfigurationValues)", null);
        }

        if (_failed)
        {
            return new YamlRefused(place, "unread", null);
        }

        var refusal = YamlFaults.Unsupported(place, _parser.Current);
        YamlValue value = _parser.Current switch
        {
            Scalar scalar => new YamlText(place, scalar.Value, scalar.Style is not ScalarStyle.Plain),
            SequenceStart => new YamlList(place, Items(depth)),
            MappingStart => new YamlMap(place, Entries(depth)),
            _ => new YamlRefused(place, "expected a value", null),
        };
        return refusal ?? value;
    }

    private ImmutableArray<YamlValue> Items(int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!_failed && _parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            items.Add(Value(depth + 1));
        }

        return items.ToImmutable();
    }

    private ImmutableArray<YamlEntry> Entries(int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!_failed && _parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = Value(depth + 1);
            if (!_failed && _parser.MoveNext())
            {
                var value = Value(depth + 1);
                entries.Add(new YamlEntry(key.Place, (key as YamlText)?.Text ?? "", key is YamlText, value));
            }
        }

        return entries.ToImmutable();
    }

    private Place CurrentPlace() => YamlFaults.At(_parser.Current?.Start ?? Mark.Empty);

    private void Fail(string message, string? suggestion)
    {
        _failed = true;
        _fault = new YamlFault(CurrentPlace(), message, suggestion);
    }
}
