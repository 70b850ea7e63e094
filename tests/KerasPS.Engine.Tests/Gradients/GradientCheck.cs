namespace KerasPS.Tests.Gradients;

/// <summary>Compares the gradients of a backward pass with central differences, in double precision.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-7;

    /// <summary>Repeatable values within the limits, as something that gradients can be taken of.</summary>
    public static Tensor Values(long[] shape, int seed, double low = -1, double high = 1)
    {
        Random random = new(seed);
        double[] values = Enumerable.Range(0, (int)shape.Aggregate(1L, (product, n) => product * n))
            .Select(_ => low + ((high - low) * random.NextDouble()))
            .ToArray();
        return tensor(values, shape, requires_grad: true);
    }

    /// <summary>Checks the gradients of all outputs, each with a weight of its own, with respect to some leaves.</summary>
    /// <param name="compute">Computes the outputs from the leaves; gives the same each time.</param>
    /// <param name="leaves">Tensors of double precision that require gradients; none where no gradient goes through.</param>
    public static void Of(Func<Tensor> compute, params Tensor[] leaves)
    {
        Tensor weights = Values(compute().shape, seed: 99).detach();
        Tensor total = (compute() * weights).sum();
        Assert.Equal(ScalarType.Float64, total.dtype);
        Assert.Equal(leaves.Length > 0, total.requires_grad);
        if (leaves.Length > 0)
            total.backward();
        double[][] computed = leaves.Select(leaf => leaf.grad!.contiguous().data<double>().ToArray()).ToArray();

        using IDisposable noGrad = no_grad();
        for (int i = 0; i < leaves.Length; i++)
        {
            double[] values = leaves[i].contiguous().data<double>().ToArray();
            for (int at = 0; at < values.Length; at++)
            {
                double expected = (TotalWith(at, Step) - TotalWith(at, -Step)) / (2 * Step);
                double error = Math.Abs(expected - computed[i][at]) / Math.Max(1, Math.Abs(expected));
                Assert.True(error <= Tolerance, $"Leaf {i}, value {at}: the gradient is {computed[i][at]:R}, by differences {expected:R} (error {error:E1}).");
            }

            double TotalWith(int at, double change)
            {
                using DisposeScope scope = NewDisposeScope();
                double[] changed = (double[])values.Clone();
                changed[at] += change;
                leaves[i].copy_(tensor(changed, leaves[i].shape));
                double result = (compute() * weights).sum().item<double>();
                leaves[i].copy_(tensor(values, leaves[i].shape));
                return result;
            }
        }
    }
}
