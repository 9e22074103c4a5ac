using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Weir.Events.Storage;

namespace Weir.Keeper.Store;

/// <summary>Exceptions of the engine and of the file system as values.</summary>
internal static class StoreFaults
{
    private const int Shown = 300;

    // A connection that is gone says InvalidOperationException; a row that does not fit its table too.
    public static bool Known(Exception error) => error is DuckDBException or IOException
        or UnauthorizedAccessException or InvalidOperationException or InvalidCastException
        or OverflowException or FormatException or OutOfMemoryException;

    public static StoreFault Of(Exception error, string what)
    {
        var text = error.Message;
        var kind = error is DuckDBException engine ? Kind(engine.ErrorType, text) : KindOf(error);
        return new StoreFault(kind, $"{Cut(what)}: {Cut(text)}");
    }

    /// <summary>What the engine says by itself, without an exception.</summary>
    public static StoreFault Of(DuckDBErrorType type, string text, string what) =>
        new(Kind(type, text), $"{Cut(what)}: {Cut(text)}");

    /// <summary>Whether the file is there and is no database, or one that cannot be read.</summary>
    /// <param name="fault">Of opening it.</param>
    /// <param name="folder">Where it lies: its name is in what the engine says, and may be any word.</param>
    public static bool Corrupt(StoreFault fault, string folder) =>
        fault.Kind == StoreFaultKind.Schema
        || Says(
            fault.Detail.Replace(folder, "", StringComparison.Ordinal),
            "not a valid DuckDB database", "Corrupt", "checksum", "Serialization Error",
            "WAL file", "different version", "newer version");

    private static StoreFaultKind Kind(DuckDBErrorType type, string text) =>
        Says(text, "Could not set lock", "Conflicting lock") ? StoreFaultKind.Held
        : Says(text, "No space left", "max_temp_directory_size", "Disk quota") ? StoreFaultKind.Full
        : type == DuckDBErrorType.OutOfMemory || Says(text, "Out of Memory")
            ? StoreFaultKind.Memory
        : Says(text, "not a valid DuckDB database") || type is DuckDBErrorType.Catalog
            or DuckDBErrorType.Binder ? StoreFaultKind.Schema
        : StoreFaultKind.Failed;

    private static StoreFaultKind KindOf(Exception error) => error switch
    {
        OutOfMemoryException => StoreFaultKind.Memory,
        IOException { HResult: var code } when (code & 0xFFFF) is 28 or 122 or 112 => StoreFaultKind.Full,
        _ => StoreFaultKind.Failed,
    };

    private static bool Says(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Cut(string text) =>
        (text.Length <= Shown ? text : text[..Shown] + "...").ReplaceLineEndings(" ");
}
