namespace KerasPS.Tests.Training;

/// <summary>Remembers warnings.</summary>
internal sealed class RecordingOutput : ITrainingOutput
{
    public List<string> Warnings { get; } = [];

    public void Warning(string message) => Warnings.Add(message);

    public void Verbose(string message)
    {
    }

    public void Progress(TrainingProgress progress)
    {
    }
}
