using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using Microsoft.PowerShell;

namespace KerasPS.Windows;

/// <summary>Runs a script in a PowerShell of its own, as <c>pwsh -File</c> would, and shows what it writes as it comes.</summary>
internal static class Program
{
    /// <param name="arguments">The script, and its arguments by position.</param>
    /// <returns>0 when the script ended without a terminating error, and in ten minutes.</returns>
    private static int Main(string[] arguments)
    {
        using var limit = new Timer(_ => Environment.Exit(124), null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        InitialSessionState state = InitialSessionState.CreateDefault();
        state.ExecutionPolicy = ExecutionPolicy.Bypass;
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddCommand(arguments[0]);
        foreach (string argument in arguments[1..])
            shell.AddArgument(argument);

        using var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, added) => Console.WriteLine(output[added.Index]);
        try
        {
            shell.Invoke(null, output);
            return 0;
        }
        catch (RuntimeException e)
        {
            Console.WriteLine($"{e.Message} {e.ErrorRecord.ScriptStackTrace}");
            return 1;
        }
    }
}
