namespace Weir.Analyzers.Tests;

/// <summary>WEIR004: where exceptions may be caught.</summary>
public sealed class Weir004CatchTests
{
    [Theory]
    [InlineData("try { Coin(); } catch { } // WEIR004")]
    [InlineData("try { Coin(); } catch (FormatException) { Use(1); } // WEIR004")]
    [InlineData("try { Coin(); } catch (Exception e) when (e is FormatException) { } finally { } // WEIR004")]
    [InlineData("Action a = () => { try { Coin(); } catch { } }; Use(a); // WEIR004")]
    [InlineData("void Local() { try { Coin(); } catch { } } Local(); // WEIR004")]
    public Task Reports_Catch(string row) => Compiled.Statements<CatchAnalyzer>(row);

    [Fact]
    public Task Reports_CatchOfMembers() => Compiled.Members<CatchAnalyzer>("""
        Action _field = () => { try { Coin(); } catch { } }; // WEIR004
        int Size { get { try { Coin(); return 1; } catch { return 0; } } } // WEIR004
        Cases() { try { Use(_field); } catch { } } // WEIR004
        """);

    [Theory]
    [InlineData("try { Coin(); } finally { Use(1); }")]
    [InlineData("using var c = new CancellationTokenSource(); Use(c);")]
    [InlineData("lock (Gate) { Coin(); }")]
    [InlineData("Use(\"catch\"); // catch { }")]
    public Task Passes_NoCatch(string row) => Compiled.Statements<CatchAnalyzer>(row);

    [Fact]
    public Task Passes_Boundary() => Compiled.Members<CatchAnalyzer>("""
        const string Why = "sockets " + "throw";
        [Boundary("sockets throw")]
        static bool Asked() { try { return Coin(); } catch { return false; } }
        [Boundary(Why)]
        static async Task Later() { try { await Task.Yield(); } catch { } }
        [Boundary("sockets throw")]
        static Action InLambda() => () => { try { Coin(); } catch { } };
        [Boundary("sockets throw")]
        static void InLocal() { Local(); void Local() { try { Coin(); } catch { } } }
        [Boundary("sockets throw")]
        Cases() { try { Coin(); } catch { } }
        int Size { [Boundary("sockets throw")] get { try { Coin(); return 1; } catch { return 0; } } }
        static void OfItsOwn()
        {
            Local();
            [Boundary("sockets throw")] void Local() { try { Coin(); } catch { } }
        }
        """);

    [Fact]
    public Task Reports_CatchBesideMarkedLocal() => Compiled.Members<CatchAnalyzer>("""
        static void Beside()
        {
            try { Local(); } catch { } // WEIR004
            [Boundary("sockets throw")] void Local() { try { Coin(); } catch { } }
        }
        """);

    [Fact]
    public Task Reports_BoundaryWithoutReason() => Compiled.Members<CatchAnalyzer>("""
        [Boundary("")] // WEIR004
        static void Empty() { try { Coin(); } catch { } }
        [Boundary("  ")] // WEIR004
        static void Blank() { try { Coin(); } catch { } }
        [Boundary(null!)] // WEIR004
        static void Null() { try { Coin(); } catch { } }
        """);

    [Fact]
    public Task Reports_BoundaryThatCatchesNothing() => Compiled.Members<CatchAnalyzer>("""
        [Boundary("sockets throw")] // WEIR004
        static void Nothing() { try { Coin(); } finally { Use(1); } }
        """);

    [Fact]
    public Task Reports_MarkOfAnotherNamespace() => Compiled.Source<CatchAnalyzer>("""
        namespace Other
        {
            sealed class BoundaryAttribute(string why) : Attribute { public string Why => why; }
            class Cases
            {
                [Other.Boundary("sockets throw")]
                static void Asked() { try { Coin(); } catch { } } // WEIR004
            }
        }
        """);
}
