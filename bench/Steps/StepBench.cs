using System.Globalization;

namespace KerasPS.Bench;

/// <summary>
/// Steps of training in PowerShell, in the engine, by a bare loop over the same libtorch, and in PyTorch's eager mode: each in a process of its own, an epoch
/// of each in turn, so that a busy machine slows all alike. Ratios are medians of those within each round.
/// </summary>
internal static class StepBench
{
    private const int WarmUps = 3, Rounds = 15;

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
            loops.Add(programs.Loop("fit", "fit", workload, "cpu", "float32"));
            if (programs.PowerShell is { } powerShell)
                loops.Add(new Peer("Invoke-ModelFit", powerShell, ["-NoProfile", "-File", programs.Script("KerasPS.ps1"), workload.Name, .. sizes]));
            if (programs.Python is { } python)
                loops.Add(new Peer("PyTorch eager", python, [programs.Script("pytorch.py"), workload.Name, .. sizes]));
            double[][] rounds = Peer.Rounds(loops, WarmUps, Rounds);
            int steps = workload.Samples / workload.BatchSize;
            int pytorch = loops.FindIndex(loop => loop.Title == "PyTorch eager");
            return new Table(
                $"{workload.Title}, {workload.Threads} threads",
                ["loop", "µs a step", "over the bare loop", "over PyTorch", "goal"],
                loops.Select((loop, i) => (IReadOnlyList<object?>)
                [
                    loop.Title,
                    Math.Round(Table.Median(rounds.Select(round => round[i])) / steps * 1e6),
                    Table.Ratio(rounds, i, 0),
                    pytorch < 0 ? null : Table.Ratio(rounds, i, pytorch),
                    i == pytorch || i == 0 ? null : $"1.05, {workload.Goal.ToString(CultureInfo.InvariantCulture)}",
                ]).ToArray());
        }
        finally
        {
            loops.ForEach(loop => loop.Dispose());
        }
    }
}
