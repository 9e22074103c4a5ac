using System.Diagnostics;
using Xunit;

namespace Weir.Cli.Tests;

/// <summary>
/// A folder that holds the scripts, a little source, and a <c>dotnet</c> that only pretends: it notes what
/// it was asked, so that a test sees whether anything was built.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private const string FakeDotnet = """
        #!/usr/bin/env bash
        here=$(dirname "$0")
        case $1 in
        --list-sdks) cat "$here/sdks" ;;
        publish)
            echo "built with: $*" >>"$here/log"
            if [[ -e $here/broken ]]; then echo "CS1002: ; expected"; exit 3; fi
            while [[ $1 != --output ]]; do shift; done
            mkdir -p "$2"
            printf '#!/usr/bin/env bash\necho "ran: $*"; cat; exit 7\n' >"$2/weir"
            chmod +x "$2/weir"
            ;;
        build) if [[ -e $here/broken ]]; then echo "CS1002: ; expected"; exit 1; fi ;;
        *.dll)
            while [[ $1 != --report-trx-filename ]]; do shift; done
            if [[ -e $here/$2 ]]; then cp "$here/$2" "$4/$2"; fi
            exit "$(cat "$here/$2.code" 2>/dev/null || echo 0)"
            ;;
        esac
        """;

    public Sandbox()
    {
        Root = Directory.CreateTempSubdirectory("weir-scripts-").FullName;
        var repository = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(repository, "Weir.slnx")))
        {
            repository = Path.GetDirectoryName(repository)
                ?? throw new InvalidOperationException("no checkout");
        }

        foreach (var script in new[] { "weir", "test" })
        {
            File.Copy(Path.Combine(repository, script), Path.Combine(Root, script));
        }

        Write("src/Weir/Program.cs", "// source");
        Write("global.json", "{}");
        Write("Weir.slnx", "<Solution />");
        Write("fake/sdks", "10.0.100 [/somewhere]\n");

        // A copy is executable as its source is, and stays so when it is written over.
        File.Copy(InRoot("weir"), InRoot("fake/dotnet"));
        Write("fake/dotnet", FakeDotnet);
    }

    public string Root { get; }

    public int Builds => File.Exists(InRoot("fake/log")) ? File.ReadAllLines(InRoot("fake/log")).Length : 0;

    public string InRoot(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(InRoot(path)) ?? Root);
        File.WriteAllText(InRoot(path), text);
    }

    /// <summary>Makes a file, or the folder it was deleted from, newer than anything that is there.</summary>
    public void Touch(string path)
    {
        var later = File.GetLastWriteTimeUtc(InRoot("artifacts/run/stamp")).AddSeconds(1);
        if (Directory.Exists(InRoot(path)))
        {
            Directory.SetLastWriteTimeUtc(InRoot(path), later);
        }
        else
        {
            File.SetLastWriteTimeUtc(InRoot(path), later);
        }
    }

    /// <summary>A test project with the results it will report; no results where it crashes.</summary>
    public void Project(string name, int code, string? counters)
    {
        Write($"tests/{name}/{name}.csproj", """<PackageReference Include="xunit.v3" />""");
        Write($"fake/{name}.trx.code", $"{code}");
        if (counters is not null)
        {
            Write($"fake/{name}.trx", $"<TestRun>\n  <Counters {counters} />\n</TestRun>\n");
        }
    }

    public async Task<Run> BashAsync(
        string script, string input = "", string? folder = null, string? path = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("/bin/bash")
        {
            ArgumentList = { "-c", script },
            WorkingDirectory = folder ?? Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = path ?? $"{InRoot("fake")}:/usr/bin:/bin", ["DOTNET_ROOT"] = "" },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("no bash");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new Run(process.ExitCode, await output, await error);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
