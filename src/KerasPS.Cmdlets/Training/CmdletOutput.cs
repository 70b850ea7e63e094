using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Hands a training's messages to a cmdlet's streams; silent once the pipeline is stopping, when writing is not allowed.</summary>
internal sealed class CmdletOutput(Cmdlet cmdlet) : ITrainingOutput
{
    private const int ActivityId = 0x4b50;

    public void Warning(string message)
    {
        if (!cmdlet.Stopping)
            cmdlet.WriteWarning(message);
    }

    public void Verbose(string message)
    {
        if (!cmdlet.Stopping)
            cmdlet.WriteVerbose(message);
    }

    public void Progress(TrainingProgress progress)
    {
        if (cmdlet.Stopping)
            return;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, progress.Activity, progress.Status)
        {
            PercentComplete = (int)(progress.Fraction * 100),
            SecondsRemaining = progress.Remaining is { } remaining ? (int)remaining.TotalSeconds : -1,
            RecordType = progress.IsCompleted ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });
    }
}
