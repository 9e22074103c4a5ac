using Weir.Releases.Tests.Making;

namespace Weir.Releases.Tests.Judging;

/// <summary>The committed files, as they lie beside the assembly.</summary>
internal static class SavedFiles
{
    public static IReadOnlyList<Made> Good { get; } = Read("good");

    public static IReadOnlyList<Made> Hostile { get; } = Read("hostile");

    public static byte[] Trust => Good.Single(static made => made.Name == GoodSet.Trust).Bytes;

    public static void Write(string folder, IEnumerable<Made> set)
    {
        foreach (var made in set)
        {
            var path = Path.Combine(Directory.CreateDirectory(folder).FullName, made.Name);
            File.WriteAllBytes(path + Made.Extension, made.Bytes);
            File.WriteAllText(path + Made.ExpectedExtension, made.Expected + "\n");
        }
    }

    private static Made[] Read(string folder)
    {
        var path = Path.Combine(AppContext.BaseDirectory, folder);
        return Directory.Exists(path)
            ? [
                .. Directory.GetFiles(path, "*" + Made.Extension)
                    .Select(Load)
                    .OrderBy(static made => made.Name, StringComparer.Ordinal),
            ]
            : [];
    }

    private static Made Load(string path) => new(
        Path.GetFileNameWithoutExtension(path),
        File.ReadAllBytes(path),
        File.ReadAllText(Path.ChangeExtension(path, Made.ExpectedExtension)).TrimEnd());
}
