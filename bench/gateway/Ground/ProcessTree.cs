using System.Globalization;

namespace Weir.Bench.Gateway.Ground;

/// <summary>
/// One process as the kernel counts it (proc(5), <c>/proc/PID/stat</c>); times in clock ticks.
/// </summary>
internal readonly record struct ProcessFacts(int Id, int Parent, long Ticks, long StartedAt)
{
    /// <summary>Still the same process: a process id alone may have been given to somebody else.</summary>
    public bool IsAlive => ProcessTree.Read(Id) is { } now && now.StartedAt == StartedAt;
}

/// <summary>A process with all its descendants: nginx works in children, Weir starts a keeper.</summary>
internal static class ProcessTree
{
    /// <summary>USER_HZ, which the kernel has fixed at 100 for user space on every common platform.</summary>
    private const double TicksPerSecond = 100;

    public static IReadOnlyList<ProcessFacts> Members(int root)
    {
        var byParent = Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var id) ? Read(id) : null)
            .OfType<ProcessFacts>()
            .ToLookup(facts => facts.Parent);
        var members = new List<ProcessFacts>();
        if (Read(root) is { } first)
        {
            members.Add(first);
        }

        for (var next = 0; next < members.Count; next++)
        {
            members.AddRange(byParent[members[next].Id]);
        }

        return members;
    }

    /// <summary>
    /// User and system seconds of the tree so far, with those of members that ended and were reaped.
    /// </summary>
    public static double CpuSeconds(int root) => Members(root).Sum(member => member.Ticks) / TicksPerSecond;

    /// <summary>
    /// Seconds of one process and of the children it has reaped, without those still running.
    /// </summary>
    public static double OwnCpuSeconds(int id) => (Read(id)?.Ticks ?? 0) / TicksPerSecond;

    /// <summary>
    /// Resident bytes (VmRSS) summed over the tree; pages that two members share count twice.
    /// </summary>
    public static long ResidentBytes(int root) => Members(root).Sum(member => Resident(member.Id));

    /// <summary>Resident bytes (VmRSS) of one process, without its children.</summary>
    public static long OwnResidentBytes(int id) => Resident(id);

    /// <summary>Seconds that all processors were busy since boot, whoever used them.</summary>
    public static double MachineBusySeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = fields.Skip(1).Select(Number).ToArray();
        const int idle = 3, waiting = 4, guest = 8;
        return ticks.Take(guest).Where((_, at) => at is not (idle or waiting)).Sum() / TicksPerSecond;
    }

    public static ProcessFacts? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            // The program's name is in parentheses and may hold anything, parentheses too.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            const int parent = 1, firstTime = 11, times = 4, started = 19;
            var ticks = fields.Skip(firstTime).Take(times).Sum(Number);
            return new ProcessFacts(id, (int)Number(fields[parent]), ticks, Number(fields[started]));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Resident(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status")
                .FirstOrDefault(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
            // The number of kibibytes stands between a tab and its unit.
            var fields = line?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            return fields is null ? 0 : Number(fields[1]) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
