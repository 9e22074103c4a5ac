namespace Weir.Cli;

/// <summary>What the process answers; scripts rely on these three.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Refused or failed, the reason on standard error.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;
}
