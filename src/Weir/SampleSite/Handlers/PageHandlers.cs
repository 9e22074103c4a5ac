using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>Pages that are there to be read: those of <c>Content/pages</c>, the shop's, and search.</summary>
internal static class PageHandlers
{
    private const string Folder = "pages/";

    private static readonly List<StaticPage> Pages =
        [.. EmbeddedContent.Names(Folder).Select(StaticPage.Load)];

    /// <summary>Every address that a search engine should know.</summary>
    public static IEnumerable<string> Addresses =>
        Pages.Select(page => page.Path)
            .Concat(["/shop", "/contact", "/search"])
            .Concat(Catalogue.Products.Select(product => $"/shop/{product.Slug}"))
            .Order(StringComparer.Ordinal);

    public static void Map(SiteRoutes routes)
    {
        foreach (var page in Pages)
        {
            routes.Add("GET", page.Path, context =>
                Layout.WriteAsync(context, StatusCodes.Status200OK, page.Title, page.Description, page.Main));
        }

        routes.Add("GET", "/shop", ShopAsync);
        routes.AddBelow("GET", "/shop/", ProductAsync);
        routes.Add("GET", "/search", SearchAsync);
    }

    public static Task NotFoundAsync(HttpContext context) => MessageAsync(
        context, StatusCodes.Status404NotFound, "Nothing here", "The river took this page, or it never was.");

    /// <summary>A page with one sentence on it.</summary>
    public static Task MessageAsync(HttpContext context, int status, string title, string sentence) =>
        Layout.WriteAsync(context, status, title, sentence, $"""
            <h1>{Layout.Escape(title)}</h1>
            <p>{Layout.Escape(sentence)}</p>
            <p><a href="/">Back to the landing</a> or <a href="/search">search</a>.</p>
            """);

    private static Task ShopAsync(HttpContext context)
    {
        var main = new StringBuilder("<h1>The shop</h1>\n<ul class=\"cards\">\n");
        foreach (var product in Catalogue.Products)
        {
            main.Append($"""
                <li class="card"><a href="/shop/{product.Slug}">
                <img src="/assets/{product.Slug}.svg" alt="" width="160" height="120">
                <strong>{Layout.Escape(product.Name)}</strong></a>
                <p>{Layout.Escape(product.Summary)}</p><p class="price">{product.Price}</p></li>

                """);
        }

        main.Append("</ul>");
        return Layout.WriteAsync(
            context, StatusCodes.Status200OK, "Shop", "Paddles, maps and dry socks.", main.ToString());
    }

    private static Task ProductAsync(HttpContext context) =>
        Catalogue.Find((context.Request.Path.Value ?? "")["/shop/".Length..]) is { } product
            ? Layout.WriteAsync(context, StatusCodes.Status200OK, product.Name, product.Summary, $"""
                <h1>{Layout.Escape(product.Name)}</h1>
                <img class="picture" src="/assets/{product.Slug}.svg" alt="" width="320" height="240">
                <p class="price">{product.Price}</p>
                <p>{Layout.Escape(product.Text)}</p>
                <p><a class="button" href="/contact?about={product.Slug}">Ask about it</a></p>
                """)
            : NotFoundAsync(context);

    private static Task SearchAsync(HttpContext context)
    {
        var query = context.Request.Query["q"].ToString().Trim();
        var main = new StringBuilder($"""
            <h1>Search</h1>
            <form action="/search" method="get" role="search">
            <label for="q">Words</label>
            <input id="q" name="q" type="search" maxlength="100" value="{Layout.Escape(query)}">
            <button>Search</button></form>

            """);
        if (query.Length > 0)
        {
            var found = Found(query).ToList();
            main.Append($"<p role=\"status\">{found.Count} found for “{Layout.Escape(query)}”.</p>\n<ul>\n");
            foreach (var (path, title, description) in found)
            {
                main.Append($"<li><a href=\"{path}\">{Layout.Escape(title)}</a>: ");
                main.Append($"{Layout.Escape(description)}</li>\n");
            }

            main.Append("</ul>");
        }

        return Layout.WriteAsync(
            context, StatusCodes.Status200OK, "Search", "Search the shop and the journal.", main.ToString());
    }

    private static IEnumerable<(string Path, string Title, string Description)> Found(string query)
    {
        bool Holds(params ReadOnlySpan<string> texts)
        {
            foreach (var text in texts)
            {
                if (text.Contains(query, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }

        foreach (var product in Catalogue.Products.Where(item => Holds(item.Name, item.Summary, item.Text)))
        {
            yield return ($"/shop/{product.Slug}", product.Name, product.Summary);
        }

        foreach (var page in Pages.Where(item => Holds(item.Title, item.Description, item.Main)))
        {
            yield return (page.Path, page.Title, page.Description);
        }
    }

    /// <summary>A file whose first line, an HTML comment, holds its title and its description.</summary>
    private sealed record StaticPage(string Path, string Title, string Description, string Main)
    {
        public static StaticPage Load(string name)
        {
            var text = EmbeddedContent.Text(name);
            var end = text.IndexOf("-->", StringComparison.Ordinal);
            var head = text["<!--".Length..end].Split('|', 2, StringSplitOptions.TrimEntries);
            var path = name[(Folder.Length - 1)..^".html".Length];
            return new StaticPage(path == "/index" ? "/" : path, head[0], head[1], text[(end + 3)..].Trim());
        }
    }
}
