namespace Weir.Releases.Trust;

/// <summary>
/// The keys in a folder, one file each, readable by its owner alone: <c>NAME.key</c> holds the seed in
/// hexadecimal, <c>NAME.pub</c> the public key. Made on the first run: one key for each role, for a root that
/// is valid for this node only.
/// </summary>
public static class LocalKeys
{
    /// <summary>The file name of the key that signs a role under the local root.</summary>
    public static string NameOf(RoleKind role) => $"local-{role.Name()}";
}
