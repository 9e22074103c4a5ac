namespace Weir.Cli.Node;

/// <summary>
/// The runtime reads its switch for inline socket completions once, with the first socket of the
/// process, and only from the environment: it is set here, before there is one.
/// </summary>
internal static class InlineSockets
{
    private const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static void Apply(bool inline)
    {
        if (inline)
        {
            Environment.SetEnvironmentVariable(Switch, "1");
        }
    }
}
