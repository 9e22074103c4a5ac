using Drop = Weir.Analyzers.DroppedResultAnalyzer;

namespace Weir.Analyzers.Tests;

/// <summary>WEIR001: a result let go on the spot.</summary>
public sealed class Weir001DroppedTests
{
    [Theory]
    [InlineData("F(); // WEIR001")]
    [InlineData("A(); // WEIR001")]
    [InlineData("await A(); // WEIR001")]
    [InlineData("await A().ConfigureAwait(false); // WEIR001")]
    [InlineData("A().ConfigureAwait(false); // WEIR001")]
    [InlineData("V(); // WEIR001")]
    [InlineData("await V(); // WEIR001")]
    [InlineData("V().AsTask(); // WEIR001")]
    [InlineData("A().GetAwaiter(); // WEIR001")]
    [InlineData("Next(); // WEIR001")]
    [InlineData("new Receipt(); // WEIR001")]
    [InlineData("Pair(); // WEIR001")]
    [InlineData("Task.FromResult(A()); // WEIR001")]
    [InlineData("text?.Length.ToString(); F(); // WEIR001")]
    public Task Reports_Statement(string row) => Compiled.Statements<Drop>(row);

    [Theory]
    [InlineData("_ = F(); // WEIR001")]
    [InlineData("_ = A(); // WEIR001")]
    [InlineData("_ = await V(); // WEIR001")]
    [InlineData("_ = Next(); // WEIR001")]
    [InlineData("(_, var count) = Pair(); Use(count); // WEIR001")]
    [InlineData("Give(out _); // WEIR001")]
    [InlineData("object _o = _ = F(); Use(_o); // WEIR001")]
    public Task Reports_Discard(string row) => Compiled.Statements<Drop>(row);

    [Theory]
    [InlineData("Action a = () => F(); Use(a); // WEIR001")]
    [InlineData("Action a = () => { F(); }; Use(a); // WEIR001")]
    [InlineData("Action<int> a = static _ => F(); Use(a); // WEIR001")]
    [InlineData("Func<Task> a = async () => await A(); Use(a); // WEIR001")]
    [InlineData("void Local() => F(); Local(); // WEIR001")]
    [InlineData("new List<int>().ForEach(_ => F()); // WEIR001")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => F()); // WEIR001")]
    public Task Reports_VoidFunction(string row) => Compiled.Statements<Drop>(row);

    [Theory]
    [InlineData("((Func<Outcome<int, Why>>)F)(); // WEIR001")]
    [InlineData("Func<Outcome<int, Why>> f = F; f(); // WEIR001")]
    [InlineData("Func<Outcome<int, Why>>? f = Coin() ? F : null; f?.Invoke(); // WEIR001")]
    [InlineData("Func<Receipt>? f = Coin() ? () => new Receipt() : null; f?.Invoke(); // WEIR001")]
    public Task Reports_DelegateCall(string row) => Compiled.Statements<Drop>(row);

    [Theory]
    [InlineData("Task.Run(() => F()); // WEIR001")]
    [InlineData("_ = Task.Run(() => F()); // WEIR001")]
    [InlineData("await Task.Run(F); // WEIR001")]
    [InlineData("_ = Task.Run(A); // WEIR001")]
    [InlineData("await Task.Run(async () => { await A(); }); // WEIR001")]
    [InlineData("Task.Factory.StartNew(() => F()); // WEIR001")]
    [InlineData("await Task.WhenAll(A(), A()); // WEIR001")]
    [InlineData("_ = await Task.WhenAll(new[] { 1 }.Select(_ => A())).ConfigureAwait(false); // WEIR001")]
    public Task Reports_FireAndForget(string row) => Compiled.Statements<Drop>(row);

    [Fact]
    public Task Reports_Members() => Compiled.Members<Drop>("""
        static void Expression() => F(); // WEIR001
        Cases() => F(); // WEIR001
        int Property { get => 1; set => F(); } // WEIR001
        event Action Changed { add => F(); remove { _ = F(); } } // WEIR001
        static async Task Later() => await A(); // WEIR001
        static async void Never() => await A(); // WEIR001
        ~Cases() { for (F(); // WEIR001
            Coin(); _ = F()) { } } // WEIR001
        """);

    [Theory]
    [InlineData("Use(F());")]
    [InlineData("var o = F(); Use(o);")]
    [InlineData("Func<Outcome<int, Why>> f = () => F(); Use(f);")]
    [InlineData("Func<Task<Outcome<int, Why>>> f = async () => await A(); Use(f);")]
    [InlineData("_ = F().Match(v => v, _ => 0);")]
    [InlineData("if (F().Try(out var v, out _)) { Use(v); }")]
    [InlineData("if ((await A().ConfigureAwait(false)).Try(out _, out var e)) { } else { Use(e); }")]
    [InlineData("await foreach (var o in Many()) { Use(o); }")]
    [InlineData("await foreach (var o in Many().ConfigureAwait(false)) { Use(o); }")]
    [InlineData("var a = A(); var b = A(); await Task.WhenAll(a, b); Use(await a); Use(await b);")]
    [InlineData("var all = await Task.WhenAll(A(), A()); Use(all);")]
    [InlineData("var a = A(); await Task.WhenAny(a, Task.Delay(1)); Use(await a);")]
    [InlineData("var o = await Task.Run(() => F()); Use(o);")]
    [InlineData("Outcome<int, Why> o; o = Coin() ? F() : F(); Use(o);")]
    [InlineData("Outcome<int, Why>? o = null; o ??= F(); Use(o);")]
    [InlineData("_ = int.TryParse(text, out _); _ = text?.Length; _ = Task.Run(() => 1);")]
    [InlineData("Use(Next() == Step.Done); if (Next() is Step.Failed) { return; }")]
    [InlineData("switch (Next()) { case Step.Done: break; default: return; }")]
    [InlineData("Use(Next() switch { Step.Done => 1, Step.Unset or Step.Failed or _ => 0 });")]
    [InlineData("using var stream = new System.IO.MemoryStream(); stream.WriteByte(1);")]
    [InlineData("(var result, _) = Pair(); Use(result);")]
    [InlineData("var list = new List<Outcome<int, Why>> { F() }; list.Add(F()); Use(list);")]
    public Task Passes_UsedResult(string row) => Compiled.Statements<Drop>(row);

    [Fact]
    public Task Passes_ReturnedResult() => Compiled.Members<Drop>("""
        static Outcome<int, Why> Expression() => F();
        static Outcome<int, Why> Block() { return F(); }
        static Task<Outcome<int, Why>> Later() => A();
        static async Task<Outcome<int, Why>> Awaited() => await A();
        static IEnumerable<Outcome<int, Why>> Several() { yield return F(); yield return F(); }
        static Outcome<int, Why> Chosen => Coin() ? F() : Outcome<int, Why>.Fail(Why.Full);
        Outcome<int, Why> _kept = F();
        Outcome<int, Why> Kept { get => _kept; set => _kept = value; }
        """);

    [Fact]
    public Task Passes_CodeThatDoesNotKnowMustUse() => Compiled.Source<Drop>("""
        namespace Elsewhere
        {
            public struct Outcome<T, TError> { }
            public static class Own
            {
                static Outcome<int, int> Get() => default;
                static void Drops() => Get();
            }
        }
        """);
}
