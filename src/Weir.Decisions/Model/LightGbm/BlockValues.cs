using System.Globalization;
using System.Numerics;

namespace Weir.Decisions.Model.LightGbm;

/// <summary>
/// Values out of one block. The first thing wrong is kept and everything after it reads as nothing, so that
/// whoever reads a whole block asks once, at the end.
/// </summary>
internal ref struct BlockValues(ReadOnlySpan<byte> text, TextBlock block)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly TextBlock _block = block;

    public ModelError? Error { get; private set; }

    /// <summary>The bytes of a value that must be there.</summary>
    public ReadOnlySpan<byte> Text(string key)
    {
        var entry = _block.Find(key);
        if (entry.Line == 0)
        {
            Fail(new ModelError(ModelFault.MissingKey) { Line = _block.Line, Culprit = key });
        }

        return _text.Slice(entry.Start, entry.Length);
    }

    public bool Has(string key) => _block.Find(key).Line > 0;

    public int Integer(string key, int least, int most)
    {
        var value = Text(key);
        if (Error is null && !(TryParse(value, out int number) && number >= least && number <= most))
        {
            Fail(At(key, ModelFault.BadNumber));
            return least;
        }

        return TryParse(value, out number) ? number : least;
    }

    /// <summary>
    /// Exactly so many numbers parted by spaces; what is allocated never exceeds what is written.
    /// </summary>
    public T[] Numbers<T>(string key, int count)
        where T : struct, INumberBase<T>
    {
        var rest = Text(key).Trim((byte)' ');
        if (Error is not null || count > rest.Length)
        {
            Fail(At(key, ModelFault.BadNumber));
            return [];
        }

        var numbers = new T[count];
        for (var i = 0; i < count; i++)
        {
            var end = rest.IndexOf((byte)' ');
            var token = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (!TryParse(token, out numbers[i]))
            {
                Fail(At(key, ModelFault.BadNumber) with { Found = i });
                return [];
            }
        }

        if (!rest.IsEmpty)
        {
            Fail(At(key, ModelFault.BadNumber) with { Limit = count });
        }

        return numbers;
    }

    public ModelError At(string key, ModelFault fault) =>
        new(fault) { Line = _block.Find(key).Line, Culprit = key };

    public void Fail(ModelError error) => Error ??= error;

    private static bool TryParse<T>(ReadOnlySpan<byte> token, out T number)
        where T : struct, INumberBase<T>
    {
        if (typeof(T) == typeof(double) && token.SequenceEqual("inf"u8))
        {
            number = T.CreateSaturating(double.PositiveInfinity);
            return true;
        }

        return T.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
