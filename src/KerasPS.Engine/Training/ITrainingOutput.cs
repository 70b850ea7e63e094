namespace KerasPS;

/// <summary>Where a training's messages go; a cmdlet's streams, a log, or nowhere.</summary>
public interface ITrainingOutput
{
    /// <summary>Something that the user should know.</summary>
    /// <param name="message">One sentence.</param>
    void Warning(string message);

    /// <summary>Something that the user may want to know, e.g. an epoch's line.</summary>
    /// <param name="message">One line.</param>
    void Verbose(string message);

    /// <summary>How far the work is.</summary>
    /// <param name="progress">The state.</param>
    void Progress(TrainingProgress progress);
}
