namespace Weir.Bench.Gateway.Ground;

/// <summary>Where this repository builds what is measured.</summary>
internal sealed record Repository(string Root)
{
    public string Weir => Built("src/Weir", "weir");

    public string BareYarp => Built("bench/peers/BareYarp", "Weir.Bench.BareYarp");

    public string BareForwarder => Built("bench/peers/BareForwarder", "Weir.Bench.BareForwarder");

    public static Repository Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Weir.slnx")))
            {
                return new Repository(at.FullName);
            }
        }

        throw new BenchException("the bench runs from a checkout: no Weir.slnx above its program");
    }

    private string Built(string project, string program) =>
        Path.Combine(Root, project, "bin", "Release", "net10.0", program);
}
