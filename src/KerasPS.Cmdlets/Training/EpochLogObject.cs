using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace KerasPS.Cmdlets;

/// <summary>An epoch's log as a PowerShell object whose properties are the values by Keras's names.</summary>
internal static class EpochLogObject
{
    public const string TypeName = "KerasPS.EpochLog";

    // Beside the objects, because a property would be a column of all files that they are written to.
    private static readonly ConditionalWeakTable<PSObject, EpochLog> Logs = [];

    public static PSObject Of(EpochLog log)
    {
        PSObject result = Of(log.Items, TypeName);
        Logs.Add(result, log);
        return result;
    }

    /// <summary>The epoch that an object was made from; null for other objects, e.g. rows that were read from a file.</summary>
    public static EpochLog? LogOf(PSObject row) => row.BaseObject as EpochLog ?? (Logs.TryGetValue(row, out EpochLog? log) ? log : null);

    public static PSObject Of(IEnumerable<KeyValuePair<string, object?>> items, string typeName)
    {
        PSObject result = new();
        foreach ((string name, object? value) in items)
            result.Properties.Add(new PSNoteProperty(name, value));
        result.TypeNames.Insert(0, typeName);
        return result;
    }
}
