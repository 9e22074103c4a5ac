using Weir.Decisions.Signals.Agents;

namespace Weir.Decisions.Signals.Coherence;

/// <summary>Whose HTTP/2 a connection's opening looks like; the numbers are category codes.</summary>
public enum Http2Stack
{
    /// <summary>No opening is known.</summary>
    Unset = 0,
    Other = 1,
    Chromium = 2,
    Firefox = 3,
    Safari = 4,

    /// <summary>The library of curl, h2load and Node.</summary>
    Nghttp2 = 5,
    Go = 6,
    Java = 7,

    /// <summary>The library of httpx.</summary>
    PythonH2 = 8,
    DotNet = 9,

    /// <summary>Of the language: hyper, reqwest.</summary>
    Rust = 10,
}

public static class Http2StackNames
{
    public static string Of(Http2Stack stack) => stack switch
    {
        Http2Stack.Other => "other",
        Http2Stack.Chromium => "chromium",
        Http2Stack.Firefox => "firefox",
        Http2Stack.Safari => "safari",
        Http2Stack.Nghttp2 => "nghttp2",
        Http2Stack.Go => "go",
        Http2Stack.Java => "java",
        Http2Stack.PythonH2 => "python-h2",
        Http2Stack.DotNet => "dotnet",
        Http2Stack.Rust => "rust",
        Http2Stack.Unset => "unset",
        _ => "unset",
    };

    public static BrowserEngine Engine(Http2Stack stack) => stack switch
    {
        Http2Stack.Chromium => BrowserEngine.Chromium,
        Http2Stack.Firefox => BrowserEngine.Gecko,
        Http2Stack.Safari => BrowserEngine.WebKit,
        Http2Stack.Other or Http2Stack.Nghttp2 or Http2Stack.Go or Http2Stack.Java or Http2Stack.PythonH2
            or Http2Stack.DotNet or Http2Stack.Rust or Http2Stack.Unset => BrowserEngine.Unset,
        _ => BrowserEngine.Unset,
    };
}
