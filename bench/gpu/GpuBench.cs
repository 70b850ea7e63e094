using System.Globalization;
using TorchSharp;

namespace KerasPS.Bench;

/// <summary>
/// Trainings on a GPU beside PyTorch's eager mode and <c>torch.compile</c> on the same one: each in a process of its own with its data on the device, an epoch
/// of each in turn. Nothing waits for the device but the ends of epochs, where the loss is read.
/// </summary>
internal static class GpuBench
{
    private const string Single = "float32", Half = "mixed_bfloat16", Eager = "PyTorch eager", Compiled = "torch.compile";

    private static readonly string[] MeasuredInHalf = ["gpu-cnn-256", "gpu-cnn-1024", "gpu-transformer"];

    /// <summary>Measures.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="arguments"><c>--device</c> and its name, <c>cuda</c> by default; the names of workloads, all without any.</param>
    public static IEnumerable<Table> Run(Programs programs, string[] arguments)
    {
        int at = Array.IndexOf(arguments, "--device");
        string device = at < 0 ? "cuda" : arguments[at + 1];
        string[] names = at < 0 ? arguments : [.. arguments[..at], .. arguments[(at + 2)..]];
        Workload[] workloads = [.. Workload.OnGpu.Where(workload => names.Length == 0 || names.Contains(workload.Name))];

        bool isGpu = device != "cpu";
        if (isGpu && !torch.cuda.is_available())
        {
            Console.WriteLine($"*** Nothing was measured on a GPU: this libtorch, {torch.__version__}, has none here. `gpu --device cpu` goes through the same trainings, a few steps each, on the CPU.");
            yield break;
        }

        string[] modes = programs.Python is null ? [] : [Eager, Compiled];
        if (programs.Python is { } python && Programs.Output(new(python), ["-c", "import torch; torch.compile"]) is null)
        {
            Console.WriteLine($"*** PyTorch {programs.PyTorchVersion} has no torch.compile, so it is NOT in what follows.");
            modes = [Eager];
        }

        yield return Compare(workloads, device);
        (int steps, int warmUps, int rounds) = isGpu ? (100, 3, 15) : (2, 1, 2);
        foreach (string policy in new[] { Single, Half })
        {
            foreach (Workload workload in workloads.Where(workload => policy == Single || MeasuredInHalf.Contains(workload.Name)))
                yield return Measure(programs, modes, workload with { Samples = workload.BatchSize * steps }, device, policy, warmUps, rounds);
        }
    }

    /// <summary>What a training on the device comes to, beside the same one on the CPU.</summary>
    private static Table Compare(Workload[] workloads, string device) => new(
        $"Mean losses of five steps from the same weights, on the CPU and on {device}",
        ["network", "cpu", device, "difference"],
        workloads.Select(workload =>
        {
            Workload few = workload with { Samples = workload.BatchSize * 5 };
            double onCpu = EpochServer.Losses(few, "cpu", Single).First();
            double onDevice = EpochServer.Losses(few, device, Single).First();
            return (IReadOnlyList<object?>)[workload.Name, Math.Round(onCpu, 5), Math.Round(onDevice, 5), Math.Round(onDevice - onCpu, 5)];
        }).ToArray());

    private static Table Measure(Programs programs, string[] modes, Workload workload, string device, string policy, int warmUps, int rounds)
    {
        List<Peer> loops = [programs.Loop("Fit", "fit", workload, device, policy)];
        try
        {
            foreach (string mode in modes)
                AddPeer(mode);
            double[][] measured = Peer.Rounds(loops, warmUps, rounds);
            int steps = workload.Samples / workload.BatchSize;
            int[] peers = [.. new[] { Eager, Compiled }.Select(mode => loops.FindIndex(loop => loop.Title == mode))];
            return new Table(
                $"{workload.Title}; {(policy == Half ? "mixed_bfloat16 and autocast" : device == "cpu" ? Single : "float32 with TF32")} on {device} (goals: 1.0 of eager, 1.1 of compiled)",
                ["loop", "µs a step", "lowest", "highest", "over eager", "over compiled"],
                loops.Select((loop, i) => (IReadOnlyList<object?>)
                [
                    loop.Title,
                    .. new[] { Table.Median(measured.Select(round => round[i])), measured.Min(round => round[i]), measured.Max(round => round[i]) }.Select(seconds => (object)Math.Round(seconds / steps * 1e6)),
                    .. peers.Select(peer => peer < 0 ? null : (object)Table.Ratio(measured, i, peer)),
                ]).ToArray());
        }
        finally
        {
            loops.ForEach(loop => loop.Dispose());
        }

        // A compiler that is not there, or does not know the GPU, shows when the peer starts, as it trains an epoch before it is ready.
        void AddPeer(string mode)
        {
            string[] arguments = [workload.Name, mode == Eager ? "eager" : "compile", device, policy, workload.Samples.ToString(CultureInfo.InvariantCulture), workload.BatchSize.ToString(CultureInfo.InvariantCulture)];
            try
            {
                loops.Add(new Peer(mode, new(programs.Python!), [programs.Script("gpu.py"), .. arguments]));
            }
            catch (InvalidOperationException exception)
            {
                Console.WriteLine($"*** {exception.Message} It is NOT in the next table.");
            }
        }
    }
}
