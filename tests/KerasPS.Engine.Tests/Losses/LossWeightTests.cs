using KerasPS.Losses;

namespace KerasPS.Tests.Losses;

/// <summary>Sample weights and masks against Keras's rule written down with loops.</summary>
public class LossWeightTests : TensorTest
{
    private const int Batch = 3;
    private const int Time = 2;
    private const int Features = 2;

    private static readonly float[] True = [1, 2, -1, 0.5f, 3, 0, 0.25f, -2, 1, 1, 0, -1];
    private static readonly float[] Predicted = [1.5f, 2.25f, 0, 0, 1, -1, 0.5f, -1, 2, 0.5f, 0.25f, 0];
    private static readonly float[] PerSample = [2, 0, 0.5f];
    private static readonly float[] PerStep = [1, 2, 0.5f, 0, 4, 0.25f];
    private static readonly bool[] Mask = [true, true, true, false, false, false];

    [Theory]
    [InlineData(LossReduction.SumOverBatchSize)]
    [InlineData(LossReduction.Sum)]
    [InlineData(LossReduction.None)]
    [InlineData(LossReduction.MeanWithSampleWeight)]
    public void Weights_and_masks_of_every_shape_are_Keras_s(LossReduction reduction)
    {
        MeanSquaredError loss = new(reduction);
        Tensor perStep = tensor(PerStep, [Batch, Time]);
        Tensor mask = tensor(Array.ConvertAll(Mask, m => m ? 1f : 0), [Batch, Time]).to_type(ScalarType.Bool);
        double[] repeated = Enumerable.Range(0, Batch * Time).Select(i => (double)PerSample[i / Time]).ToArray();
        double[] own = Array.ConvertAll(PerStep, w => (double)w);

        Check(null, null, null, null);
        Check(tensor(PerSample, [Batch]), repeated, null, null);
        Check(tensor(PerSample, [Batch, 1]), repeated, null, null);
        Check(perStep, own, null, null);
        Check(null, null, mask, Mask);
        Check(tensor(PerSample, [Batch]), repeated, mask, Mask);
        Check(perStep, own, mask, Mask);

        void Check(Tensor? weight, double[]? weights, Tensor? given, bool[]? valid)
        {
            double[] expected = Expected(reduction, weights, valid, weight is { shape: [Batch] or [Batch, 1] } && valid is null ? Time : 1);
            Tensor computed = loss.Compute(tensor(True, [Batch, Time, Features]), tensor(Predicted, [Batch, Time, Features]), weight, given);
            Assert.Equal(reduction == LossReduction.None ? [Batch, Time] : [], computed.shape);
            float[] values = computed.contiguous().data<float>().ToArray();
            Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 5));
        }
    }

    [Fact]
    public void Nothing_that_counts_is_0()
    {
        Tensor one = ones([2, 3]);
        Tensor none = zeros([2]);
        Assert.Equal(0, new MeanSquaredError().Compute(one, one * 2, null, none.to_type(ScalarType.Bool)).item<float>());
        Assert.Equal(0, new MeanSquaredError(LossReduction.MeanWithSampleWeight).Compute(one, one * 2, none).item<float>());
    }

    [Fact]
    public void An_ignored_class_and_a_mask_both_leave_out()
    {
        SparseCategoricalCrossentropy loss = new(ignoreClass: -1);
        Tensor labels = tensor(new float[] { 0, -1, 1, 1 }, [2, 2]);
        Tensor outputs = tensor(new[] { 0.5f, 0.5f, 0.9f, 0.1f, 0.75f, 0.25f, 0.5f, 0.5f }, [2, 2, 2]);
        Tensor mask = tensor(new float[] { 1, 1, 1, 0 }, [2, 2]).to_type(ScalarType.Bool);
        Assert.Equal((Math.Log(2) + Math.Log(4) + Math.Log(2)) / 3, loss.Compute(labels, outputs).item<float>(), 6);
        Assert.Equal((Math.Log(2) + Math.Log(4)) / 2, loss.Compute(labels, outputs, null, mask).item<float>(), 6);
        Assert.Equal((Math.Log(2) + (3 * Math.Log(4))) / 2, loss.Compute(labels, outputs, tensor(new float[] { 1, 3 }, [2]), mask).item<float>(), 6);
    }

    [Fact]
    public void A_batch_that_has_one_value_takes_weights()
    {
        Tensor labels = tensor(new float[] { 1, 0, 0, 1 }, [2, 2]);
        Tensor outputs = tensor(new[] { 0.5f, 0.5f, 0.25f, 0.75f }, [2, 2]);
        double dice = 1 - (2 * 1.25 / (2 + 2 + 1e-7));
        Assert.Equal(dice, new Dice().Compute(labels, outputs).item<float>(), 6);
        Assert.Equal(2 * dice, new Dice().Compute(labels, outputs, tensor(new float[] { 1, 3 }, [2])).item<float>(), 6);
    }

    [Fact]
    public void Weights_of_more_axes_than_losses_are_refused()
    {
        ThrowsError(
            "ShapeMismatch",
            () => new MeanSquaredError().Compute(ones([4, 4]), ones([4, 4, 1]), null, ones([4, 4]).to_type(ScalarType.Bool)),
            "(4, 4)",
            "(4)",
            "(batch, time, 1)");
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void Outputs_of_reduced_precision_are_computed_in_single(ScalarType type)
    {
        Tensor outputs = tensor(new[] { 300f, -200f }, [2, 1], type);
        Tensor loss = new MeanSquaredError().Compute(zeros([2, 1]), outputs);
        Assert.Equal(ScalarType.Float32, loss.dtype);
        Assert.Equal(65000, loss.item<float>());
    }

    /// <summary>The losses, weighted and reduced; weights that are stretched over steps are summed up as they were given.</summary>
    private static double[] Expected(LossReduction reduction, double[]? weights, bool[]? valid, int stretched)
    {
        const int Count = Batch * Time;
        double[] losses = Enumerable.Range(0, Count)
            .Select(i => Enumerable.Range(i * Features, Features).Average(j => Math.Pow(True[j] - Predicted[j], 2)))
            .ToArray();
        double[] total = Enumerable.Range(0, Count).Select(i => (weights?[i] ?? 1) * (valid is null || valid[i] ? 1 : 0)).ToArray();
        double[] weighted = losses.Zip(total, (loss, weight) => loss * weight).ToArray();
        double sum = weighted.Sum();
        return reduction switch
        {
            LossReduction.Sum => [sum],
            LossReduction.SumOverBatchSize => [sum / (valid?.Count(v => v) ?? Count)],
            LossReduction.MeanWithSampleWeight => [sum / (weights is null && valid is null ? Count : total.Sum() / stretched)],
            _ => weighted,
        };
    }
}
