namespace Weir.Decisions.Signals.Agents;

/// <summary>
/// What the words of a user agent say together. Browsers name their ancestors too - Edge says Chrome, Safari
/// and Mozilla - so the family is decided only once all words are known.
/// </summary>
internal struct AgentWords
{
    private int _edge = -1;
    private int _opera = -1;
    private int _samsung = -1;
    private int _firefox = -1;
    private int _chromeOnIos = -1;
    private int _version = -1;
    private bool _safari;
    private bool _appleWebKit;
    private bool _webView;
    private bool _seamonkey;

    public AgentWords()
    {
    }

    /// <summary>The version of Chrome or Chromium; -1 where it is not named.</summary>
    public int Chrome { get; private set; } = -1;

    public bool Headless { get; private set; }

    public bool Mobile { get; private set; }

    public AgentSystem System { get; private set; } = AgentSystem.Other;

    public void Read(ReadOnlySpan<char> text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !IsBreak(text[i]))
            {
                continue;
            }

            if (i > start)
            {
                Take(text[start..i]);
            }

            start = i + 1;
        }
    }

    public readonly (AgentFamily Family, int Major) Browser()
    {
        if (Headless)
        {
            return (AgentFamily.HeadlessChrome, Chrome);
        }

        if (_edge >= 0)
        {
            return (AgentFamily.Edge, _edge);
        }

        if (_opera >= 0)
        {
            return (AgentFamily.Opera, _opera);
        }

        if (_samsung >= 0)
        {
            return (AgentFamily.Samsung, _samsung);
        }

        if (_firefox >= 0 && !_seamonkey)
        {
            return (AgentFamily.Firefox, _firefox);
        }

        if (_chromeOnIos >= 0)
        {
            return (AgentFamily.Chrome, _chromeOnIos);
        }

        return Chrome >= 0 ? (_webView ? AgentFamily.WebView : AgentFamily.Chrome, Chrome) : Apple();
    }

    // Safari names its version apart; an application's own web view on iOS names none, and is the same
    // engine.
    private readonly (AgentFamily Family, int Major) Apple()
    {
        var safari = _safari && _version >= 0 && System is AgentSystem.MacOs or AgentSystem.Ios;
        var view = _appleWebKit && System == AgentSystem.Ios;
        return safari || view ? (AgentFamily.Safari, _version) : (AgentFamily.Other, -1);
    }

    private static bool IsBreak(char c) => c is ' ' or ';' or '(' or ')' or ',' or '\t';

    private void Take(ReadOnlySpan<char> word)
    {
        var slash = word.IndexOf('/');
        if (slash > 0)
        {
            TakeProduct(word[..slash], AgentParser.Digits(word[(slash + 1)..]));
        }
        else
        {
            TakeWord(word);
        }
    }

    private void TakeProduct(ReadOnlySpan<char> name, int major)
    {
        switch (name)
        {
            case "Chrome" or "Chromium":
                Chrome = Math.Max(Chrome, major);
                break;
            case "HeadlessChrome":
                (Headless, Chrome) = (true, major);
                break;
            case "Edg" or "EdgA" or "EdgiOS" or "Edge":
                _edge = major;
                break;
            case "OPR" or "OPX" or "OPT":
                _opera = major;
                break;
            case "SamsungBrowser":
                _samsung = major;
                break;
            case "Firefox" or "FxiOS":
                _firefox = major;
                break;
            case "SeaMonkey" or "PaleMoon" or "Goanna":
                _seamonkey = true;
                break;
            case "CriOS":
                _chromeOnIos = major;
                break;
            case "Version":
                _version = major;
                break;
            case "Safari":
                _safari = true;
                break;
            case "AppleWebKit":
                _appleWebKit = true;
                break;
            case "Mobile":
                Mobile = true;
                break;
            default:
                break;
        }
    }

    private void TakeWord(ReadOnlySpan<char> word)
    {
        switch (word)
        {
            case "Windows":
                System = AgentSystem.Windows;
                break;
            case "Macintosh":
                System = AgentSystem.MacOs;
                break;
            case "iPhone" or "iPad" or "iPod":
                (System, Mobile) = (AgentSystem.Ios, true);
                break;
            case "Android":
                System = AgentSystem.Android;
                break;
            case "CrOS":
                System = AgentSystem.ChromeOs;
                break;
            // Android says Linux first, ChromeOS says X11.
            case "Linux" or "X11" when System == AgentSystem.Other:
                System = AgentSystem.Linux;
                break;
            case "Mobile":
                Mobile = true;
                break;
            case "wv":
                _webView = true;
                break;
            default:
                break;
        }
    }
}
