namespace Weir.Decisions.Features;

/// <summary>Why features were not appended.</summary>
[MustUse]
public enum FeatureRefusalReason
{
    Unset = 0,

    /// <summary>There is no room for one more; the detail names the limit.</summary>
    Full,

    /// <summary>The set has one of that name, or the definitions have two.</summary>
    DuplicateFeature,

    /// <summary>Its expression reads a field that this binary does not know.</summary>
    UnknownSignal,

    /// <summary>Its expression does not yield what its type says.</summary>
    WrongType,

    /// <summary>More bytes than <see cref="Limits.FeatureNameBytes"/>.</summary>
    NameTooLong,

    /// <summary>Empty, or with other characters than small letters, digits, dot and underscore.</summary>
    BadName,

    /// <summary>Its expression does not compile; the detail says where and why.</summary>
    BadExpression,

    /// <summary>A line that is not <c>name type expression</c>.</summary>
    BadLine,
}

/// <summary>Why features were not appended, and which one it was.</summary>
/// <param name="Reason">What is wrong.</param>
/// <param name="Culprit">The feature's name, cut where it is too long; the line where it has no name.</param>
/// <param name="Detail">For people.</param>
public readonly record struct FeatureRefusal(FeatureRefusalReason Reason, string Culprit, string Detail)
{
    /// <summary>For instance <c>DuplicateFeature: asset_share_1m: is there twice</c>.</summary>
    public override string ToString() => $"{Reason}: {Culprit}: {Detail}";
}
