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
    public static void Run(string loop, Workload workload)
    {
        set_num_threads(workload.Threads);
        Action epoch = loop == "fit" ? Fit(workload) : new BareLoop(workload).Epoch;
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            epoch();
            Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Action Fit(Workload workload)
    {
        Dataset data = new(workload.Features(), workload.Shape, workload.Labels(), []);
        FitOptions options = new() { Epochs = int.MaxValue, BatchSize = workload.BatchSize, Seed = 1, Threads = workload.Threads, Device = "cpu" };
        IEnumerator<EpochLog> epochs = workload.Model().Fit(data, options).GetEnumerator();
        return () => epochs.MoveNext();
    }
}
