using System.Diagnostics;

namespace KerasPS.Tests.Crash;

/// <summary>Programs within this assembly that tests start as processes of their own, to kill them or to run them under other conditions.</summary>
public static class TestProcess
{
    /// <summary>Runs a program.</summary>
    /// <param name="arguments">Its class's name, then its arguments.</param>
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [nameof(CrashTraining), var folder, var epochs, var batches]:
                CrashTraining.Run(folder, epochs, batches);
                return 0;
            case [nameof(FullDiskTraining), var folder]:
                FullDiskTraining.Run(folder);
                return 0;
            default:
                Console.Error.WriteLine($"No such program: {string.Join(' ', arguments)}");
                return 1;
        }
    }

    /// <summary>Starts a program.</summary>
    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Host, ["exec", typeof(TestProcess).Assembly.Location, .. arguments]) { RedirectStandardOutput = true })!;

    /// <summary>The command line of a program, for a shell.</summary>
    public static string CommandLine(params string[] arguments) =>
        string.Join(' ', new[] { Host, "exec", typeof(TestProcess).Assembly.Location }.Concat(arguments).Select(argument => $"'{argument.Replace("'", @"'\''")}'"));

    private static string Host => Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
}
