using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Chooses the number of CPU threads: small models are faster on one, because threads cost more than they save.</summary>
internal static class ThreadPolicy
{
    /// <summary>Multiplications per batch from which more threads pay; measured, see docs/performance.md.</summary>
    private const long WorthSharing = 10_000_000;

    /// <summary>Sets the number of threads of this training.</summary>
    /// <returns>The number before, to be set again at the end.</returns>
    public static int Apply(int? wanted, Model model, int batchSize)
    {
        int before = get_num_threads();
        int threads = wanted ?? (MultiplicationsOf(model) * batchSize < WorthSharing ? 1 : Environment.ProcessorCount);
        set_num_threads(Require.Positive(threads, "Training", nameof(threads)));
        return before;
    }

    /// <summary>Multiplications for one sample: each weight once at every position where its layer is applied.</summary>
    private static long MultiplicationsOf(Layer layer) => layer.Sublayers.Count > 0
        ? layer.Sublayers.Sum(MultiplicationsOf)
        : layer.ParameterCount * Math.Max(Places(layer.InputShape), Places(layer.OutputShape));

    private static long Places(IReadOnlyList<long>? shape) =>
        shape is null ? 1 : shape.Take(shape.Count - 1).Aggregate(1L, (product, size) => product * Math.Max(1, size));
}
