namespace Weir.Analyzers.Tests;

/// <summary>WEIR003: a throw that is no guard.</summary>
public sealed class Weir003Tests
{
    [Theory]
    [InlineData("throw new Exception(); // WEIR003")]
    [InlineData("if (Coin()) { throw new TimeoutException(); } // WEIR003")]
    [InlineData("Use(text ?? throw new FormatException()); // WEIR003")]
    [InlineData("Use(Coin() ? 1 : throw new FormatException()); // WEIR003")]
    [InlineData("Func<int> f = () => throw new FormatException(); Use(f); // WEIR003")]
    [InlineData("var e = new FormatException(); throw e; // WEIR003")]
    [InlineData("void Local() => throw new NotSupportedException(); Local(); // WEIR003")]
    [InlineData("Action a = () => throw new NotSupportedException(); Use(a); // WEIR003")]
    [InlineData("throw null!; // WEIR003")]
    public Task Reports_Failure(string row) => Compiled.Statements<ThrowAnalyzer>(row);

    [Theory]
    [InlineData("throw new ArgumentNullException(nameof(text)); // WEIR003")]
    [InlineData("if (text is null) { throw new ArgumentNullException(\"text\"); } // WEIR003")]
    [InlineData("if (Coin()) { throw new ArgumentException(\"\", nameof(text)); } // WEIR003")]
    [InlineData("if (number < 0) { throw new ArgumentException(\"\", nameof(text)); } // WEIR003")]
    [InlineData("if (text is null) { throw new InvalidOperationException(); } // WEIR003")]
    [InlineData("if (text is null) { throw new FormatException(nameof(text)); } // WEIR003")]
    [InlineData("if (text is null) { Use(1); throw new ArgumentNullException(nameof(text)); } // WEIR003")]
    [InlineData("if (text is null) { } else { throw new ArgumentException(\"\", nameof(text)); } // WEIR003")]
    [InlineData("if (text is null) { throw new ArgumentException(\"\", nameof(text)); } else { } // WEIR003")]
    [InlineData("Use(Find() ?? throw new ArgumentException(\"\", nameof(text))); // WEIR003")]
    [InlineData("_ = number switch { 1 => 2, _ => throw new ArgumentException(nameof(number)) }; // WEIR003")]
    [InlineData("Use(number > 0 ? 1 : throw new ArgumentException(\"\", nameof(number))); // WEIR003")]
    [InlineData("if (text is null) { throw new Odd(nameof(text)); } // WEIR003")]
    public Task Reports_WhatLooksLikeGuardOfArgument(string row) => Compiled.Members<ThrowAnalyzer>($$"""
        sealed class Odd(string name) : ArgumentException("", name);
        static string? Find() => null;
        static void Case(int number, string? text)
        {
        {{row}}
        }
        """);

    [Theory]
    [InlineData("if (text is null) { throw new ArgumentNullException(nameof(text)); }")]
    [InlineData("if (text is null) throw new ArgumentNullException(nameof(text));")]
    [InlineData("if (number < 0) { throw new ArgumentOutOfRangeException(nameof(number), 1, null); }")]
    [InlineData("if (text?.Length > number) { throw new ArgumentException($\"too long\", nameof(number)); }")]
    [InlineData("Use(text ?? throw new ArgumentNullException(nameof(text)));")]
    [InlineData("Use(number); if (text is null) { throw new ArgumentNullException(nameof(text)); }")]
    [InlineData("void L(int? s) { if (s is null) { throw new ArgumentNullException(nameof(s)); } } L(1);")]
    [InlineData("ArgumentNullException.ThrowIfNull(text);")]
    [InlineData("ArgumentOutOfRangeException.ThrowIfNegative(number);")]
    [InlineData("CancellationToken.None.ThrowIfCancellationRequested();")]
    public Task Passes_GuardOfArgument(string row) => Compiled.Statements<ThrowAnalyzer>(row);

    [Fact]
    public Task Passes_GuardOfArgument_InMembers() => Compiled.Source<ThrowAnalyzer>("""
        class Named(string name)
        {
            private int _size;
            private readonly string _name = name ?? throw new ArgumentNullException(nameof(name));
            public int Size
            {
                get => _size + _name.Length;
                set
                {
                    if (value < 0)
                    {
                        throw new ArgumentOutOfRangeException(nameof(value));
                    }

                    _size = value;
                }
            }
            public int this[int i] => i < 0 ? 0 : _size;
            public static Named operator +(Named a, Named b) =>
                a ?? throw new ArgumentNullException(nameof(a));
        }
        """);

    [Theory]
    [InlineData("if (_sealed) { throw new InvalidOperationException(\"sealed\"); }")]
    [InlineData("if (this._sealed) throw new InvalidOperationException(\"sealed\");")]
    [InlineData("if (Volatile.Read(ref _sealed)) { throw new ObjectDisposedException(nameof(State)); }")]
    [InlineData("ObjectDisposedException.ThrowIf(_sealed, 1); if (Full) throw new UnreachableException();")]
    [InlineData("if (Full) throw new NotSupportedException(); if (!Full) throw new UnreachableException();")]
    [InlineData("if (s_count > 3) { throw new InvalidOperationException(\"made too often\"); }")]
    [InlineData("if (captured is null) { throw new InvalidOperationException(\"made of nothing\"); }")]
    public Task Passes_GuardOfState(string row) => State(row);

    [Theory]
    [InlineData("throw new InvalidOperationException(); // WEIR003")]
    [InlineData("Work(); if (_sealed) { throw new InvalidOperationException(); } // WEIR003")]
    [InlineData("if (Coin()) { throw new InvalidOperationException(); } // WEIR003")]
    [InlineData("if (key == _key) { throw new InvalidOperationException(); } // WEIR003")]
    [InlineData("if (_sealed) { Work(); throw new InvalidOperationException(); } // WEIR003")]
    [InlineData("if (_sealed) { if (Full) { throw new InvalidOperationException(); } } // WEIR003")]
    [InlineData("while (true) { if (_sealed) { throw new InvalidOperationException(); } } // WEIR003")]
    [InlineData("Use(_key ?? throw new UnreachableException()); // WEIR003")]
    [InlineData("var k = _key; if (k is null) { throw new UnreachableException(); } // WEIR003")]
    [InlineData("switch (_key) { case null: break; default: throw new UnreachableException(); } // WEIR003")]
    [InlineData("if (_sealed) { throw new Fake.InvalidOperationException(); } // WEIR003")]
    [InlineData("if (other._sealed) { throw new InvalidOperationException(); } // WEIR003")]
    public Task Reports_WhatLooksLikeGuardOfState(string row) => State(row);

    [Fact]
    public Task NotSupported_IsForWhatTheBaseAsksFor() => Compiled.Source<ThrowAnalyzer>("""
        abstract class Shape { public abstract int Sides { get; } public abstract void Turn(); }
        interface ISized { int Size { get; set; } void Grow(int by); void Shrink(); }
        sealed class Blob : Shape, ISized
        {
            public override int Sides => throw new NotSupportedException("a blob has no sides");
            public override void Turn() => throw new NotSupportedException();
            public int Size { get => 1; set => throw new NotSupportedException(); }
            public void Grow(int by)
            {
                throw new NotSupportedException();
            }
            void ISized.Shrink() => throw new NotSupportedException();
            public void Own() => throw new NotSupportedException(); // WEIR003
            public int OwnSize => throw new NotSupportedException(); // WEIR003
            public override string ToString()
            {
                World.Use(1);
                throw new NotSupportedException(); // WEIR003
            }
            public override int GetHashCode() => throw new InvalidOperationException(); // WEIR003
        }
        """);

    [Fact]
    public Task Rethrow_IsForBoundaries() => Compiled.Members<ThrowAnalyzer>("""
        [Boundary("sockets throw")]
        static void Marked() { try { Coin(); } catch { throw; } }
        [Boundary("sockets throw")]
        static void Inside() { Use(() => { try { Coin(); } catch { throw; } }); }
        [Boundary("sockets throw")]
        static void Another() { try { Coin(); } catch { throw new TimeoutException(); } } // WEIR003
        [Boundary("sockets throw")]
        static void Itself() { try { Coin(); } catch (Exception e) { throw e; } } // WEIR003
        [Boundary(" ")]
        static void Blank() { try { Coin(); } catch { throw; } } // WEIR003
        static void Unmarked() { try { Coin(); } catch { throw; } } // WEIR003
        """);

    [Fact]
    public Task DispatchInfo_IsAThrow() => Compiled.Source<ThrowAnalyzer>("""
        using System.Runtime.ExceptionServices;
        class Cases
        {
            static void Later(Exception e) => ExceptionDispatchInfo.Throw(e); // WEIR003
            static void Kept(ExceptionDispatchInfo kept) => kept.Throw(); // WEIR003
            [Boundary("sockets throw")]
            static void Marked(ExceptionDispatchInfo kept) { try { Coin(); } catch { kept.Throw(); } }
        }
        """);

    private static Task State(string row) => Compiled.Source<ThrowAnalyzer>($$"""
        using System.Diagnostics;
        namespace Fake { class InvalidOperationException : Exception; }
        class State(object? captured)
        {
            private static int s_count = 1;
            private bool _sealed;
            private string? _key;
            private bool Full => s_count > 2;
            private void Work() => (_sealed, _key) = (true, "");
            public void Case(string key, State other)
            {
        {{row}}
        Use(captured); Use(key); Use(other);
            }
        }
        """);
}
