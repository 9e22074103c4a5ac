using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>The API: products to read, enquiries to post.</summary>
internal sealed class ApiHandlers
{
    private readonly Bounded<int, Enquiry> _enquiries = new(SiteLimits.Enquiries);
    private int _last;

    public void Map(SiteRoutes routes)
    {
        routes.Add("GET", "/api/products", ProductsAsync);
        routes.AddBelow("GET", "/api/products/", ProductAsync);
        routes.Add("POST", "/api/enquiries", PostAsync);
        routes.AddBelow("GET", "/api/enquiries/", EnquiryAsync);
    }

    private static Task ProductsAsync(HttpContext context) =>
        Json.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray();
            foreach (var product in Catalogue.Products)
            {
                Write(json, product);
            }

            json.WriteEndArray();
        });

    private static Task ProductAsync(HttpContext context) =>
        Catalogue.Find(Last(context)) is { } product
            ? Json.WriteAsync(context, StatusCodes.Status200OK, json => Write(json, product))
            : Json.ProblemAsync(context, StatusCodes.Status404NotFound, "There is no such product.");

    private async Task PostAsync(HttpContext context)
    {
        if (await Bodies.ReadAsync(context) is not { } body)
        {
            await Json.ProblemAsync(context, StatusCodes.Status413PayloadTooLarge, "At most 16 KiB.");
            return;
        }

        if (Enquiry.Read(body) is not { } enquiry)
        {
            const string Shape = "An enquiry is an object with the texts name and message.";
            await Json.ProblemAsync(context, StatusCodes.Status400BadRequest, Shape);
            return;
        }

        var id = Interlocked.Increment(ref _last);
        _enquiries.Set(id, enquiry);
        context.Response.Headers.Location = $"/api/enquiries/{id}";
        await Json.WriteAsync(context, StatusCodes.Status201Created, json => enquiry.Write(json, id));
    }

    private Task EnquiryAsync(HttpContext context) =>
        int.TryParse(Last(context), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && _enquiries.TryGet(id, out var enquiry)
            ? Json.WriteAsync(context, StatusCodes.Status200OK, json => enquiry.Write(json, id))
            : Json.ProblemAsync(context, StatusCodes.Status404NotFound, "There is no such enquiry.");

    private static string Last(HttpContext context) => (context.Request.Path.Value ?? "").Split('/')[^1];

    private static void Write(Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject();
        json.WriteString("id", product.Slug);
        json.WriteString("name", product.Name);
        json.WriteNumber("pence", product.Pence);
        json.WriteString("summary", product.Summary);
        json.WriteEndObject();
    }

    private sealed record Enquiry(string Name, string Message)
    {
        public static Enquiry? Read(byte[] body)
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                var root = document.RootElement;
                return root.ValueKind == JsonValueKind.Object
                    && Text(root, "name") is { } name
                    && Text(root, "message") is { } message
                        ? new Enquiry(name, message)
                        : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        public void Write(Utf8JsonWriter json, int id)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("name", Name);
            json.WriteString("message", Message);
            json.WriteEndObject();
        }

        private static string? Text(JsonElement root, string name) =>
            root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
    }
}
