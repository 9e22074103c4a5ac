using System.Globalization;
using System.Text;
using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Language.Parsing;

namespace Weir.Decisions.Language.Checking;

/// <content>Names: fields, and calls that are fields.</content>
internal sealed partial class Checker
{
    /// <summary>Names listed where a call is like others and none of them.</summary>
    private const int Listed = 6;

    private Evaluator? Name(NameNode node)
    {
        if (_catalogue.TryFind(node.Name, out var place))
        {
            return Field(place, node.At);
        }

        if (FunctionTable.Find(node.Name) is { } function)
        {
            return Refuse(Fault.Syntax(node.At, $"'{node.Name}' is a function", $"write {function.Usage}"));
        }

        if (CloudflareNames.IsField(node.Name))
        {
            return NotBuilt(node.At, node.Name, "field");
        }

        var word = node.Name.ToLowerInvariant();
        var calls = Calls(node.Name);
        var suggestion = Lexer.Words.ContainsKey(word) ? $"write '{word}' in lower case"
            : calls.Length > 0 ? There(node.Name, calls)
            : Spelling.DidYouMean(node.Name, FieldNames());
        return suggestion is null && CloudflareNames.IsOfAFamily(node.Name)
            ? NotBuilt(node.At, node.Name, "field")
            : Unknown(node.At, $"unknown field {Fault.Quote(node.Name)}", suggestion);
    }

    private Evaluator? Index(IndexNode node) => node.Of switch
    {
        // Its own name is the better complaint, if that cannot be had either.
        CallNode call when FunctionTable.Find(call.Name) is null => Call(call),
        NameNode name when CloudflareNames.IsField(name.Name) || CloudflareNames.IsOfAFamily(name.Name) =>
            NotBuilt(node.At, $"{name.Name}[...]", "field"),
        _ => Refuse(Fault.NotBuilt(node.At, "arrays and maps are")),
    };

    private Evaluator? Call(CallNode node)
    {
        if (Canonical(node) is { } canonical && _catalogue.TryFind(canonical, out var place))
        {
            return Field(place, node.At);
        }

        if (FunctionTable.Find(node.Name) is { } function)
        {
            return Function(node, function);
        }

        var alike = Calls(node.Name);
        if (alike.Length > 0)
        {
            return Unknown(node.At, $"unknown field {Fault.Quote(Written(node))}",
                There(Written(node), alike));
        }

        if (_catalogue.TryFind(node.Name, out _))
        {
            return Refuse(
                Fault.Syntax(node.NameAt, $"'{node.Name}' is a field, not a function", "leave '(...)' out"));
        }

        var known = FunctionTable.Names.Concat(
            _catalogue.Names.Where(static name => name.EndsWith(')'))
                .Select(static name => name[..name.IndexOf('(')]));
        return CloudflareNames.IsFunction(node.Name)
            ? NotBuilt(node.NameAt, node.Name, "function")
            : Unknown(
                node.NameAt,
                $"unknown function {Fault.Quote(node.Name)}",
                Spelling.DidYouMean(node.Name, known.Distinct()));
    }

    private Evaluator? Field(int place, Extent at)
    {
        _read.Add(place);
        if (_probing > 0)
        {
            _probed.Add(place);
        }

        var field = _catalogue.Fields[place];
        return field.Type switch
        {
            FieldType.Bool => new BoolField(place, field.Kind),
            FieldType.Number => new NumberField(place, field.Kind),
            FieldType.Text => new TextField(place, field.Kind),
            FieldType.Address => new AddressField(place, field.Kind),
            FieldType.Unset => Refuse(Fault.Type(at, $"the field {Fault.Quote(field.Name)} has no type")),
            _ => Refuse(Fault.Type(at, $"the field {Fault.Quote(field.Name)} has no type")),
        };
    }

    /// <summary>Fields that are written as calls of this name.</summary>
    private string[] Calls(string name) =>
    [
        .. _catalogue.Names.Where(field => field.StartsWith($"{name}(", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private IEnumerable<string> FieldNames() => _catalogue.Names.Where(static name => !name.EndsWith(')'));

    /// <summary>
    /// The name of the field that a call would be; null where an argument is no plain value.
    /// </summary>
    private static string? Canonical(CallNode node) =>
        node.Arguments.All(static argument => argument is TextNode or NumberNode) ? Written(node) : null;

    private static string Written(CallNode node)
    {
        var text = new StringBuilder(node.Name).Append('(');
        for (var i = 0; i < node.Arguments.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(node.Arguments[i] switch
            {
                TextNode argument => $"\"{argument.Value}\"",
                NumberNode argument => argument.Value.ToString("R", CultureInfo.InvariantCulture),
                NameNode argument => argument.Name,
                _ => "...",
            });
        }

        return text.Append(')').ToString();
    }

    private static string There(string written, string[] alike) =>
        Spelling.DidYouMean(written, alike) is { } meant && alike.Length > Listed ? meant
        : alike.Length > Listed
            ? $"there are {string.Join(", ", alike.Take(Listed))} and {alike.Length - Listed} more"
            : $"there is {string.Join(", ", alike)}";

    private Evaluator? NotBuilt(Extent at, string name, string kind) =>
        Refuse(Fault.NotBuilt(at, $"{Fault.Quote(name)} is a {kind} of Cloudflare's language that is"));

    private Evaluator? Unknown(Extent at, string message, string? suggestion) =>
        Refuse(new Fault(ExpressionErrorKind.UnknownName, at, message, suggestion));
}
