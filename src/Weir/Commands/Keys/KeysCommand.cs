using System.Text.Json;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Keys;

/// <summary>
/// <c>weir keys</c>: makes keys, says what may sign what, and changes it. Never shows a private one.
/// </summary>
internal static class KeysCommand
{
    public static int New(string name, string dataFolder, bool json, Terminal terminal)
    {
        var keys = NodeKeys.Of(dataFolder);

        // A public key alone has its name too: the new one's would take the place of its file.
        if (keys.List().Any(k => k.Name == name))
        {
            return terminal.Refuse(
                "weir keys new", $"there is a key '{name}' already in {keys.Folder}: take another name");
        }

        if (!keys.Create(name).Try(out var made, out var fault))
        {
            return terminal.Refuse("weir keys new", Shown.Of(fault.Detail));
        }

        using var key = made;
        var file = Path.Combine(keys.Folder, name);
        if (json)
        {
            var path = JsonEncodedText.Encode($"{file}.pub");
            terminal.Output.WriteLine(
                $$"""{"name":"{{name}}","key":"{{key.PublicKey.Text}}","file":"{{path}}"}""");
            return ExitCode.Done;
        }

        terminal.Output.WriteLine($"{key.PublicKey.Text}");
        terminal.Output.WriteLine(
            $"Private key in {file}.key (keep it), public key in {file}.pub (give it away).");
        terminal.Output.WriteLine($"Nothing trusts it yet: weir keys trust {file}.pub --role ROLE");
        return ExitCode.Done;
    }

    public static int List(string dataFolder, bool json, Terminal terminal)
    {
        var keys = NodeKeys.Of(dataFolder);
        if ((Access.Complaint(dataFolder) ?? Access.Complaint(keys.Folder)) is { } unseen)
        {
            return terminal.Refuse("weir keys list", unseen);
        }

        if (TrustFolder.Look(dataFolder, out var trust) is { } unread)
        {
            return terminal.Refuse("weir keys list", unread.Detail);
        }

        var root = trust?.Root;
        var names = keys.List();
        var rows = Rows(names, root).ToList();
        if (json)
        {
            WriteJson(root, rows, terminal.Output);
            return ExitCode.Done;
        }

        if (root is null)
        {
            terminal.Output.WriteLine("No root yet: 'weir up' makes one when it first runs.");
        }
        else
        {
            terminal.Output.WriteLine(
                $"root {root.Version}, {root.Fingerprint}, until {UtcText.Of(root.Expires)}");
        }

        if (rows.Count == 0)
        {
            terminal.Output.WriteLine("No keys. Make one: weir keys new NAME");
            return ExitCode.Done;
        }

        var sheet = new Sheet("NAME", "MAY SIGN", "PRIVATE KEY", "KEY ID");
        foreach (var row in rows)
        {
            sheet.Add(
                row.Name.Length == 0 ? "-" : row.Name, row.Signs.Length == 0 ? "nothing" : row.Signs,
                row.CanSign ? "here" : "elsewhere", row.Key.Text);
        }

        sheet.Write(terminal);
        return ExitCode.Done;
    }

    public static async Task<int> TrustAsync(
        string file, RoleKind role, string dataFolder, Terminal terminal, CancellationToken stop)
    {
        const string Name = "weir keys trust";
        var keys = NodeKeys.Of(dataFolder);
        if (!NodeKeys.Find(keys, file).Try(out var key, out var fault)
            || !TrustFolder.Read(dataFolder).Try(out var state, out fault)
            || !RootChange.WithKey(state.Root, role, key).Try(out var roles, out fault)
            || !RootChange.Next(state.Root, roles, keys).Try(out var next, out fault))
        {
            return terminal.Refuse(Name, fault.Detail);
        }

        return await GiveAsync(
            Name, next, $"The key {key.Short} may now sign '{role.Name()}'.", dataFolder, terminal, stop);
    }

    public static async Task<int> RevokeAsync(
        string named, string dataFolder, Terminal terminal, CancellationToken stop)
    {
        const string Name = "weir keys revoke";
        var keys = NodeKeys.Of(dataFolder);
        if (!NodeKeys.Find(keys, named).Try(out var key, out var fault)
            || !TrustFolder.Read(dataFolder).Try(out var state, out fault)
            || !RootChange.WithoutKey(state.Root, key).Try(out var roles, out fault)
            || !RootChange.Next(state.Root, roles, keys).Try(out var next, out fault))
        {
            return terminal.Refuse(Name, fault.Detail);
        }

        return await GiveAsync(
            Name, next, $"What the key {key.Short} signs is no longer taken.", dataFolder, terminal, stop);
    }

    private static async Task<int> GiveAsync(
        string name, Root next, string said, string dataFolder, Terminal terminal, CancellationToken stop)
    {
        if (await TrustFolder.GiveAsync(dataFolder, next, stop) is { } fault)
        {
            return terminal.Refuse(name, fault.Detail);
        }

        await terminal.Output.WriteLineAsync(said);
        await terminal.Output.WriteLineAsync($"Trusted from now on: root {next.Version}, {next.Fingerprint}");
        return ExitCode.Done;
    }

    /// <summary>Keys of the folder first, then those that the root knows and the folder does not.</summary>
    private static IEnumerable<(string Name, Ed25519Key Key, bool CanSign, string Signs)> Rows(
        IReadOnlyList<NamedKey> named, Root? root)
    {
        foreach (var key in named)
        {
            yield return (key.Name, key.Key, key.CanSign, Signs(root, key.Key));
        }

        var known = named.Select(static k => k.Key).ToHashSet();
        foreach (var key in Roles.All.SelectMany(kind => root is null ? [] : root[kind].Keys).Distinct())
        {
            if (!known.Contains(key))
            {
                yield return ("", key, false, Signs(root, key));
            }
        }
    }

    private static string Signs(Root? root, Ed25519Key key) => root is null
        ? ""
        : string.Join(
            ", ", Roles.All.Where(kind => root[kind].Keys.Contains(key)).Select(static k => k.Name()));

    private static void WriteJson(
        Root? root, List<(string Name, Ed25519Key Key, bool CanSign, string Signs)> rows, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WritePropertyName("root");
            if (root is null)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteStartObject();
                json.WriteNumber("version", root.Version);
                json.WriteString("fingerprint", root.Fingerprint.ToString());
                json.WriteString("expires", UtcText.Of(root.Expires));
                json.WriteEndObject();
            }

            json.WriteStartArray("keys");
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteString("name", row.Name.Length == 0 ? null : row.Name);
                json.WriteString("key", row.Key.Text);
                json.WriteBoolean("private", row.CanSign);
                json.WriteStartArray("roles");
                foreach (var role in row.Signs.Split(", ", StringSplitOptions.RemoveEmptyEntries))
                {
                    json.WriteStringValue(role);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
