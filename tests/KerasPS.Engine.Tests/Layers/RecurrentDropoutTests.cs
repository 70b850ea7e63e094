using KerasPS.Initializers;
using Identity = KerasPS.Initializers.Identity;

namespace KerasPS.Tests.Layers;

/// <summary>Which values recurrent layers drop, seen in layers whose weights let each value through alone.</summary>
public class RecurrentDropoutTests : TensorTest
{
    private const int Batch = 2000;
    private const int Units = 5;

    [Fact]
    public void The_same_inputs_are_dropped_at_all_time_steps()
    {
        SimpleRNN layer = new(Units, "linear") { Dropout = 0.5, ReturnSequences = true, KernelInitializer = new Identity(), RecurrentInitializer = new Zeros() };
        float[][] steps = Steps(layer, ones([Batch, 4, Units]));
        AssertDropped(steps[0], share: 0.5, kept: 2);
        Assert.All(steps, step => Assert.Equal(steps[0], step));
    }

    [Fact]
    public void The_same_values_of_the_state_are_dropped_at_all_time_steps()
    {
        SimpleRNN layer = new(Units, "linear") { RecurrentDropout = 0.5, ReturnSequences = true, KernelInitializer = new Zeros(), RecurrentInitializer = new Identity() };
        float[][] steps = Steps(layer, ones([Batch, 4, Units]), ones([Batch, Units]));
        AssertDropped(steps[0], share: 0.5, kept: 2);
        for (int time = 1; time < 4; time++)
            Assert.Equal(steps[time - 1].Select(value => value * 2), steps[time]);
    }

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.1, 0.125)]
    public void All_gates_share_a_mask_of_the_inputs_until_there_is_recurrent_dropout(double recurrentDropout, double shareKept)
    {
        // At the first step h = o · i · g, three of the four gates, each the input here.
        LSTM layer = new(Units, "linear", "linear", false) { Dropout = 0.5, RecurrentDropout = recurrentDropout, KernelInitializer = new Blocks(), RecurrentInitializer = new Zeros() };
        AssertDropped(Outputs(layer, ones([Batch, 1, Units])), share: 1 - shareKept, kept: 8);
    }

    [Fact]
    public void Each_gate_drops_values_of_the_state_of_its_own()
    {
        LSTM layer = new(Units, "linear", "linear", false) { RecurrentDropout = 0.5, KernelInitializer = new Zeros(), RecurrentInitializer = new Blocks() };
        float[] outputs = Outputs(layer, ones([Batch, 1, Units]), ones([Batch, Units]), zeros([Batch, Units]));
        AssertDropped(outputs, share: 1 - 0.125, kept: 8);
    }

    [Fact]
    public void A_GRU_drops_by_gate_too_before_and_after_its_reset()
    {
        foreach (bool resetAfter in new[] { false, true })
        {
            // From h = 1, with z, r and the mask of the candidate 0 or 2 each: z + (1 - z) · r · mask.
            GRU layer = new(Units, "linear", "linear", false)
            {
                RecurrentDropout = 0.5,
                ResetAfter = resetAfter,
                KernelInitializer = new Zeros(),
                RecurrentInitializer = new Blocks(),
            };
            float[] outputs = Outputs(layer, ones([Batch, 1, Units]), ones([Batch, Units]));
            foreach ((float value, double share) in new[] { (0f, 3 / 8.0), (4f, 1 / 8.0), (2f, 3 / 8.0), (-2f, 1 / 8.0) })
                Assert.Equal(share, outputs.Count(output => output == value) / (double)outputs.Length, 5 * Math.Sqrt(0.25 / outputs.Length));
        }
    }

    [Fact]
    public void Nothing_is_dropped_outside_training_and_everything_at_a_rate_of_1()
    {
        SimpleRNN layer = new(Units, "linear", false) { Dropout = 0.5, RecurrentDropout = 0.5, KernelInitializer = new Identity(), RecurrentInitializer = new Identity() };
        Assert.All(LayerFixtures.Call(layer, ones([2, 3, Units])).Values(), value => Assert.Equal(3, value));
        LSTM all = new(Units) { Dropout = 1, UnitForgetBias = false };
        Assert.All(Outputs(all, ones([2, 3, Units])), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_is_dropped_follows_the_training_s_generator_or_the_layer_s_seed()
    {
        Tensor input = ones([4, 3, 6]);
        Assert.Equal(Dropped(null, generatorSeed: 1), Dropped(null, generatorSeed: 1));
        Assert.NotEqual(Dropped(null, generatorSeed: 1), Dropped(null, generatorSeed: 2));
        Assert.Equal(Dropped(7, generatorSeed: 1), Dropped(7, generatorSeed: 2));
        Assert.NotEqual(Dropped(7, generatorSeed: 1), Dropped(8, generatorSeed: 1));

        float[] Dropped(int? seed, ulong generatorSeed)
        {
            SimpleRNN layer = new(6, "linear") { Dropout = 0.5, Seed = seed, KernelInitializer = new Identity(), RecurrentInitializer = new Identity() };
            return LayerFixtures.Call(layer, input, training: true, seed: generatorSeed).Values();
        }
    }

    private static float[] Outputs(Layer layer, params Tensor[] inputs) => LayerFixtures.Run(layer, inputs, training: true, seed: 3)[0].Value.Values();

    private static float[][] Steps(Layer layer, params Tensor[] inputs)
    {
        Tensor outputs = LayerFixtures.Run(layer, inputs, training: true, seed: 3)[0].Value;
        return outputs.unbind(1).Select(step => step.Values()).ToArray();
    }

    private static void AssertDropped(float[] values, double share, float kept)
    {
        double sigma = Math.Sqrt(share * (1 - share) / values.Length);
        Assert.Equal(share, values.Count(value => value == 0) / (double)values.Length, 5 * sigma);
        Assert.Equal(kept, Assert.Single(values.Where(value => value != 0).Distinct()));
    }

    /// <summary>An identity for each gate.</summary>
    private sealed class Blocks : Initializer
    {
        public override Tensor Create(long[] shape, ScalarType dtype, Generator generator) =>
            cat(Enumerable.Repeat(new Identity().Create([shape[0], shape[0]], dtype, generator), (int)(shape[1] / shape[0])).ToArray(), 1);
    }
}
