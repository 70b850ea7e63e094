using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>An epoch's log as a PowerShell object whose properties are the values by Keras's names.</summary>
internal static class EpochLogObject
{
    public const string TypeName = "KerasPS.EpochLog";

    public static PSObject Of(EpochLog log) => Of(log.Items, TypeName);

    public static PSObject Of(IEnumerable<KeyValuePair<string, object?>> items, string typeName)
    {
        PSObject result = new();
        foreach ((string name, object? value) in items)
            result.Properties.Add(new PSNoteProperty(name, value));
        result.TypeNames.Insert(0, typeName);
        return result;
    }
}
