using System.Diagnostics;
using System.Globalization;
using KerasPS.Data;
using static TorchSharp.torch;

namespace KerasPS.Bench;

/// <summary>A loop in a process of its own: it says when it is ready, and then, for each line that it reads, trains an epoch and says how many seconds that took.</summary>
internal static class EpochServer
{
    /// <summary>Serves until there are no more lines.</summary>
    /// <param name="loop"><c>fit</c> or <c>bare</c>.</param>
    /// <param name="workload">What is trained.</param>
    /// <param name="device">Where it is trained; the bare loop only knows the CPU.</param>
    /// <param name="policy">The number formats; the bare loop only knows <c>float32</c>.</param>
    public static void Run(string loop, Workload workload, string device, string policy)
    {
        set_num_threads(workload.Threads);
        Action epoch = loop == "fit" ? Fit(workload, device, policy) : new BareLoop(workload).Epoch;
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            epoch();
            Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A training without end: the loss of each epoch, for which everything before it must have been computed.</summary>
    public static IEnumerable<double> Losses(Workload workload, string device, string policy)
    {
        Dataset data = new(workload.Features(), workload.Shape, workload.Labels(), []);
        FitOptions options = new() { Epochs = int.MaxValue, BatchSize = workload.BatchSize, Seed = 1, Threads = workload.Threads, Device = device };
        return workload.Model(policy).Fit(data, options).Select(epoch => (double)epoch["loss"]!);
    }

    private static Action Fit(Workload workload, string device, string policy)
    {
        IEnumerator<double> epochs = Losses(workload, device, policy).GetEnumerator();
        return () => epochs.MoveNext();
    }
}
