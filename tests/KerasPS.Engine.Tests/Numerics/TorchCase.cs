namespace KerasPS.Tests.Numerics;

/// <summary>A function of torch, and the same written with loops.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">What it is computed of.</param>
/// <param name="Torch">Computes it with torch.</param>
/// <param name="Formula">Computes it without.</param>
/// <param name="HasGradient">Whether the result has a gradient.</param>
/// <param name="Layouts">The layouts in memory that its inputs may have.</param>
internal sealed record TorchCase(
    string Name, NumberArray[] Inputs, Func<Tensor[], Tensor> Torch, Func<NumberArray[], NumberArray> Formula, bool HasGradient, TorchCase.Layout[] Layouts)
{
    private const double Step = 1e-5, Uniform = 0.75;

    /// <summary>How a tensor lies in memory: as it is read, with its axes in the reverse order or gaps, or as one number that is read again and again.</summary>
    public enum Layout
    {
        Contiguous,
        Transposed,
        Expanded,
    }

    /// <summary>Compares values, and gradients with central differences of the formula, for all layouts of inputs and of the gradient that comes in.</summary>
    public void Check(ScalarType type)
    {
        NumberArray[] inputs = Array.ConvertAll(Inputs, input => type == ScalarType.Float64 ? input : input.Map(value => (float)value));
        NumberArray expected = Formula(inputs);
        Random random = new(3);
        NumberArray incoming = expected.Map(_ => (float)(random.NextDouble() + 0.5));
        NumberArray[][] slopes = HasGradient ? Differences(inputs, incoming, expected.Map(_ => Uniform)) : [];
        foreach (Layout layout in Layouts)
        {
            foreach (Layout ofGradient in HasGradient ? Enum.GetValues<Layout>() : [Layout.Contiguous])
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor[] leaves = Array.ConvertAll(inputs, input => Laid(input, type, layout).requires_grad_(HasGradient));
                Tensor result = Torch(leaves);
                Assert.Equal(expected.Shape, result.shape);
                Assert.Equal(HasGradient, result.requires_grad);
                string how = $"{Name}, {type}, inputs {layout}";
                Compare(expected, result, type, how);
                if (!HasGradient)
                    continue;
                result.backward([ofGradient == Layout.Expanded ? full([], Uniform, result.dtype).expand(result.shape) : Laid(incoming, result.dtype, ofGradient)]);
                NumberArray[] gradients = slopes[ofGradient == Layout.Expanded ? 1 : 0];
                for (int i = 0; i < leaves.Length; i++)
                    Compare(gradients[i], leaves[i].grad ?? zeros(leaves[i].shape), type, $"{how}, gradient {ofGradient}, of input {i}");
            }
        }
    }

    /// <summary>The gradients of the result's sum for each of several weightings.</summary>
    private NumberArray[][] Differences(NumberArray[] inputs, params NumberArray[] weights)
    {
        NumberArray[][] found = Array.ConvertAll(weights, _ => Array.ConvertAll(inputs, input => input.Map(_ => 0)));
        for (int i = 0; i < inputs.Length; i++)
        {
            for (int at = 0; at < inputs[i].Values.Length; at++)
            {
                double[] change = Changed(i, at, Step).Zip(Changed(i, at, -Step), (above, below) => (above - below) / (2 * Step)).ToArray();
                for (int w = 0; w < weights.Length; w++)
                    found[w][i].Values[at] = weights[w].Values.Zip(change, (weight, slope) => weight * slope).Sum();
            }
        }

        return found;

        double[] Changed(int i, int at, double step)
        {
            NumberArray[] changed = (NumberArray[])inputs.Clone();
            changed[i] = inputs[i].Map(value => value);
            changed[i].Values[at] += step;
            return Formula(changed).Values;
        }
    }

    private static Tensor Laid(NumberArray array, ScalarType type, Layout layout)
    {
        Tensor plain = tensor(array.Values, array.Shape).to_type(type);
        if (layout == Layout.Contiguous)
            return plain;
        if (array.Shape.Length < 2)
            return stack([plain, plain * 0], -1).narrow(-1, 0, 1).squeeze(-1);
        long[] reversed = Enumerable.Range(0, array.Shape.Length).Reverse().Select(axis => (long)axis).ToArray();
        return plain.permute(reversed).contiguous().permute(reversed);
    }

    private static void Compare(NumberArray expected, Tensor actual, ScalarType type, string what)
    {
        Assert.Equal(expected.Shape, actual.shape);
        double[] values = actual.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        double tolerance = type == ScalarType.Float64 ? 1e-8 : 1e-5;
        for (int i = 0; i < values.Length; i++)
        {
            double error = Math.Abs(values[i] - expected.Values[i]) / Math.Max(1, Math.Abs(expected.Values[i]));
            Assert.True(values[i].Equals(expected.Values[i]) || error <= tolerance, $"{what}: number {i} is {values[i]:R}, by the formula {expected.Values[i]:R}.");
        }
    }
}
