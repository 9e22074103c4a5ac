namespace Weir.Drills;

internal static class Placeholder
{
}
