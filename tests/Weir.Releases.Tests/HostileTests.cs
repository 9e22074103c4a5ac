using Weir.Releases.Tests.Judging;
using Weir.Releases.Tests.Making;

namespace Weir.Releases.Tests;

/// <summary>One file for each way to be wrong, and what is said of it.</summary>
public sealed class HostileTests
{
    private const string Write = "WEIR_WRITE_HOSTILE";

    public static TheoryData<string> Good => [.. SavedFiles.Good.Select(static made => made.Name)];

    public static TheoryData<string> Hostile => [.. SavedFiles.Hostile.Select(static made => made.Name)];

    [Theory]
    [MemberData(nameof(Good))]
    public void Accepts(string name) => Holds(SavedFiles.Good.Single(made => made.Name == name));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Refuses(string name) => Holds(SavedFiles.Hostile.Single(made => made.Name == name));

    [Fact]
    public void Refuses_WhatIsTooLargeForAFile() => Assert.All(HostileSet.Oversized(), Holds);

    /// <summary>With the variable set to the project's folder, writes the sets there first.</summary>
    [Fact]
    public void Regenerating_GivesTheSameBytes()
    {
        if (Environment.GetEnvironmentVariable(Write) is { Length: > 0 } folder)
        {
            SavedFiles.Write(Path.Combine(folder, "good"), GoodSet.All());
            SavedFiles.Write(Path.Combine(folder, "hostile"), HostileSet.All());
            Assert.Skip($"written to {folder}");
        }

        Same(GoodSet.All(), SavedFiles.Good);
        Same(HostileSet.All(), SavedFiles.Hostile);
    }

    [Fact]
    public void EveryReasonOfReadAndVerify_HasAFile()
    {
        // The others belong to gates that come later, or are said by who carries releases about.
        RefusalReason[] elsewhere =
        [
            RefusalReason.Unset, RefusalReason.SizeMismatch, RefusalReason.ClockUntrusted,
            RefusalReason.HeadMismatch, RefusalReason.FreezeSuspected, RefusalReason.IntakeHeld,
        ];
        var said = SavedFiles.Hostile.Select(static made => made.Expected.Split(": ")[1]).ToHashSet();
        Assert.Equal(
            [],
            Enum.GetValues<RefusalReason>()
                .Where(static reason => reason < RefusalReason.MissingSection)
                .Except(elsewhere)
                .Where(reason => !said.Contains(reason.ToString())));
    }

    [Fact]
    public void EveryReasonOfValidate_HasAFile()
    {
        // A definition without a column is what the builder says of a query; a node says ModelInputMismatch.
        RefusalReason[] elsewhere = [RefusalReason.MissingFeature];
        var said = SavedFiles.Hostile.Select(static made => made.Expected).ToHashSet();
        Assert.Equal(
            [],
            Enum.GetValues<RefusalReason>()
                .Where(static reason => reason >= RefusalReason.MissingSection)
                .Where(static reason => reason < RefusalReason.ProbeMismatch)
                .Except(elsewhere)
                .Where(reason => !said.Contains($"{Gate.Validate}: {reason}")));
    }

    private static void Holds(Made made) =>
        Assert.Equal(made.Expected, Judge.Of(made.Name, made.Bytes, SavedFiles.Trust));

    private static void Same(IEnumerable<Made> made, IReadOnlyList<Made> saved)
    {
        var ordered = made.OrderBy(static m => m.Name, StringComparer.Ordinal).ToArray();
        Assert.Equal(saved.Select(static m => m.Name), ordered.Select(static m => m.Name));
        foreach (var (now, then) in ordered.Zip(saved))
        {
            Assert.True(now.Bytes.AsSpan().SequenceEqual(then.Bytes), $"{now.Name} has other bytes");
            Assert.Equal(then.Expected, now.Expected);
        }
    }
}
