using KerasPS.Layers;

namespace KerasPS;

/// <summary>Chooses the batch size of predictions where none is given: an output depends on its sample alone, so the batch size affects only time and memory.</summary>
internal static class PredictBatchSize
{
    private const int Least = 32, Most = 4096;

    /// <summary>The values that the output of the largest layer may have for a batch: 4 MB.</summary>
    private const long MaxValues = 1 << 20;

    /// <summary>The size for a model; Keras's where layers are stateful.</summary>
    public static int For(Model model)
    {
        Layer[] layers = [.. model.LayersWithin().Select(part => part.Layer)];
        if (layers.Any(layer => layer is RecurrentLayer { Stateful: true }))
            return Least;
        long largest = layers.Max(layer => Math.Max(Size(layer.InputShape), Size(layer.OutputShape)));
        return (int)Math.Clamp(MaxValues / Math.Max(1, largest), Least, Most);
    }

    /// <summary>The values of a sample; an axis that is not known counts as one.</summary>
    private static long Size(IReadOnlyList<long>? shape) => shape?.Aggregate(1L, (product, size) => product * Math.Max(1, size)) ?? 1;
}
