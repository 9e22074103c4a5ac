using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite;

/// <summary>The frame around every page, and the one place where text becomes HTML.</summary>
internal static class Layout
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string Frame = EmbeddedContent.Text("layout.html");

    /// <summary>Text of any origin, safe in element content and in quoted attributes.</summary>
    public static string Escape(string? text) => Encoder.Encode(text ?? "");

    /// <summary>What went wrong with a form, above it; nothing where nothing did.</summary>
    public static string Alert(string problem) =>
        problem.Length == 0 ? "" : $"<p class=\"alert\" role=\"alert\">{Escape(problem)}</p>";

    /// <summary>Answers with a page.</summary>
    /// <param name="context">The request that is answered.</param>
    /// <param name="status">The status code.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="description">Plain text, for search engines.</param>
    /// <param name="main">HTML: whoever builds it has escaped what was not ours.</param>
    public static async Task WriteAsync(
        HttpContext context, int status, string title, string description, string main)
    {
        var path = context.Request.Path.Value ?? "/";
        var section = path.Split('/') is [_, { Length: > 0 } first, ..] ? $"/{first}" : "/";
        var link = $"<a href=\"{section}\"";
        var page = Frame
            .Replace("{{title}}", Escape(title), StringComparison.Ordinal)
            .Replace("{{description}}", Escape(description), StringComparison.Ordinal)
            .Replace($"{link}>", $"{link} aria-current=\"page\">", StringComparison.Ordinal)
            // Last, so that nothing a visitor typed is taken for a place to fill.
            .Replace("{{main}}", main, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(page);
        var response = context.Response;
        response.StatusCode = status;
        Headers.ForPage(response);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
