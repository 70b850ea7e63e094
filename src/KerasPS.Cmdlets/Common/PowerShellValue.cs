using System.Collections;
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Values from scripts.</summary>
internal static class PowerShellValue
{
    /// <summary>The object itself, without the PSObject that PowerShell may have put around it.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>The same, within hashtables and arrays too, where objects made by cmdlets are wrapped.</summary>
    public static object? UnwrapAll(object? value) => Unwrap(value) switch
    {
        IDictionary dictionary => new Hashtable(dictionary.Cast<DictionaryEntry>().ToDictionary(entry => entry.Key, entry => UnwrapAll(entry.Value))),
        object?[] list => Array.ConvertAll(list, UnwrapAll),
        var single => single,
    };
}
