namespace Weir.Analyzers.Tests;

/// <summary>WEIR004: parsing that throws.</summary>
public sealed class Weir004ParseTests
{
    [Theory]
    [InlineData("Use(int.Parse(text)); // WEIR004")]
    [InlineData("Use(int.Parse(text.AsSpan(), null)); // WEIR004")]
    [InlineData("Use(double.Parse(text, CultureInfo.InvariantCulture)); // WEIR004")]
    [InlineData("Use(IPAddress.Parse(text)); // WEIR004")]
    [InlineData("Use(IPNetwork.Parse(text)); // WEIR004")]
    [InlineData("Use(Guid.ParseExact(text, \"N\")); // WEIR004")]
    [InlineData("Use(DateTimeOffset.Parse(text, null)); // WEIR004")]
    [InlineData("Use(Enum.Parse<DayOfWeek>(text)); // WEIR004")]
    [InlineData("Use(Enum.Parse(typeof(DayOfWeek), text)); // WEIR004")]
    [InlineData("Use(JsonDocument.Parse(text)); // WEIR004")]
    [InlineData("Use(Array.ConvertAll(new[] { text }, int.Parse)); // WEIR004")]
    [InlineData("try { Use(int.Parse(text)); } catch (FormatException) { } // WEIR004")]
    [InlineData("Use(F<int>(text)); T F<T>(string s) where T : IParsable<T> => T.Parse(s, null); // WEIR004")]
    public Task Reports_Parse(string row) => Case(row);

    [Theory]
    [InlineData("if (int.TryParse(text, out var n)) { Use(n); }")]
    [InlineData("if (IPAddress.TryParse(text, out var a)) { Use(a); }")]
    [InlineData("Use(IPNetwork.Parse(\"10.0.0.0/8\"));")]
    [InlineData("Use(IPAddress.Parse(\"127.0.0.1\"));")]
    [InlineData("Use(IPAddress.Parse((ReadOnlySpan<char>)\"::1\"));")]
    [InlineData("Use(int.Parse(\"12\"u8));")]
    [InlineData("Use(Enum.Parse(typeof(DayOfWeek), nameof(DayOfWeek.Friday)));")]
    [InlineData("Use(Ours.Parse(text).Match(_ => 1, _ => 2));")]
    [InlineData("Use(new Ours().Parse());")]
    public Task Passes_WhatAnswers(string row) => Case(row);

    [Fact]
    public Task Boundary_ParsesWhereItCatches() => Compiled.Members<ParseAnalyzer>("""
        [Boundary("JSON has no Try form")]
        static bool Inside(string text)
        {
            try { return System.Text.Json.JsonDocument.Parse(text) is not null; }
            catch (System.Text.Json.JsonException) { return false; }
        }
        [Boundary("JSON has no Try form")]
        static bool Outside(string text)
        {
            Use(int.Parse(text)); // WEIR004
            try { Coin(); }
            catch (FormatException) { Use(int.Parse(text)); } // WEIR004
            finally { Use(int.Parse(text)); } // WEIR004
            try { Use(int.Parse(text)); } finally { } // WEIR004
            return true;
        }
        [Boundary("JSON has no Try form")]
        static Func<int> Later(string text)
        {
            try { return () => int.Parse(text); } // WEIR004
            catch { return () => 1; }
        }
        """);

    private static Task Case(string row) => Compiled.Source<ParseAnalyzer>($$"""
        using System.Globalization;
        using System.Net;
        using System.Text.Json;

        class Ours
        {
            public static Outcome<int, Why> Parse(string text) => Outcome<int, Why>.Ok(text.Length);
            public int Parse() => 1;
        }
        class Cases
        {
            static void Case(string text)
            {
        {{row}}
            }
        }
        """);
}
