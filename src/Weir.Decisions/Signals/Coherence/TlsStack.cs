using Weir.Decisions.Signals.Agents;

namespace Weir.Decisions.Signals.Coherence;

/// <summary>What wrote a ClientHello, by its structure; the numbers are category codes.</summary>
public enum TlsStack
{
    /// <summary>There is no hello.</summary>
    Unset = 0,
    Other = 1,
    Chromium = 2,
    Firefox = 3,
    Safari = 4,
    OpenSsl = 5,
    Go = 6,
    Java = 7,
    GnuTls = 8,
    Rustls = 9,
    Schannel = 10,

    /// <summary>NSS without the extensions of a current Firefox.</summary>
    Nss = 11,

    /// <summary>BoringSSL outside a browser, such as Android's own library.</summary>
    BoringSsl = 12,
}

/// <summary>What a TLS stack is called, and which browser engine speaks it.</summary>
public static class TlsStackNames
{
    public static string Of(TlsStack stack) => stack switch
    {
        TlsStack.Other => "other",
        TlsStack.Chromium => "chromium",
        TlsStack.Firefox => "firefox",
        TlsStack.Safari => "safari",
        TlsStack.OpenSsl => "openssl",
        TlsStack.Go => "go",
        TlsStack.Java => "java",
        TlsStack.GnuTls => "gnutls",
        TlsStack.Rustls => "rustls",
        TlsStack.Schannel => "schannel",
        TlsStack.Nss => "nss",
        TlsStack.BoringSsl => "boringssl",
        TlsStack.Unset => "unset",
        _ => "unset",
    };

    public static BrowserEngine Engine(TlsStack stack) => stack switch
    {
        TlsStack.Chromium => BrowserEngine.Chromium,
        TlsStack.Firefox => BrowserEngine.Gecko,
        TlsStack.Safari => BrowserEngine.WebKit,
        TlsStack.Other or TlsStack.OpenSsl or TlsStack.Go or TlsStack.Java or TlsStack.GnuTls
            or TlsStack.Rustls or TlsStack.Schannel or TlsStack.Nss or TlsStack.BoringSsl
            or TlsStack.Unset => BrowserEngine.Unset,
        _ => BrowserEngine.Unset,
    };
}
