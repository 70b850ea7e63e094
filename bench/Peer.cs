using System.Diagnostics;
using System.Globalization;

namespace KerasPS.Bench;

/// <summary>A process that does its work once, and says how many seconds that took, and a training what its mean loss was, each time it is asked to.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    public Peer(string title, Command program, IEnumerable<string> arguments)
    {
        Title = title;
        ProcessStartInfo start = program.With(arguments);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        process = Process.Start(start)!;
        if (Read() != "ready")
            throw new InvalidOperationException($"{title} did not start.");
    }

    public string Title { get; }

    /// <summary>The mean loss of the last epoch; null where nothing is trained.</summary>
    public double? Loss { get; private set; }

    /// <summary>Does the work once.</summary>
    /// <returns>The seconds that it took.</returns>
    public double Run()
    {
        process.StandardInput.WriteLine();
        string said = Read();
        double[] numbers = [.. said.Split(' ').Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out double number) ? number : throw new InvalidOperationException($"{Title} says: {said}"))];
        Loss = numbers.Length > 1 ? numbers[1] : null;
        return numbers[0];
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Has each of them do its work in turn, so that a busy machine slows all alike.</summary>
    /// <param name="peers">The processes.</param>
    /// <param name="warmUps">The rounds that do not count: compilation, first allocations.</param>
    /// <param name="rounds">The rounds that count.</param>
    /// <returns>For each round the seconds of each process.</returns>
    public static double[][] Rounds(IReadOnlyList<Peer> peers, int warmUps, int rounds) =>
        Enumerable.Range(0, warmUps + rounds).Select(_ => peers.Select(peer => peer.Run()).ToArray()).Skip(warmUps).ToArray();

    private string Read() => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The process of {Title} has ended.");
}
