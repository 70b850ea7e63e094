namespace KerasPS.Tests;

/// <summary>Keeps the messages of a training.</summary>
internal sealed class RecordingOutput : ITrainingOutput
{
    public List<string> Warnings { get; } = [];

    public List<string> Lines { get; } = [];

    public List<TrainingProgress> Reports { get; } = [];

    public void Warning(string message) => Warnings.Add(message);

    public void Verbose(string message) => Lines.Add(message);

    public void Progress(TrainingProgress progress) => Reports.Add(progress);
}
