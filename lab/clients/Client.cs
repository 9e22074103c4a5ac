// .NET's HttpClient. Usage: Client PLAN
using System.Net;
using System.Text;
using System.Text.Json;

var plan = JsonDocument.Parse(File.ReadAllText(args[0])).RootElement;
using var handler = new SocketsHttpHandler { UseCookies = plan.GetProperty("cookies").GetBoolean() };
handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
var version = plan.GetProperty("http").GetString() == "1.1" ? HttpVersion.Version11 : HttpVersion.Version20;
foreach (var step in plan.GetProperty("steps").EnumerateArray())
{
    await Task.Delay(step.GetProperty("w").GetInt32());
    var address = plan.GetProperty("base").GetString() + step.GetProperty("u").GetString();
    var method = new HttpMethod(step.GetProperty("m").GetString() ?? "GET");
    using var request = new HttpRequestMessage(method, address);
    request.Version = version;
    request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
    if (step.TryGetProperty("b", out var body))
    {
        request.Content = new StringContent(
            body.GetString() ?? "", Encoding.UTF8, "application/x-www-form-urlencoded");
    }

    foreach (var header in step.GetProperty("h").EnumerateArray())
    {
        request.Headers.TryAddWithoutValidation(header[0].GetString() ?? "", header[1].GetString());
    }

    try
    {
        using var answer = await client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
    }
    catch (HttpRequestException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
    }
}
