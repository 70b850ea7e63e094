using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Values as they come from scripts.</summary>
internal static class PowerShellValue
{
    /// <summary>The object itself, without the PSObject that PowerShell may have put around it.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
