using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Emits the devices that can be named with -Device.</summary>
[Cmdlet(VerbsCommon.Get, "TorchDevice"), OutputType(typeof(string))]
public sealed class GetTorchDeviceCommand : KerasCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => DeviceName.Available), enumerateCollection: true);
}
