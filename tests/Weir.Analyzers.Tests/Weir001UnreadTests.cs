using Param = Weir.Analyzers.UnreadParameterAnalyzer;
using Unread = Weir.Analyzers.UnreadResultAnalyzer;

namespace Weir.Analyzers.Tests;

/// <summary>WEIR001: a result stored, or taken as a parameter, that nobody reads.</summary>
public sealed class Weir001UnreadTests
{
    [Theory]
    [InlineData("var stored = F(); // WEIR001")]
    [InlineData("var stored = A(); // WEIR001")]
    [InlineData("var stored = await A(); // WEIR001")]
    [InlineData("var stored = Next(); // WEIR001")]
    [InlineData("Outcome<int, Why> late; late = F(); // WEIR001")]
    [InlineData("Outcome<int, Why> late; late = Coin() ? F() : F(); // WEIR001")]
    [InlineData("Outcome<int, Why> late = default; late = F(); // WEIR001")]
    [InlineData("foreach (var o in new[] { F() }) { } // WEIR001")]
    [InlineData("await foreach (var o in Many()) { } // WEIR001")]
    [InlineData("if (F() is var o) { } // WEIR001")]
    [InlineData("if (F() is { } o) { } // WEIR001")]
    [InlineData("Give(out var o); // WEIR001")]
    [InlineData("var (o, count) = Pair(); Use(count); // WEIR001")]
    [InlineData("Action a = () => { var o = F(); }; Use(a); // WEIR001")]
    [InlineData("void Local() { var o = F(); } Local(); // WEIR001")]
    [InlineData("using var s = new System.IO.MemoryStream(); var o = F(); // WEIR001")]
    [InlineData("Outcome<int, Why> shared = default; Use(() => { shared = F(); }); // WEIR001")]
    public Task Reports_StoredUnread(string row) => Compiled.Statements<Unread>(row);

    [Theory]
    [InlineData("""
        var o = F(); // WEIR001
        o = F();
        Use(o);
        """)]
    [InlineData("""
        var o = F();
        Use(o);
        o = F(); // WEIR001
        """)]
    [InlineData("""
        var o = F(); // WEIR001
        if (Coin()) { o = F(); Use(o); }
        """)]
    [InlineData("""
        while (Coin())
        {
            var o = F(); // WEIR001
            if (Coin()) { continue; }
        }
        """)]
    [InlineData("""
        var o = F();
        try { Use(o); }
        finally { o = F(); } // WEIR001
        """)]
    public Task Reports_WriteThatNoPathReads(string rows) => Compiled.Statements<Unread>(rows);

    [Theory]
    [InlineData("var o = F(); Use(o);")]
    [InlineData("var o = F(); if (Coin()) { Use(o); }")]
    [InlineData("Outcome<int, Why> o = default; o = F(); Use(o);")]
    [InlineData("var s = Step.Unset; if (Coin()) { s = Next(); } Use(s);")]
    [InlineData("Outcome<int, Why> o; if (Coin()) { o = F(); } else { o = F(); } Use(o);")]
    [InlineData("Outcome<int, Why> o; o = Coin() ? F() : F(); Use(o);")]
    [InlineData("var o = F(); Use(() => o);")]
    [InlineData("var o = F(); void Local() => Use(o); Local();")]
    [InlineData("Outcome<int, Why> o = default; Use(() => o = F()); Use(o);")]
    [InlineData("foreach (var o in new[] { F() }) { if (!o.Try(out var v, out _)) { break; } Use(v); }")]
    [InlineData("foreach (var (o, n) in new[] { Pair() }) { Use(o); Use(n); }")]
    [InlineData("for (var o = F(); o.Try(out var v, out _); o = F()) { Use(v); }")]
    [InlineData("var o = F(); while (Coin()) { Use(o); o = F(); }")]
    [InlineData("if (F() is var o && o.Try(out var v, out _)) { Use(v); }")]
    [InlineData("Give(out var o); Use(o);")]
    [InlineData("var (o, count) = Pair(); Use(o); Use(count);")]
    [InlineData("var pair = Pair(); Use(pair.Result); Use(pair.Count);")]
    [InlineData("var t = A(); await Task.Yield(); Use(await t);")]
    [InlineData("var o = F(); try { Use(1); } finally { Use(o); }")]
    [InlineData("var o = F(); try { o = await A(); } catch (Exception) { } Use(o);")]
    [InlineData("Outcome<int, Why> o = default; try { o = F(); Use(1); } catch { Use(o); }")]
    [InlineData("Outcome<int, Why> o; try { } finally { o = F(); } Use(o);")]
    [InlineData("var o = F(); ref var r = ref o; r = F(); Use(r);")]
    [InlineData("var r = new Receipt(); Use(r.Number);")]
    [InlineData("var o = F(); switch (number) { case 1: Use(o); break; default: break; }")]
    [InlineData("var o = F(); Use(text is null ? 0 : o.Match(v => v, _ => 0));")]
    [InlineData("var o = F(); await using var s = new System.IO.MemoryStream(); Use(o);")]
    [InlineData("var o = F(); lock (World.Gate) { Use(o); }")]
    public Task Passes_Read(string row) => Compiled.Statements<Unread>(row);

    [Fact]
    public Task Reports_UnreadParameter() => Compiled.Members<Param>("""
        static void Ignore(Outcome<int, Why> o) { } // WEIR001
        static void Forget(Task<Outcome<int, Why>> t) => Use(1); // WEIR001
        Cases(Step step) { } // WEIR001
        static void Uses()
        {
            Action<Outcome<int, Why>> a = _ => { }; // WEIR001
            Local(F());
            void Local(Outcome<int, Why> o) { } // WEIR001
            Use(a);
        }
        """);

    [Fact]
    public Task Passes_ReadOrImposedParameter() => Compiled.Source<Param>("""
        interface ISink { void Take(Outcome<int, Why> o); void Drop(Outcome<int, Why> o); }
        abstract class Sink : ISink
        {
            public virtual void Take(Outcome<int, Why> o) { }
            void ISink.Drop(Outcome<int, Why> o) { }
            public abstract void Other(Outcome<int, Why> o);
        }
        sealed class Sub : Sink { public override void Other(Outcome<int, Why> o) { } }
        record struct Row(Outcome<int, Why> Result, int Count);
        sealed class Holder(Outcome<int, Why> o) { public void Read() => Use(o); }
        sealed class Reader
        {
            public Reader(Outcome<int, Why> o) => Use(o);
            public static void Read(in Outcome<int, Why> o) => Use(o);
            public static void Nested(Outcome<int, Why> o) => Use(() => o);
            public static void Make(out Outcome<int, Why> o) => o = F();
        }
        """);
}
