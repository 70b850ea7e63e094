using System.Diagnostics;
using System.Globalization;
using TorchSharp;

namespace TorchSharpPeer;

/// <summary>
/// The loop that a user of TorchSharp writes. Says "ready", and then, for each line that it reads, trains an epoch and says the seconds that it took and the mean loss.
/// Arguments: MODEL THREADS SAMPLES BATCH_SIZE.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        int[] sizes = Array.ConvertAll(arguments[1..], size => int.Parse(size, CultureInfo.InvariantCulture));
        (int threads, int samples, int batchSize) = (sizes[0], sizes[1], sizes[2]);
        torch.set_num_threads(threads);
        torch.manual_seed(1);
        (torch.nn.Module<torch.Tensor, torch.Tensor> model, long[] shape) = Network(arguments[0]);
        Training training = new(model, torch.rand([samples, .. shape]), torch.randint(0, 10, [samples], torch.int64), batchSize);

        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            double loss = training.Epoch();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds} {loss}"));
        }
    }

    private static (torch.nn.Module<torch.Tensor, torch.Tensor> Model, long[] Shape) Network(string name) => name switch
    {
        "mlp-128" => (new Mlp(784, 128), [784]),
        "mlp-512" => (new Mlp(784, 512, 512), [784]),
        "cnn" => (new Cnn(), [1, 28, 28]),
        "lstm" => (new LastStep(16, 128), [50, 16]),
        _ => throw new ArgumentException($"There is no network '{name}'."),
    };
}
