using System.Globalization;

namespace KerasPS.Bench;

/// <summary>
/// Steps of training in PowerShell, in the engine, by a bare loop over the same libtorch, and in what users would have instead: the loop that they write with TorchSharp, and PyTorch's eager
/// mode. Each in a process of its own, an epoch of each in turn, so that a busy machine slows all alike. Ratios are medians of those within each round.
/// </summary>
internal static class StepBench
{
    private const int WarmUps = 3, Rounds = 15;
    private const string TorchSharp = "TorchSharp", PyTorch = "PyTorch eager";

    public static IEnumerable<Table> Run(Programs programs, IReadOnlyCollection<string> names)
    {
        foreach (Workload workload in Workload.All.Where(workload => names.Count == 0 || names.Contains(workload.Name)))
            yield return Measure(programs, workload);
    }

    private static Table Measure(Programs programs, Workload workload)
    {
        List<Peer> loops = [];
        try
        {
            string[] sizes = [.. new[] { workload.Threads, workload.Samples, workload.BatchSize }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
            loops.Add(programs.Loop("bare loop", "bare", workload, "cpu", "float32"));
            loops.Add(programs.Loop("Fit", "fit", workload, "cpu", "float32"));
            if (programs.PowerShell is { } powerShell)
                loops.Add(new Peer("Invoke-ModelFit", powerShell, ["-NoProfile", "-File", programs.Script("KerasPS.ps1"), workload.Name, .. sizes]));
            if (programs.TorchSharpPeer is { } torchSharp)
                loops.Add(new Peer(TorchSharp, torchSharp, [workload.Name, .. sizes]));
            if (programs.Python is { } python)
                loops.Add(new Peer(PyTorch, new(python), [programs.Script("pytorch.py"), workload.Name, .. sizes]));
            double[][] rounds = Peer.Rounds(loops, WarmUps, Rounds);
            int steps = workload.Samples / workload.BatchSize;
            int[] peers = [.. new[] { TorchSharp, PyTorch }.Select(title => loops.FindIndex(loop => loop.Title == title))];
            return new Table(
                $"{workload.Title}, {workload.Threads} threads",
                ["loop", "µs a step", "over the bare loop", "over TorchSharp", "over PyTorch", "goals", $"loss after {WarmUps + Rounds} epochs"],
                loops.Select((loop, i) => (IReadOnlyList<object?>)
                [
                    loop.Title,
                    Math.Round(Table.Median(rounds.Select(round => round[i])) / steps * 1e6),
                    Table.Ratio(rounds, i, 0),
                    .. peers.Select(peer => peer < 0 ? null : (object)Table.Ratio(rounds, i, peer)),
                    i == 0 || peers.Contains(i) ? null : workload.Goals?.ToString(),
                    loop.Loss is { } loss ? Math.Round(loss, 3) : null,
                ]).ToArray());
        }
        finally
        {
            loops.ForEach(loop => loop.Dispose());
        }
    }
}
