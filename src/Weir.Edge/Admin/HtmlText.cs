using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Weir.Edge.Admin;

/// <summary>
/// HTML made of interpolated strings, in which what is written in the source is markup and what is put in
/// is text: nothing that a visitor sent can become markup, because there is no way to ask for it.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new(16 * 1024);

    public void Add([InterpolatedStringHandlerArgument("")] Markup markup) => _ = markup;

    public override string ToString() => _text.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder _text;

        public Markup(int literalLength, int formattedCount, HtmlText page)
        {
            _ = literalLength + formattedCount;
            _text = page._text;
        }

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text) => _text.Append(HtmlEncoder.Default.Encode(text ?? ""));

        public void AppendFormatted(long number) => _text.Append(number);
    }
}
