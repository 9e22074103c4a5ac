using System.Diagnostics.CodeAnalysis;

namespace Weir.Decisions;

/// <summary>
/// The result of an operation that is expected to fail sometimes: a value or an error, never both.
/// Its <c>default</c> is an error, so that memory nobody wrote to cannot pass for success.
/// The only ways out are <see cref="Try"/> as a condition and <see cref="Match{TResult}"/>;
/// WEIR001 makes every other use a compile error.
/// </summary>
[MustUse]
public readonly struct Outcome<T, TError>
    where T : notnull
    where TError : struct
{
    private readonly T? _value;
    private readonly TError _error;
    private readonly bool _ok;

    private Outcome(T value)
    {
        _value = value;
        _error = default;
        _ok = true;
    }

    private Outcome(TError error)
    {
        _value = default;
        _error = error;
        _ok = false;
    }

    public static Outcome<T, TError> Ok(T value) => new(value);

    public static Outcome<T, TError> Fail(TError error) => new(error);

    /// <summary>True and the value, or false and the error. Only ever read as a condition.</summary>
    public bool Try([NotNullWhen(true)] out T? value, out TError error)
    {
        value = _value;
        error = _error;
        return _ok && _value is not null;
    }

    public TResult Match<TResult>(Func<T, TResult> onOk, Func<TError, TResult> onError) =>
        _ok && _value is not null ? onOk(_value) : onError(_error);
}
