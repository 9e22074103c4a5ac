using Value = Weir.Analyzers.TryValueAnalyzer;

namespace Weir.Analyzers.Tests;

/// <summary>WEIR001: a value or an error read where Try may not have given one.</summary>
public sealed class Weir001TryValueTests
{
    [Theory]
    [InlineData("F().Try(out var x, out _); Use(x); // WEIR001")]
    [InlineData("_ = F().Try(out var x, out _); Use(x); // WEIR001")]
    [InlineData("var ok = F().Try(out var x, out _); Use(x); // WEIR001")]
    [InlineData("if (F().Try(out var x, out _)) { } Use(x); // WEIR001")]
    [InlineData("if (!F().Try(out var x, out _)) { Use(x); } // WEIR001")]
    [InlineData("if (F().Try(out var x, out _) == false) { Use(x); } // WEIR001")]
    [InlineData("if (F().Try(out var x, out _) is false) { Use(x); } // WEIR001")]
    [InlineData("if (F().Try(out var x, out _) || x > 1) { } // WEIR001")]
    [InlineData("if (F().Try(out var x, out _) || Coin()) { Use(x); } // WEIR001")]
    [InlineData("""
        if (Coin() && F().Try(out var x, out _)) { } else { x = 0; }
        Use(F().Try(out x, out _) ? 0 : x); // WEIR001
        """)]
    [InlineData("Use(F().Try(out var x, out _) ? 0 : x); // WEIR001")]
    [InlineData("while (!F().Try(out var x, out _)) { Use(x); } // WEIR001")]
    [InlineData("if (!F().Try(out var x, out _)) { Use(() => x); } // WEIR001")]
    [InlineData("if (!F().Try(out var x, out _)) { Action a = () => Use(x); a(); } // WEIR001")]
    [InlineData("Action a = () => { F().Try(out var x, out _); Use(x); }; Use(a); // WEIR001")]
    [InlineData("void Local() { F().Try(out var x, out _); Use(x); } Local(); // WEIR001")]
    [InlineData("Use(number switch { 1 when !F().Try(out var v, out _) => v, _ => 0 }); // WEIR001")]
    [InlineData("int x = 0; try { if (!F().Try(out x, out _)) { return; } } finally { Use(x); } // WEIR001")]
    [InlineData("int x = 0; try { if (F().Try(out x, out _)) { } } catch { Use(x); } // WEIR001")]
    [InlineData("int x = 1; for (; Coin(); F().Try(out x, out _)) { Use(x); } // WEIR001")]
    public Task Reports_UnprovenValue(string row) => Compiled.Statements<Value>(row);

    [Theory]
    [InlineData("if (F().Try(out _, out var e)) { Use(e); } // WEIR001")]
    [InlineData("if (!F().Try(out _, out var e)) { return; } Use(e); // WEIR001")]
    [InlineData("if (F().Try(out var x, out var e) && x > 1) { } else { Use(e); } // WEIR001")]
    public Task Reports_ErrorWhereThereIsNone(string row) => Compiled.Statements<Value>(row);

    [Theory]
    [InlineData("""
        if (!F().Try(out var x, out var e)) { Use(e); return; }
        Use(x); await Task.Yield(); Use(() => x);
        """)]
    [InlineData("if (F().Try(out var good, out var bad)) { Use(good); } else { Use(bad); }")]
    [InlineData("Use(F().Try(out var v, out var e) ? v : (int)e);")]
    [InlineData("if (F().Try(out var v, out _) && v > 1 && G().Try(out var w, out _)) { Use(v); Use(w); }")]
    [InlineData("""
        if (!F().Try(out var v, out var e) || !G().Try(out var w, out e)) { Use(e); return; }
        Use(v); Use(w);
        """)]
    [InlineData("""
        if (F().Try(out var v, out var e) && G().Try(out var w, out e)) { Use(v); Use(w); }
        else { Use(e); }
        """)]
    [InlineData("if (F().Try(out var v, out _) is true) { Use(v); }")]
    [InlineData("if (F().Try(out var v, out _) != false) { Use(v); }")]
    [InlineData("while (F().Try(out var v, out _)) { Use(v); if (v > 3) { break; } }")]
    [InlineData("while (true) { if (F().Try(out var v, out var e)) { Use(v); continue; } Use(e); break; }")]
    [InlineData("foreach (var o in new[] { F() }) { if (!o.Try(out var v, out _)) { continue; } Use(v); }")]
    [InlineData("var o = F(); if (!o.Try(out var v, out _)) { throw new Exception(); } Use(v);")]
    [InlineData("if (!F().Try(out var v, out _)) { v = 7; } Use(v);")]
    [InlineData("Use(number switch { 1 when F().Try(out var v, out _) => v, _ => 0 });")]
    [InlineData("switch (number) { case 1 when F().Try(out var v, out _): Use(v); break; default: break; }")]
    [InlineData("if (F().Try(out var v, out _)) { Func<int, int> f = n => n + v; Use(f); }")]
    [InlineData("if ((await A()).Try(out var v, out _)) { await Task.Yield(); Use(v); }")]
    [InlineData("""
        try { if (!F().Try(out var v, out _)) { return; } Use(v); }
        catch (Exception x) { Use(x); }
        finally { Use(1); }
        """)]
    [InlineData("if (!F().Try(out var v, out var e)) { Use(e); goto end; } Use(v); end: Use(1);")]
    [InlineData("if (Coin() ? F().Try(out var v, out _) : F().Try(out v, out _)) { Use(v); }")]
    [InlineData("int x; if (Coin()) { if (!F().Try(out x, out _)) { return; } } else { x = 1; } Use(x);")]
    [InlineData("if (F().Try(out var v, out _)) { using var s = new System.IO.MemoryStream(v); Use(v); }")]
    [InlineData("""
        using var s = new System.IO.MemoryStream();
        if (F().Try(out var v, out _)) { Use(() => v); }
        """)]
    [InlineData("if (G().Try(out var s, out _)) { Use(s.Length); foreach (var c in s) { Use(c); Use(s); } }")]
    public Task Passes_ProvenValue(string row) => Compiled.Statements<Value>(row);

    [Fact]
    public Task Passes_Members() => Compiled.Members<Value>("""
        static bool Get(out int value) => F().Try(out value, out _);
        static bool Both(out int value, out Why error)
        {
            if (!F().Try(out value, out error)) { return false; }
            return value > 1;
        }
        static Outcome<int, Why> Map() =>
            F().Try(out var v, out var e) ? Outcome<int, Why>.Ok(v + 1) : Outcome<int, Why>.Fail(e);
        static IEnumerable<int> Values(IEnumerable<Outcome<int, Why>> all)
        {
            foreach (var o in all) { if (o.Try(out var v, out _)) { yield return v; } }
        }
        static IEnumerable<int> Query(IEnumerable<Outcome<int, Why>> all) =>
            all.Where(o => o.Try(out var v, out _) && v > 1).Select(o => o.Try(out var v, out _) ? v : 0);
        """);
}
