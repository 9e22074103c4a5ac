namespace Weir.Keeper.Training.Rows;

/// <summary>What is known about one recorded session.</summary>
/// <param name="Session">Its name in the captures.</param>
/// <param name="Person">Whether it stands for a person.</param>
/// <param name="Family">The program or browser, such as <c>curl</c> or <c>chromium-window</c>.</param>
/// <param name="Version">Of the browser that it is or copies; 0 where that says nothing.</param>
/// <param name="Segment">What is reported apart, such as <c>intercepted</c>; or empty.</param>
/// <param name="Protocol">
/// As the laboratory drove it: <c>tls1</c>, <c>tls2</c>, <c>plain</c>, <c>h2c</c>.
/// </param>
/// <param name="Headers">
/// How a program was told to dress: <c>default</c>, <c>agent</c>, <c>wrong</c>, <c>right</c>; or empty.
/// </param>
public sealed record SessionLabel(
    string Session, bool Person, string Family, int Version, string Segment, string Protocol, string Headers)
{
    /// <summary>Rows of one group are never split between training and judging.</summary>
    public string Group => Version == 0 ? Family : $"{Family} {Version}";
}
