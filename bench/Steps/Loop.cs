using System.Diagnostics;
using System.Globalization;

namespace KerasPS.Bench;

/// <summary>A process that trains an epoch when it is told to.</summary>
internal sealed class Loop : IDisposable
{
    private readonly Process process;

    public Loop(string title, string program, IEnumerable<string> arguments)
    {
        Title = title;
        process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        if (Read() != "ready")
            throw new InvalidOperationException($"The loop of {title} did not start.");
    }

    public string Title { get; }

    /// <summary>Trains an epoch.</summary>
    /// <returns>The seconds that it took.</returns>
    public double Epoch()
    {
        process.StandardInput.WriteLine();
        return double.Parse(Read(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string Read() => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The loop of {Title} has ended.");
}
