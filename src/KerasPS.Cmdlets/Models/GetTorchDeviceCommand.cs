using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Emits the devices that can be named with -Device.</summary>
/// <example>
/// <code>
/// Get-TorchDevice
/// </code>
/// What can be named with -Device on this machine.
/// </example>
/// <example>
/// <code>
/// $device = Get-TorchDevice | Where-Object { $_ -like 'cuda*' } | Select-Object -First 1
/// if (-not $device) { $device = 'cpu' }
/// </code>
/// The first GPU, or the CPU where there is none, as -Device auto chooses too.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
/// <seealso cref="InvokeModelPredictCommand"/>
[Cmdlet(VerbsCommon.Get, "TorchDevice"), OutputType(typeof(string))]
public sealed class GetTorchDeviceCommand : KerasCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => DeviceName.Available), enumerateCollection: true);
}
