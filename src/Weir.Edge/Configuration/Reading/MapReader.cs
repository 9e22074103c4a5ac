using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Weir.Decisions;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration.Reading;

/// <summary>
/// One mapping of the file, held against its shape: keys that are unknown, repeated or not built yet are
/// reported when it is opened, so that the readers only ask for what they know.
/// </summary>
internal sealed class MapReader
{
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly Place _place;
    private readonly Shape _shape;
    private readonly bool _isMap;

    private MapReader(Field field, Shape shape, ReadingContext context)
    {
        _path = field.Path;
        _place = field.Value.Place;
        _isMap = field.Value is YamlMap;
        _shape = shape;
        Context = context;
    }

    public ReadingContext Context { get; }

    public ProblemList Problems => Context.Problems;

    /// <summary>A value that is not a mapping is reported and read as one without keys.</summary>
    public static MapReader Open(Field field, Shape shape, ReadingContext context, string? suggestion = null)
    {
        var reader = new MapReader(field, shape, context);
        if (field.Value is not YamlMap map)
        {
            context.Problems.Expected(field, $"a mapping with the keys {Names(shape)}", suggestion);
            return reader;
        }

        foreach (var entry in map.Entries)
        {
            reader.Take(entry);
        }

        return reader;
    }

    public bool TryGet(string key, out Field field) => _fields.TryGetValue(key, out field);

    /// <summary>False where the key is missing; then that has been reported.</summary>
    public bool Require(string key, out Field field, string? suggestion = null)
    {
        if (TryGet(key, out field))
        {
            return true;
        }

        // What is no mapping has been reported as that already.
        if (_isMap)
        {
            Problems.Error(_place, PathOf(key), $"{_shape.Name} needs '{key}'", suggestion);
        }

        return false;
    }

    /// <summary>
    /// Opens the mapping behind a key; false where the key is missing or its value no mapping.
    /// </summary>
    public bool TryOpen(
        string key, Shape shape, [NotNullWhen(true)] out MapReader? inner, string? suggestion = null)
    {
        inner = TryGet(key, out var field) ? Open(field, shape, Context, suggestion) : null;
        return inner is not null && field.Value is YamlMap;
    }

    private static string Names(Shape shape) => string.Join(", ", shape.Keys.Select(static k => k.Name));

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private void Take(YamlEntry entry)
    {
        var path = PathOf(entry.Key);
        if (!entry.IsText)
        {
            Problems.Error(entry.Place, _path, "a key must be plain text");
        }
        else if (!_shape.TryFind(entry.Key, out var key))
        {
            Unknown(entry, path);
        }
        else if (!_fields.TryAdd(entry.Key, new Field(entry.Value, path)))
        {
            Problems.Error(entry.Place, path, $"'{entry.Key}' is given twice in {_shape.Name}", "remove one");
        }
        else if (key.Later is { } later && !later.Harmless(entry.Value))
        {
            Problems.Error(entry.Place, path, NotBuilt.Message($"'{entry.Key}'", later.Version));
        }
    }

    private void Unknown(YamlEntry entry, string path)
    {
        if (Problems.IsFull)
        {
            Problems.CountError();
            return;
        }

        var suggestion = entry.Key == "<<"
            ? "merge keys are not supported: write the keys out"
            : Spelling.DidYouMean(
                entry.Key, _shape.Keys.Select(static k => k.Name).Where(k => !_fields.ContainsKey(k)))
                ?? KnownKeys.Elsewhere(entry.Key, _shape);
        Problems.Error(
            entry.Place, path, $"unknown key {YamlText.Quote(entry.Key)} in {_shape.Name}", suggestion);
    }
}

/// <summary>What readers share: where problems go, where relative paths begin, and what time it is.</summary>
internal sealed record ReadingContext(ProblemList Problems, string BaseFolder, TimeProvider Time)
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>The file as it was written, for places inside of values.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>
    /// What is wrong with the files of visitors' certificates. Apart from the other problems, because one
    /// such file must not keep the rest of the node part from being applied.
    /// </summary>
    public ProblemList Certificates { get; } = new();

    /// <summary>Files that the configuration names, whether they can be read or not.</summary>
    public ImmutableArray<string> Files => [.. _files.Order(StringComparer.Ordinal)];

    public void Names(string file) => _files.Add(file);
}
