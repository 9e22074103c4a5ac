using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>The contact form; a message is thanked for and forgotten.</summary>
internal sealed class ContactHandlers
{
    public void Map(SiteRoutes routes)
    {
        routes.Add("GET", "/contact", context => FormAsync(context, StatusCodes.Status200OK, "", "", ""));
        routes.Add("POST", "/contact", SendAsync);
    }

    private static async Task SendAsync(HttpContext context)
    {
        if (await Bodies.ReadFormAsync(context) is not { } form)
        {
            await Bodies.RefuseFormAsync(context);
            return;
        }

        var (name, message) = (form["name"].ToString().Trim(), form["message"].ToString().Trim());
        if (name.Length == 0 || message.Length == 0)
        {
            const string Missing = "Please give your name and a message.";
            await FormAsync(context, StatusCodes.Status422UnprocessableEntity, Missing, name, message);
            return;
        }

        Bodies.SeeOther(context, "/thanks");
    }

    private static Task FormAsync(
        HttpContext context, int status, string problem, string name, string message)
    {
        if (message.Length == 0 && Catalogue.Find(context.Request.Query["about"].ToString()) is { } product)
        {
            message = $"About the {product.Name.ToLowerInvariant()}: ";
        }

        return Layout.WriteAsync(context, status, "Contact", "Write to us.", $"""
            <h1>Write to us</h1>
            {Layout.Alert(problem)}
            <form action="/contact" method="post">
            <label for="name">Your name</label>
            <input id="name" name="name" required maxlength="100" autocomplete="name"
            value="{Layout.Escape(name)}">
            <label for="message">Message</label>
            <textarea id="message" name="message" required maxlength="4000" rows="6">
            {Layout.Escape(message)}</textarea>
            <button>Send</button></form>
            """);
    }
}
