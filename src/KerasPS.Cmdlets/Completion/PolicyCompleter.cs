using System.Collections;
using System.Management.Automation.Language;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>Completes the names of dtype policies.</summary>
public sealed class PolicyCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(CommandAst command, IDictionary bound) => DtypePolicy.Names;
}
