// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Reports progress: at most ten times a second where the training is, with the metrics so far and the time left, and a line an epoch. Added to every fit that has none.</summary>
[Cmdlet(VerbsCommon.New, "ProgressLogger"), OutputType(typeof(global::KerasPS.ProgressLogger))]
public sealed class NewProgressLoggerCommand : NewObjectCommand<global::KerasPS.ProgressLogger>
{
    /// <inheritdoc/>
    protected override global::KerasPS.ProgressLogger Create()
    {
        global::KerasPS.ProgressLogger made = new();
        return made;
    }
}
