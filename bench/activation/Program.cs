using System.Globalization;
using Weir.Bench.Activation;
using Weir.Bench.Activation.Children;
using Weir.Bench.Activation.Ground;
using Weir.Bench.Activation.Memory;
using Weir.Bench.Activation.Pauses;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is [Origin.Name])
{
    return await Origin.RunAsync();
}

if (args is [Load.Name, var plain, var secure, var rate, var file])
{
    return Load.Run(new Uri(plain), new Uri(secure), int.Parse(rate), file);
}

if (args is [Publisher.Name, var folder, var size])
{
    return await Publisher.RunAsync(folder, size == Publisher.Full);
}

var (stage, rest) = args is ["pauses" or "memory", ..] ? (args[0], args[1..]) : ("", args);
if (stage.Length == 0 || rest.Contains("--help") || rest.Contains("-h"))
{
    Console.WriteLine(Options.Usage);
    return 0;
}

if (Options.Parse(rest, out var problem) is not { } options)
{
    Console.Error.WriteLine($"bench: {problem}");
    return 1;
}

try
{
    return stage == "pauses" ? await PauseRun.RunAsync(options) : await MemoryRun.RunAsync(options);
}
catch (BenchException e)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 1;
}
