using System.Globalization;
using Weir.Fuzz;

// --target NAME [--seconds N] [--seed N] [--save DIR] | --target NAME --file FILE | --target NAME --afl
string? Option(string name) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

int Number(string name, int otherwise) =>
    int.TryParse(Option(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

var targets = Option("--target") is { } wanted
    ? FuzzTargets.All.Where(target => target.Name == wanted).ToArray()
    : [.. FuzzTargets.All];
if (targets.Length == 0)
{
    var names = string.Join(", ", FuzzTargets.All.Select(target => target.Name));
    Console.Error.WriteLine($"No such target. There are: {names}");
    return 2;
}

if (args.Contains("--afl"))
{
    SharpFuzz.Fuzzer.OutOfProcess.Run(stream =>
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        targets[0].Check(copy.ToArray());
    });
    return 0;
}

if (Option("--file") is { } file)
{
    Console.WriteLine(targets[0].Check(File.ReadAllBytes(file)));
    return 0;
}

var seed = Number("--seed", 1);
var failed = false;
foreach (var target in targets)
{
    var report = FuzzRun.Run(target, seed, long.MaxValue, TimeSpan.FromSeconds(Number("--seconds", 10)));
    Console.WriteLine($"{target.Name}: {report.Inputs} inputs, {report.Signs} signs, seed {seed}");
    if (report.FailingInput is { } input)
    {
        failed = true;
        var folder = Directory.CreateDirectory(Option("--save") ?? ".").FullName;
        var path = Path.Combine(folder, $"{target.Name}-{seed}-{report.Inputs}.bin");
        File.WriteAllBytes(path, input);
        Console.WriteLine($"FAILED, input saved as {path}\n{report.Failure}");
    }
}

return failed ? 1 : 0;
