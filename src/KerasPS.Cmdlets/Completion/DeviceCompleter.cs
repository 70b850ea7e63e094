using System.Collections;
using System.Management.Automation.Language;

namespace KerasPS.Cmdlets;

/// <summary>Completes the names of this machine's devices.</summary>
public sealed class DeviceCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(CommandAst command, IDictionary bound) => DeviceName.Available.Prepend("auto");
}
