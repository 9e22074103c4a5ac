namespace Weir.Decisions.Signals.Catalogue;

/// <summary>What the windows hold for one request's keys, as they were when it arrived.</summary>
public interface IWindowReading
{
    /// <param name="index">
    /// The place within the window fields that the <see cref="RequestFields"/> were made with.
    /// </param>
    /// <returns>NaN where it is not known.</returns>
    double Window(int index);
}
