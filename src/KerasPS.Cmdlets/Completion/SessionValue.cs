using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace KerasPS.Cmdlets;

/// <summary>Values of the session, looked at while a user types; nothing is run for it.</summary>
internal static class SessionValue
{
    /// <summary>The values of all variables that are of a type.</summary>
    public static IEnumerable<T> All<T>() =>
        Invoke<PSVariable>(shell => shell.AddCommand("Get-Variable").AddParameter("ErrorAction", ActionPreference.Ignore))
            .Select(variable => Unwrapped(variable.Value))
            .OfType<T>();

    /// <summary>The value of an expression that is a variable or a constant; null for any other.</summary>
    public static object? Of(ExpressionAst? expression) => expression switch
    {
        ConstantExpressionAst constant => constant.Value,
        VariableExpressionAst variable => Unwrapped(State?.PSVariable.GetValue(variable.VariablePath.UserPath)),
        _ => null,
    };

    /// <summary>Where a path of the session lies in the file system.</summary>
    public static string? FileOf(string path) => State?.Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>What completes a word: the values that begin with it, in quotation marks where they need them.</summary>
    public static IEnumerable<CompletionResult> Matches(IEnumerable<string> values, string word)
    {
        WildcardPattern pattern = new(WildcardPattern.Escape(word.Trim('\'', '"')) + "*", WildcardOptions.IgnoreCase);
        return values.Where(value => pattern.IsMatch(value)).Select(value => new CompletionResult(Quoted(value), value, CompletionResultType.ParameterValue, value));
    }

    /// <summary>The names of a row's columns: the keys of a hashtable, or the properties of an object.</summary>
    public static IEnumerable<string> ColumnsOf(object? row) => row switch
    {
        null or string => [],
        IDictionary entries => entries.Keys.Cast<object>().Select(key => key.ToString()!),
        _ => PSObject.AsPSObject(row).Properties.Select(property => property.Name),
    };

    /// <summary>The state of the interactive session; its runspace is busy with the completion, so it is read from within.</summary>
    private static SessionState? State => Invoke<EngineIntrinsics>(shell => shell.AddScript("$ExecutionContext", useLocalScope: false)).FirstOrDefault()?.SessionState;

    private static IReadOnlyCollection<T> Invoke<T>(Action<PowerShell> command)
    {
        if (Runspace.DefaultRunspace is null)
            return [];
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        command(shell);
        return shell.Invoke<T>();
    }

    private static object? Unwrapped(object? value) => value is PSObject { BaseObject: not PSCustomObject and var inner } ? inner : value;

    private static string Quoted(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':') ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
