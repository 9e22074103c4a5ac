using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>Login, account and logout. Any name may enter with the password that the page tells.</summary>
internal sealed class AccountHandlers
{
    private const string Cookie = "session";
    private const string Password = "river";

    private readonly Bounded<string, string> _names = new(SiteLimits.Sessions);

    public void Map(SiteRoutes routes)
    {
        routes.Add("GET", "/login", context => FormAsync(context, StatusCodes.Status200OK, "", ""));
        routes.Add("POST", "/login", LogInAsync);
        routes.Add("GET", "/account", AccountAsync);
        routes.Add("POST", "/logout", LogOutAsync);
    }

    private async Task LogInAsync(HttpContext context)
    {
        if (await Bodies.ReadFormAsync(context) is not { } form)
        {
            await Bodies.RefuseFormAsync(context);
            return;
        }

        var name = form["name"].ToString().Trim();
        var right = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(form["password"].ToString()), Encoding.UTF8.GetBytes(Password));
        if (name.Length is 0 or > 100 || !right)
        {
            await FormAsync(context, StatusCodes.Status401Unauthorized, "Name or password is wrong.", name);
            return;
        }

        // A new session for each login, so that nobody can plant one beforehand.
        var session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _names.Set(session, name);
        context.Response.Cookies.Append(Cookie, session, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            Secure = context.Request.Headers["X-Forwarded-Proto"].ToString() == "https",
        });
        Bodies.SeeOther(context, "/account");
    }

    private Task AccountAsync(HttpContext context)
    {
        if (!_names.TryGet(Session(context), out var name))
        {
            Bodies.SeeOther(context, "/login");
            return Task.CompletedTask;
        }

        return Layout.WriteAsync(context, StatusCodes.Status200OK, "Account", "Your account.", $"""
            <h1>Hello, {Layout.Escape(name)}</h1>
            <p>You have no orders yet. The <a href="/shop">shop</a> is open.</p>
            <form action="/logout" method="post"><button>Log out</button></form>
            """);
    }

    private Task LogOutAsync(HttpContext context)
    {
        _names.Remove(Session(context));
        context.Response.Cookies.Delete(Cookie);
        Bodies.SeeOther(context, "/");
        return Task.CompletedTask;
    }

    private static string Session(HttpContext context) => context.Request.Cookies[Cookie] ?? "";

    private static Task FormAsync(HttpContext context, int status, string problem, string name) =>
        Layout.WriteAsync(context, status, "Log in", "Log in to your account.", $"""
            <h1>Log in</h1>
            {Layout.Alert(problem)}
            <p>Any name will do; the password is <code>{Password}</code>.</p>
            <form action="/login" method="post">
            <label for="name">Name</label>
            <input id="name" name="name" required maxlength="100" autocomplete="username"
            value="{Layout.Escape(name)}">
            <label for="password">Password</label>
            <input id="password" name="password" type="password" required autocomplete="current-password">
            <button>Log in</button></form>
            """);
}
