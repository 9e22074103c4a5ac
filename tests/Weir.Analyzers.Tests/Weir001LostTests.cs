using Lost = Weir.Analyzers.LostResultAnalyzer;

namespace Weir.Analyzers.Tests;

/// <summary>WEIR001: a result that the type forgets.</summary>
public sealed class Weir001LostTests
{
    [Theory]
    [InlineData("Task t = A(); await t; // WEIR001")]
    [InlineData("Forget(A()); static void Forget(Task t) => Use(t); // WEIR001")]
    [InlineData("await Task.WhenAll(A(), Task.Delay(1)); // WEIR001")]
    [InlineData("List<Task> running = [A()]; Use(running); // WEIR001")]
    [InlineData("new List<Task>().Add(A()); // WEIR001")]
    [InlineData("Func<Task> f = () => A(); Use(f); // WEIR001")]
    [InlineData("Func<Task> f = A; Use(f); // WEIR001")]
    [InlineData("Func<object> f = Make; Use(f); static Receipt Make() => new(); // WEIR001")]
    [InlineData("await A().ContinueWith(_ => { }); // WEIR001")]
    [InlineData("var r = await A().ContinueWith(t => t.IsCompleted); Use(r); // WEIR001")]
    public Task Reports_Forgetting(string row) => Compiled.Statements<Lost>(row);

    [Fact]
    public Task Reports_ReturnAsPlainTask() => Compiled.Members<Lost>("""
        static Task Expression() => A(); // WEIR001
        static Task Block() { var a = A(); return a; } // WEIR001
        static Task Choice() => Coin() ? A() : Task.CompletedTask; // WEIR001
        """);

    [Theory]
    [InlineData("var a = A(); await Task.WhenAny(a, Task.Delay(1)); Use(await a);")]
    [InlineData("var a = A(); if (await Task.WhenAny(a, Task.Delay(1)) == a) { Use(await a); }")]
    [InlineData("Func<Task<Outcome<int, Why>>> f = A; Use(f);")]
    [InlineData("Func<Outcome<int, Why>> f = F; Use(f);")]
    [InlineData("Use(new[] { 1 }.Select(_ => F()).ToList());")]
    [InlineData("Use(Apply(F)); static T Apply<T>(Func<T> f) => f();")]
    [InlineData("await Task.Delay(1).ContinueWith(_ => { });")]
    [InlineData("Task t = Task.FromResult(1); await t;")]
    [InlineData("Use(await V().AsTask());")]
    public Task Passes_KeptType(string row) => Compiled.Statements<Lost>(row);

    [Fact]
    public Task Passes_TaskThatAFieldKeeps() => Compiled.Members<Lost>("""
        readonly Task<Outcome<int, Why>> _running = A();
        Task Completion => _running;
        async Task<Outcome<int, Why>> Result() => await _running;
        """);
}
