using Weir.Cli.Commands.Keys;
using Weir.Releases;
using Weir.Releases.Trust;

namespace Weir.Cli.Commands.Bundles;

/// <summary>
/// A signature that the root beside the key would not count is worth a word before it is sent.
/// </summary>
internal static class SignerWarning
{
    /// <summary>
    /// Says so on standard error; silent where there is no root, as on a machine that only builds.
    /// </summary>
    /// <param name="dataFolder">Where key and root are.</param>
    /// <param name="name">Of the key.</param>
    /// <param name="key">Its public part.</param>
    /// <param name="layer">Of what it signs.</param>
    /// <param name="terminal">Where to speak.</param>
    public static void Tell(string dataFolder, string name, Ed25519Key key, Layer layer, Terminal terminal)
    {
        var role = Roles.Of(layer);
        if (TrustFolder.Look(dataFolder, out var trust) is not null || trust is null
            || trust.Root[role].Keys.Contains(key))
        {
            return;
        }

        var file = Path.Combine(NodeKeys.Of(dataFolder).Folder, name + LocalKeys.PublicExtension);
        terminal.Error.WriteLine(Shown.Of(
            $"warning: the root of {dataFolder} does not let the key '{name}' sign '{role.Name()}': its node "
            + $"refuses this until 'weir keys trust {file} --role {role.Name()}'"));
    }
}
