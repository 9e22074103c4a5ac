using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Weir.Decisions;

namespace Weir.Edge.Admin;

/// <summary>
/// The secret that calls over TCP show. Holds only its digest: a memory dump has no token in it.
/// </summary>
internal sealed class AdminToken
{
    private const int MaxFileBytes = 256;

    private readonly byte[] _digest;

    private AdminToken(string token)
    {
        _digest = SHA256.HashData(Encoding.UTF8.GetBytes(token));
    }

    /// <summary>
    /// Reads the token file or makes it, readable by its owner only; the error is a sentence's end.
    /// </summary>
    [Boundary("the file system may refuse; without a token nothing that needs one is allowed")]
    public static bool TryOpen(string path, [NotNullWhen(true)] out AdminToken? token, out string problem)
    {
        token = null;
        problem = "";
        try
        {
            var text = File.Exists(path) ? Read(path) : Create(path);
            if (text.Length < Base64Url.GetEncodedLength(Limits.AdminTokenBytes) || !Base64Url.IsValid(text))
            {
                problem = $"{path} holds no token; delete it and a new one is made";
                return false;
            }

            token = new AdminToken(text);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = failure.Message;
            return false;
        }
    }

    /// <summary>Compares in a time that tells nothing of the token, not even its length.</summary>
    public bool Is(string? claimed)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(claimed ?? ""));
        return CryptographicOperations.FixedTimeEquals(digest, _digest);
    }

    private static string Read(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> bytes = stackalloc byte[MaxFileBytes];
        var read = file.ReadAtLeast(bytes, MaxFileBytes, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes[..read]).Trim();
    }

    private static string Create(string path)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Limits.AdminTokenBytes));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text + "\n"));
        return text;
    }
}
