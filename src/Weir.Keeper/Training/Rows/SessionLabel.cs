namespace Weir.Keeper.Training.Rows;

/// <summary>What is known about one recorded session.</summary>
/// <param name="Session">Its name in the captures.</param>
/// <param name="Person">Whether it stands for a person.</param>
/// <param name="Family">The program or browser, such as <c>curl</c> or <c>chromium-window</c>.</param>
/// <param name="Version">Major version of the program; 0 where it is not known.</param>
/// <param name="Segment"><see cref="Intercepted"/>, or empty.</param>
/// <param name="Protocol">
/// As the laboratory drove it: <c>tls1</c>, <c>tls2</c>, <c>plain</c>, <c>h2c</c>.
/// </param>
/// <param name="Headers">
/// How a program was told to dress: <c>default</c>, <c>agent</c>, <c>wrong</c>, <c>right</c>; or empty.
/// </param>
/// <param name="Kind">
/// Of the family: <c>libraries</c>, <c>tools</c>, <c>browsers-driven</c>, <c>impersonators</c>,
/// <c>people</c> and so on.
/// </param>
public sealed record SessionLabel(
    string Session, bool Person, string Family, int Version, string Segment, string Protocol, string Headers,
    string Kind)
{
    /// <summary>
    /// A library that was given a browser's headers in a browser's order, and sent them. Tools take a user
    /// agent at most, and Node's fetch writes a Sec-Fetch-Mode of its own over the one that it was given.
    /// </summary>
    public bool IsDressed => !Person && Headers == "right" && Kind == "libraries" && Family != "node-fetch";

    /// <summary>A browser that a program drives: its connection and headers are a person's.</summary>
    public bool IsDriven => Kind == "browsers-driven";

    public const string Intercepted = "intercepted";

    public const string NewestWindow = "chromium-window";

    public const string NewestSafari = "safari-published from 17";

    private const int Parts = 3;
    private const int VersionsPerBand = 10;
    private const string Generated = "generator-";

    private static readonly string[] DrivesChromium =
        ["playwright", "patchright", "puppeteer", "rebrowser", "stealth", "chromium", "chromedriver"];

    // Programs of one maker in several guises: leaving one out while another stays would prove nothing.
    private static readonly string[] Makers = ["playwright", "stealth", "impit", "wreq", "firefox"];

    /// <summary>
    /// Rows of one group are never split between training and judging. A program is one group. Published
    /// browser versions are left out in bands, so that what judges a band has seen older and newer ones at
    /// most; browsers with windows exist in one version here, so Chromium is left out whole, and Firefox, of
    /// which there is no other, in parts by session, as are browsers behind an intercepting proxy.
    /// </summary>
    public string Group => !Person ? Program()
        : Segment == Intercepted ? $"{Family} intercepted, part {Part()}"
        : Family == "firefox-window" ? $"{Family} {Version}, part {Part()}"
        : Family.EndsWith("-published", StringComparison.Ordinal) ? $"{Family} {Band()}"
        : Family;

    /// <summary>
    /// Whether rows of this label would tell a model about a browser version that is judged as one it has
    /// never met: windows of Chromium are judged without anything that drives the same build or is
    /// intercepted, the newest Safari without what copies it.
    /// </summary>
    public bool Reveals(string group) => Group == group
        || (group == NewestWindow && (Family == NewestWindow || (!Person && DrivesChromium.Any(
            d => Family.StartsWith(d, StringComparison.Ordinal)))))
        || (group == NewestSafari && Family == "wreq-safari");

    private string Program()
    {
        var name = Family.StartsWith(Generated, StringComparison.Ordinal)
            ? Family[Generated.Length..]
            : Family;
        return Makers.FirstOrDefault(m => name.StartsWith(m, StringComparison.Ordinal)) ?? name;
    }

    // By the name of the session, so that it stays the same when other sessions come and go.
    private int Part() => 1 + (Session.Aggregate(0, static (sum, c) => ((sum * 31) + c) % 1_009) % Parts);

    private string Band() => Family.StartsWith("safari", StringComparison.Ordinal)
        ? Version < 15 ? "to 14" : Version < 17 ? "15 to 16" : "from 17"
        : Decade(Version / VersionsPerBand * VersionsPerBand);

    private static string Decade(int first) => $"{first} to {first + VersionsPerBand - 1}";
}
