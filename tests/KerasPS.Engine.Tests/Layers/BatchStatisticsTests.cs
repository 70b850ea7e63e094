using System.Collections;
using KerasPS.Initializers;
using KerasPS.Regularizers;

namespace KerasPS.Tests.Layers;

/// <summary>What BatchNormalization computes beyond the plain case, against loops.</summary>
public class BatchStatisticsTests : TensorTest
{
    [Fact]
    public void Another_axis_has_statistics_for_each_of_its_positions()
    {
        Tensor input = Sample([2, 3, 4]);
        BatchNormalization layer = new(axis: 1, momentum: 0.5) { GammaInitializer = new Constant(2), BetaInitializer = new Constant(1) };
        float[] output = Call(layer, input, training: true).Values();
        (double[] mean, double[] variance) = Moments(input.Values(), i => i / 4 % 3, 3, _ => true, 0);
        for (int i = 0; i < output.Length; i++)
            Assert.Equal((2 * (input.Values()[i] - mean[i / 4 % 3]) / Math.Sqrt(variance[i / 4 % 3] + 0.001)) + 1, output[i], 1e-5);
        AssertClose(mean.Select(m => m / 2), layer.Variables[2]);
        AssertClose(variance.Select(v => (1 + v) / 2), layer.Variables[3]);
        Assert.Equal([3L], layer.Variables[0].Shape);
    }

    [Fact]
    public void Padding_does_not_count_in_training()
    {
        const string mask = "1100 1011";
        using DisposeScope scope = NewDisposeScope();
        Tensor input = Sample([2, 4, 3]);
        bool[] counts = mask.Where(c => c != ' ').Select(c => c == '1').ToArray();
        BatchNormalization layer = new(momentum: 0.5);
        float[] output = Call(layer, input, mask, training: true).Values();
        (double[] mean, double[] variance) = Moments(input.Values(), i => i % 3, 3, i => counts[i / 3], 1e-7);
        for (int i = 0; i < output.Length; i++)
            Assert.Equal((input.Values()[i] - mean[i % 3]) / Math.Sqrt(variance[i % 3] + 0.001), output[i], 1e-5);
        AssertClose(mean.Select(m => m / 2), layer.Variables[2]);
        AssertClose(variance.Select(v => (1 + v) / 2), layer.Variables[3]);
        Assert.Equal(mask, RowsOf(Run(layer, [input], [mask])[0].Mask));
        ThrowsError("ShapeMismatch", () => Call(layer, Sample([2, 3]), "110 111", training: true), "'the_layer'", "mask");
    }

    [Fact]
    public void A_batch_of_nothing_but_padding_has_mean_and_variance_0()
    {
        BatchNormalization layer = new(momentum: 0.5);
        Call(layer, full([1, 2, 1], float.NaN), "00", training: true);
        Assert.Equal([0], layer.Variables[2].ToArray());
        Assert.Equal([0.5f], layer.Variables[3].ToArray());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Renormalisation_corrects_towards_moving_statistics(bool center, bool scale)
    {
        const double momentum = 0.6;
        const double renormMomentum = 0.7;
        (double low, double high, double most) = (0.5, 1.5, 0.4);
        using DisposeScope scope = NewDisposeScope();
        BatchNormalization layer = new(
            momentum: momentum,
            center: center,
            scale: scale,
            renorm: true,
            renormClipping: new Hashtable { ["rmin"] = low, ["rmax"] = high, ["dmax"] = most },
            renormMomentum: renormMomentum)
        {
            GammaInitializer = new Constant(1.5),
            BetaInitializer = new Constant(0.25),
            MovingVarianceInitializer = new Constant(4),
        };
        double[] movingMean = new double[2];
        double[] movingDeviation = [2, 2];
        double[] renormMean = new double[2];
        double[] renormDeviation = [2, 2];
        for (int step = 0; step < 4; step++)
        {
            Tensor input = Sample([5, 2], step) * (step + 1);
            float[] output = Call(layer, input, training: true).Values();
            (double[] mean, double[] variance) = Moments(input.Values(), i => i % 2, 2, _ => true, 0);
            double[] deviation = variance.Select(v => Math.Sqrt(v + 0.001)).ToArray();
            for (int i = 0; i < output.Length; i++)
            {
                int c = i % 2;
                double r = Math.Clamp(deviation[c] / renormDeviation[c], low, high);
                double d = Math.Clamp((mean[c] - renormMean[c]) / renormDeviation[c], -most, most);
                double expected = ((input.Values()[i] - mean[c]) / deviation[c] * r) + d;
                Assert.Equal((expected * (scale ? 1.5 : 1)) + (center ? 0.25 : 0), output[i], 1e-5);
            }

            for (int c = 0; c < 2; c++)
            {
                movingMean[c] = (movingMean[c] * momentum) + (mean[c] * (1 - momentum));
                movingDeviation[c] = (movingDeviation[c] * momentum) + (deviation[c] * (1 - momentum));
                renormMean[c] = (renormMean[c] * renormMomentum) + (mean[c] * (1 - renormMomentum));
                renormDeviation[c] = (renormDeviation[c] * renormMomentum) + (deviation[c] * (1 - renormMomentum));
            }
        }

        Dictionary<string, Variable> variables = layer.Variables.ToDictionary(variable => variable.Name);
        AssertClose(movingMean, variables["moving_mean"]);
        AssertClose(movingDeviation.Select(s => (s * s) - 0.001), variables["moving_variance"]);
        AssertClose(movingDeviation, variables["moving_stddev"]);
        AssertClose(renormMean, variables["renorm_mean"]);
        AssertClose(renormDeviation, variables["renorm_stddev"]);
    }

    [Fact]
    public void No_gradient_goes_through_the_corrections()
    {
        Tensor input = Sample([5, 2]).requires_grad_();
        Tensor weights = Sample([5, 2], 7);
        (Call(new BatchNormalization(renorm: true) { MovingVarianceInitializer = new Constant(4) }, input, training: true) * weights).sum().backward();
        // With r and d held, the output is the plain one scaled by r: so are the gradients.
        Tensor plain = input.detach().clone().requires_grad_();
        (Call(new BatchNormalization(), plain, training: true) * weights).sum().backward();
        (_, double[] variance) = Moments(input.Values(), i => i % 2, 2, _ => true, 0);
        float[] expected = plain.grad!.Values().Select((g, i) => (float)(g * Math.Sqrt(variance[i % 2] + 0.001) / 2)).ToArray();
        Golden.AssertClose(expected, input.grad!.Values(), 1e-5, "gradients");
    }

    [Fact]
    public void Half_precision_is_computed_in_single()
    {
        Tensor input = (Sample([4, 3, 2]) + 100).to_type(ScalarType.BFloat16);
        foreach (string? mask in new[] { null, "111 110 100 111" })
        {
            Tensor expected = Call(new BatchNormalization(), input.to_type(ScalarType.Float32), mask, training: true);
            BatchNormalization layer = new();
            Tensor output = Call(layer, input, mask, training: true);
            Assert.Equal(ScalarType.BFloat16, output.dtype);
            Assert.Equal(expected.to_type(ScalarType.BFloat16).Values(), output.Values());
            Assert.Equal(ScalarType.BFloat16, Call(layer, input, mask).dtype);
        }
    }

    [Fact]
    public void Gamma_and_beta_have_their_own_penalties()
    {
        BatchNormalization layer = new() { GammaRegularizer = new L2(0.5), BetaRegularizer = new L1(0.25) };
        using DisposeScope scope = NewDisposeScope();
        Call(layer, Sample([2, 3]));
        Assert.Equal([layer.GammaRegularizer, layer.BetaRegularizer, null, null], layer.Variables.Select(v => v.Regularizer));
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused()
    {
        ThrowsError("InvalidValue", () => new BatchNormalization(renormClipping: new Hashtable { ["rmx"] = 1 }), "renorm_clipping", "'rmx'", "'rmax'");
        ThrowsError("InvalidValue", () => new BatchNormalization(renormClipping: new Hashtable { ["rmin"] = 2, ["rmax"] = 1 }), "rmax", "rmin");
        ThrowsError("InvalidValue", () => new BatchNormalization(renormClipping: new Hashtable { ["dmax"] = -1 }), "dmax");
        ThrowsError("InvalidValue", () => new BatchNormalization(renormClipping: new Hashtable { ["dmax"] = "much" }), "dmax", "'much'");
        ThrowsError("ShapeMismatch", () => new BatchNormalization(axis: 3).ComputeOutputShape([4, 5]), "axis 3", "(4, 5)");
        ThrowsError("ShapeMismatch", () => new BatchNormalization(axis: 0).ComputeOutputShape([4, 5]), "axis 0");
    }

    private static (double[] Mean, double[] Variance) Moments(float[] values, Func<int, int> channelOf, int channels, Func<int, bool> counts, double more)
    {
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (int c = 0; c < channels; c++)
        {
            double[] own = values.Where((_, i) => channelOf(i) == c && counts(i)).Select(v => (double)v).ToArray();
            mean[c] = own.Sum() / (own.Length + more);
            variance[c] = own.Sum(v => (v - mean[c]) * (v - mean[c])) / (own.Length + more);
        }

        return (mean, variance);
    }

    private static void AssertClose(IEnumerable<double> expected, Variable actual) =>
        Golden.AssertClose(expected.Select(v => (float)v).ToArray(), actual.ToArray(), 1e-5, actual.Name);
}
