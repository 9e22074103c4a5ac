using Weir.Releases;

namespace Weir.Cli.Commands;

/// <summary>What a person does next about a refusal.</summary>
internal static class Advice
{
    /// <param name="reason">By the name that the node gave it.</param>
    /// <param name="about">What the advice is about.</param>
    /// <returns>One sentence; empty where the reason says all there is.</returns>
    public static string For(string reason, AdviceAbout about) =>
        Enum.TryParse<RefusalReason>(reason, out var known) ? For(known, about) : "";

    public static string For(RefusalReason reason, AdviceAbout about) => reason switch
    {
        RefusalReason.Unsigned => $"Sign it: weir release sign {about.File} --key NAME{about.Data}",
        RefusalReason.UnknownSigner =>
            $"Where its key is one of yours: weir keys trust FILE.pub --role {about.Layer}{about.Data}",
        RefusalReason.RoleNotAllowed =>
            "Sign it with a key of the layer's own role, or give the key that role: weir keys list",
        RefusalReason.ThresholdNotMet =>
            $"Let the other key sign too: weir release sign {about.File} --key NAME{about.Data}",
        RefusalReason.DuplicateSignature or RefusalReason.BadSignature =>
            "It is not what was signed: get it again from where it was built, or build it again.",
        RefusalReason.Replayed or RefusalReason.Equivocation or RefusalReason.NumberOutOfRange =>
            "Build it again with the next number, which 'weir release build' takes from the running node.",
        RefusalReason.Expired => "Build it again; --expires says for how long it is good.",
        RefusalReason.NotYet or RefusalReason.ClockUntrusted => "Look at the clocks of both machines.",
        RefusalReason.NeedsMore => "It was made for a larger program: upgrade this one, or build it smaller.",
        RefusalReason.Quarantined =>
            $"After its cause is mended: weir release unquarantine HASH --reason TEXT{about.Data}",
        RefusalReason.IntakeHeld =>
            $"To take releases of the layer again: weir hold {about.Layer} --release{about.Data}",
        RefusalReason.RootChain =>
            "The node trusts another root by now: look at 'weir keys list' and do it again.",
        RefusalReason.UnknownFormat => "It was written by another version of Weir: upgrade this one.",
        RefusalReason.WrongMagic or RefusalReason.Truncated or RefusalReason.TrailingBytes
            or RefusalReason.HashMismatch or RefusalReason.SectionCorrupt or RefusalReason.SizeMismatch =>
            "The file is no whole release: get it again from where it was built.",
        RefusalReason.ModelInputMismatch =>
            "It was made for another model: build it on the features of the one that runs "
            + "(weir features list).",
        RefusalReason.ProbeMismatch => "It was made by another version of Weir: build it with this one.",
        RefusalReason.StorageFailed =>
            "Look at the disk of the data folder; what runs is not touched by it.",
        RefusalReason.SecretInRelease => "Take the key out, and make a new one: this one was in a file.",
        RefusalReason.Unset or RefusalReason.TooLarge or RefusalReason.TooManySections
            or RefusalReason.TooManySignatures or RefusalReason.Malformed or RefusalReason.NotCanonical
            or RefusalReason.UnknownKey or RefusalReason.DuplicateKey or RefusalReason.MissingKey
            or RefusalReason.UnknownLayer or RefusalReason.DuplicateSection or RefusalReason.BadSectionName
            or RefusalReason.ThresholdZero or RefusalReason.HeadMismatch or RefusalReason.FreezeSuspected
            or RefusalReason.MissingSection or RefusalReason.UnknownSection or RefusalReason.TooManyFeatures
            or RefusalReason.DuplicateFeature or RefusalReason.UnknownFeature or RefusalReason.MissingFeature
            or RefusalReason.BadFeature or RefusalReason.BadModel or RefusalReason.BadSignals
            or RefusalReason.BadProbes or RefusalReason.BadRule or RefusalReason.Reconcile
            or RefusalReason.TooSlow or RefusalReason.StageFaults or RefusalReason.UnscoredShare
            or RefusalReason.Fault or RefusalReason.NothingOlder => "",
        _ => "",
    };
}

/// <summary>What is known of a release that was refused, to be filled in where it is.</summary>
internal readonly struct AdviceAbout
{
    private readonly string? _layer;
    private readonly string? _file;
    private readonly string? _data;

    /// <param name="layer">Unset where it is not known.</param>
    /// <param name="file">Of the bundle; null where there is none.</param>
    /// <param name="dataFolder">Of the node; null where none is meant.</param>
    public AdviceAbout(Layer layer, string? file, string? dataFolder)
    {
        _layer = layer == Releases.Layer.Unset ? null : layer.Name();
        _file = file is null ? null : Shown.Of(file);
        _data = dataFolder is null or UpOptions.DefaultDataFolder ? null : $" --data {Shown.Of(dataFolder)}";
    }

    /// <summary>Its name, or the word that stands for one.</summary>
    public string Layer => _layer ?? "LAYER";

    /// <summary>Its name, or the word that stands for one.</summary>
    public string File => _file ?? "FILE";

    /// <summary>Empty for the folder that commands take by themselves.</summary>
    public string Data => _data ?? "";
}
