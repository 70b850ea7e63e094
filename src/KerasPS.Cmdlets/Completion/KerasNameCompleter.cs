using System.Collections;
using System.Management.Automation.Language;
using KerasPS.Configuration;

namespace KerasPS.Cmdlets;

/// <summary>Completes the names of a family, e.g. of all losses.</summary>
/// <typeparam name="T">The family's base class.</typeparam>
public sealed class KerasNameCompleter<T> : ValueCompleter
    where T : KerasObject
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(CommandAst command, IDictionary bound) => KerasRegistry.NamesOf(typeof(T));
}
