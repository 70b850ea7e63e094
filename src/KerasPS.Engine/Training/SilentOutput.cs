namespace KerasPS;

/// <summary>Output that goes nowhere.</summary>
internal sealed class SilentOutput : ITrainingOutput
{
    public static SilentOutput Instance { get; } = new();

    public void Warning(string message)
    {
    }

    public void Verbose(string message)
    {
    }

    public void Progress(TrainingProgress progress)
    {
    }
}
