using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Emits the devices of this machine: name, type, threads and memory. Each can be given to -Device, as can its name.</summary>
/// <example>
/// <code>
/// Get-TorchDevice
/// </code>
/// What can be named with -Device on this machine.
/// </example>
/// <example>
/// <code>
/// $device = Get-TorchDevice | Where-Object Type -eq cuda | Select-Object -Last 1
/// if (-not $device) { $device = 'cpu' }
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Device $device
/// </code>
/// The last GPU, or the CPU where there is none.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
/// <seealso cref="InvokeModelPredictCommand"/>
[Cmdlet(VerbsCommon.Get, "TorchDevice"), OutputType(typeof(TorchDevice))]
public sealed class GetTorchDeviceCommand : KerasCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => TorchDevice.All), enumerateCollection: true);
}
