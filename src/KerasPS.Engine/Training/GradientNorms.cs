using KerasPS.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>
/// Sums of the norms of gradients over batches, kept on the device: one vector of the norm of all gradients, the number of batches, that of batches with gradients that
/// are NaN or infinite, the first of these, then the norms of the layers, then a mark for each variable that was broken in that first batch.
/// </summary>
internal sealed class GradientNorms : IDisposable
{
    private const int Counters = 4;

    private readonly (string Path, Tensor Gradient)[] variables;
    private readonly string[] layers;
    private readonly Tensor layerOf;
    private readonly Tensor sums;

    public GradientNorms(Model model)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        FlatParameters flat = model.Parameters!;
        Dictionary<Layers.Variable, string> paths = model.PathsWithin().ToDictionary(part => part.Variable, part => part.Path);
        variables = flat.Offsets()
            .Select(place => (paths[place.Variable], flat.Gradients.narrow(0, place.Offset, place.Variable.Count).DetachFromDisposeScope()))
            .ToArray();
        layers = variables.Select(variable => LayerOf(variable.Path)).Distinct().ToArray();
        float[] members = layers.SelectMany(layer => variables.Select(variable => LayerOf(variable.Path) == layer ? 1f : 0f)).ToArray();
        layerOf = tensor(members, [layers.Length, variables.Length]).to(flat.Gradients.device).DetachFromDisposeScope();
        sums = zeros([Counters + layers.Length + variables.Length], ScalarType.Float32, flat.Gradients.device).DetachFromDisposeScope();
    }

    public void Reset() => sums.fill_(0);

    /// <summary>Adds the gradients of a batch, which are multiplied by the loss scale; does not wait for the device.</summary>
    public void Add(double lossScale)
    {
        if (variables.Length == 0)
            return;
        Tensor squares = stack(Array.ConvertAll(variables, variable => variable.Gradient.to_type(ScalarType.Float32).div(lossScale).square().sum()));
        Tensor isBroken = squares.isfinite().logical_not();
        Tensor isGood = isBroken.any().logical_not();
        Tensor norms = cat([squares.sum().view(1), layerOf.mv(squares)]).sqrt();
        Tensor good = where(isGood, norms, zeros(norms.shape, ScalarType.Float32, norms.device));
        Tensor broken = isGood.logical_not().to_type(ScalarType.Float32).view(1);

        // What counts as first is decided before this batch is counted.
        Tensor isFirst = broken * sums.narrow(0, 2, 1).eq(0).to_type(ScalarType.Float32);
        Tensor batch = sums.narrow(0, 1, 1);
        Tensor added = cat(
        [
            good.narrow(0, 0, 1), ones([1], ScalarType.Float32, broken.device), broken, isFirst * batch, good.narrow(0, 1, layers.Length), isFirst * isBroken.to_type(ScalarType.Float32),
        ]);
        sums.add_(added);
    }

    /// <summary>What the sums say; waits for the device.</summary>
    public GradientSums Read()
    {
        float[] values = ToArray();
        int batches = (int)values[1];
        int broken = (int)values[2];
        float good = batches - broken;
        string[] brokenVariables = variables.Where((_, i) => values[Counters + layers.Length + i] > 0).Select(variable => variable.Path).ToArray();
        return new(batches, values[0] / good, layers.Select((layer, i) => (layer, (double)(values[Counters + i] / good))).ToArray(), broken, (int)values[3], brokenVariables);
    }

    /// <summary>The sums as they are.</summary>
    public float[] ToArray()
    {
        using DisposeScope scope = NewDisposeScope();
        return sums.cpu().data<float>().ToArray();
    }

    /// <summary>Restores what <see cref="ToArray"/> returned for the same model.</summary>
    public void Restore(float[] values)
    {
        using DisposeScope scope = NewDisposeScope();
        sums.copy_(tensor(values, [values.LongLength]));
    }

    public void Dispose()
    {
        foreach ((_, Tensor gradient) in variables)
            gradient.Dispose();
        layerOf.Dispose();
        sums.Dispose();
    }

    private static string LayerOf(string path) => path.Split('/')[0];
}
