using System.Diagnostics;
using System.Globalization;
using KerasPS.Data;

namespace KerasPS.Bench;

/// <summary>A loop in a process of its own: it says when it is ready, and then, for each line that it reads, trains an epoch and says how many seconds that took and the mean loss.</summary>
internal static class EpochServer
{
    /// <summary>Serves until there are no more lines.</summary>
    /// <param name="loop"><c>fit</c> or <c>bare</c>.</param>
    /// <param name="workload">What is trained.</param>
    /// <param name="device">Where it is trained; the bare loop only knows the CPU.</param>
    /// <param name="policy">The dtype policy; the bare loop only knows <c>float32</c>.</param>
    public static void Run(string loop, Workload workload, string device, string policy)
    {
        Func<double> epoch = loop == "fit" ? Fit(workload, device, policy) : new BareLoop(workload).Epoch;
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            double loss = epoch();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds} {loss}"));
        }
    }

    /// <summary>A training without end: the loss of each epoch, for which everything before it must have been computed.</summary>
    public static IEnumerable<double> Losses(Workload workload, string device, string policy)
    {
        Dataset data = new(workload.Features(), workload.Shape, workload.Labels(), []);
        FitOptions options = new() { Epochs = int.MaxValue, BatchSize = workload.BatchSize, Seed = 1, Threads = workload.Threads, Device = device };
        return workload.Model(policy).Fit(data, options).Select(epoch => (double)epoch["loss"]!);
    }

    private static Func<double> Fit(Workload workload, string device, string policy)
    {
        IEnumerator<double> epochs = Losses(workload, device, policy).GetEnumerator();
        return () => epochs.MoveNext() ? epochs.Current : throw new InvalidOperationException("The training has ended.");
    }
}
