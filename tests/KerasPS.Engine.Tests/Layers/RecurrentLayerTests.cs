using KerasPS.Initializers;
using static KerasPS.Tests.Layers.RecurrentReference;

namespace KerasPS.Tests.Layers;

public class RecurrentLayerTests : TensorTest
{
    private const string Mask = "11011 00111 11100 00000";

    private static readonly Initializer Spread = new RandomUniform(-1, 1);

    private static readonly Dictionary<string, (Func<Options, RecurrentLayer> Make, Func<RecurrentLayer, Step> Reference)> Layers = new()
    {
        ["SimpleRNN"] = (
            o => new SimpleRNN(3) { ReturnSequences = o.Sequences, ReturnState = true, GoBackwards = o.Backwards, ZeroOutputForMask = o.Zeros, BiasInitializer = Spread },
            layer => SimpleRnn(layer, Math.Tanh)),
        ["SimpleRNN with relu and without bias"] = (
            o => new SimpleRNN(3, "relu", useBias: false) { ReturnSequences = o.Sequences, ReturnState = true, GoBackwards = o.Backwards, ZeroOutputForMask = o.Zeros },
            layer => SimpleRnn(layer, Relu)),
        ["LSTM"] = (
            o => new LSTM(3) { ReturnSequences = o.Sequences, ReturnState = true, GoBackwards = o.Backwards, ZeroOutputForMask = o.Zeros, BiasInitializer = Spread },
            layer => Lstm(layer, Math.Tanh, RecurrentReference.Sigmoid)),
        ["LSTM with other activations and without bias"] = (
            o => new LSTM(3, "linear", "hard_sigmoid", useBias: false) { ReturnSequences = o.Sequences, ReturnState = true, GoBackwards = o.Backwards, ZeroOutputForMask = o.Zeros },
            layer => Lstm(layer, RecurrentReference.Identity, HardSigmoid)),
        ["GRU"] = (
            o => new GRU(3) { ReturnSequences = o.Sequences, ReturnState = true, GoBackwards = o.Backwards, ZeroOutputForMask = o.Zeros, BiasInitializer = Spread },
            layer => Gru(layer, Math.Tanh, RecurrentReference.Sigmoid, resetAfter: true)),
        ["GRU without bias"] = (
            o => new GRU(3, useBias: false) { ReturnSequences = o.Sequences, ReturnState = true, GoBackwards = o.Backwards, ZeroOutputForMask = o.Zeros },
            layer => Gru(layer, Math.Tanh, RecurrentReference.Sigmoid, resetAfter: true)),
        ["GRU with the reset before"] = (
            o => new GRU(3, "relu", "hard_sigmoid") { ResetAfter = false, ReturnSequences = o.Sequences, ReturnState = true, GoBackwards = o.Backwards, ZeroOutputForMask = o.Zeros, BiasInitializer = Spread },
            layer => Gru(layer, Relu, HardSigmoid, resetAfter: false)),
        ["GRU with the reset before and without bias"] = (
            o => new GRU(3, useBias: false) { ResetAfter = false, ReturnSequences = o.Sequences, ReturnState = true, GoBackwards = o.Backwards, ZeroOutputForMask = o.Zeros },
            layer => Gru(layer, Math.Tanh, RecurrentReference.Sigmoid, resetAfter: false)),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new GRU(3), [2, 4, 2]),
        new(() => new GRU(2) { Dropout = 0.3, RecurrentDropout = 0.3, GoBackwards = true }, [2, 3, 4], "with dropout"),
        new(() => new GRU(3) { ResetAfter = false, ReturnSequences = true }, [2, 3, 2], "with the reset before") { OtherInputs = [[2, 3]] },
        new(() => new GRU(2, useBias: false) { ReturnSequences = true, ReturnState = true }, [2, 3, 2], "without bias, masked") { Masks = ["011 100"] },
        new(() => new GRUCell(3), [2, 2]) { OtherInputs = [[2, 3]] },
        new(() => new LSTM(3), [2, 4, 2]),
        new(() => new LSTM(2) { ReturnSequences = true, ReturnState = true }, [2, 3, 2], "masked, with states") { OtherInputs = [[2, 2], [2, 2]], Masks = ["101 010"] },
        new(() => new LSTM(2) { Dropout = 0.3, RecurrentDropout = 0.3 }, [2, 3, 4], "with dropout"),
        new(() => new LSTM(2, "softsign", "softmax") { ReturnSequences = true, UnitForgetBias = false }, [2, 3, 2], "with other activations"),
        new(() => new LSTM(2, useBias: false) { ReturnSequences = true, ZeroOutputForMask = true }, [2, 3, 2], "with zeros for the mask") { Masks = ["110 011"] },
        new(() => new LSTMCell(3), [2, 2]) { OtherInputs = [[2, 3], [2, 3]] },
        new(() => new RNN(new StackedRNNCells([new LSTMCell(2), new GRUCell(3)])) { ReturnSequences = true }, [2, 3, 2]) { Masks = ["111 011"] },
        new(() => new SimpleRNN(3), [2, 4, 2]),
        new(() => new SimpleRNN(3, "sigmoid") { GoBackwards = true, ReturnSequences = true, ReturnState = true }, [2, 3, 2], "backward, with states") { OtherInputs = [[2, 3]] },
        new(() => new SimpleRNN(3) { Dropout = 0.4, RecurrentDropout = 0.4, Unroll = true }, [2, 3, 4], "with dropout"),
        new(() => new SimpleRNNCell(3), [2, 2]),
    ];

    public static TheoryData<string> Cases => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_states_are_those_of_plain_loops(string name)
    {
        foreach (Options options in Options.All)
        {
            RecurrentLayer layer = Layers[name].Make(options);
            Tensor input = Sample([4, 5, 2], seed: 1);
            Tensor[] first = options.States ? layer.Cell.StateSize.Select((size, i) => Sample([4, size], seed: 2 + i)).ToArray() : [];
            Tensor[] outputs = Array.ConvertAll(
                LayerFixtures.Run(layer, [input, .. first], [options.Masked ? Mask : null, .. first.Select(_ => (string?)null)]), output => output.Value);

            Step step = Layers[name].Reference(layer);
            for (int sample = 0; sample < 4; sample++)
            {
                double[][] states = options.States ? first.Select(state => Row(state, sample)).ToArray() : layer.Cell.StateSize.Select(size => new double[size]).ToArray();
                bool[] mask = options.Masked ? Mask.Split(' ')[sample].Select(digit => digit == '1').ToArray() : [true, true, true, true, true];
                (double[][] expected, states) = RecurrentReference.Run(step, Rows(input, sample), states, mask, options.Backwards, options.Zeros);
                AssertClose(options.Sequences ? expected.SelectMany(v => v) : expected[^1], outputs[0], sample, $"{name}, {options}, output");
                for (int i = 0; i < states.Length; i++)
                    AssertClose(states[i], outputs[1 + i], sample, $"{name}, {options}, state {i}");
            }
        }
    }

    [Fact]
    public void The_mask_ends_at_a_recurrent_layer_as_in_Keras()
    {
        Tensor input = Sample([2, 3, 2]);
        Layer[] layers = [new GRU(2) { ReturnSequences = true }, new Bidirectional(new GRU(2) { ReturnSequences = true }), new TimeDistributed(new Dense(2))];
        foreach (Layer layer in layers)
        {
            Assert.False(layer.SupportsMasking);
            Assert.Null(Assert.Single(LayerFixtures.Run(layer, [input], ["110 100"])).Mask);
        }
    }

    [Fact]
    public void Padding_at_the_end_changes_nothing()
    {
        LSTM layer = new(3) { UsesSequenceOperations = false };
        Tensor words = Sample([1, 4, 2]);
        Tensor padded = cat([words, Sample([1, 3, 2], seed: 5)], 1);
        Assert.Equal(LayerFixtures.Call(layer, words).Values(), LayerFixtures.Call(layer, padded, "1111000").Values());
    }

    [Fact]
    public void Variables_are_named_and_shaped_as_Keras_s()
    {
        using Generator generator = new(0);
        AssertVariables(new SimpleRNN(2), ["the_layer/simple_rnn_cell/kernel (3, 2)", "the_layer/simple_rnn_cell/recurrent_kernel (2, 2)", "the_layer/simple_rnn_cell/bias (2,)"]);
        AssertVariables(new LSTM(2), ["the_layer/lstm_cell/kernel (3, 8)", "the_layer/lstm_cell/recurrent_kernel (2, 8)", "the_layer/lstm_cell/bias (8,)"]);
        AssertVariables(new GRU(2), ["the_layer/gru_cell/kernel (3, 6)", "the_layer/gru_cell/recurrent_kernel (2, 6)", "the_layer/gru_cell/bias (2, 6)"]);
        AssertVariables(new GRU(2, useBias: false) { ResetAfter = false }, ["the_layer/gru_cell/kernel (3, 6)", "the_layer/gru_cell/recurrent_kernel (2, 6)"]);

        void AssertVariables(Layer layer, string[] expected)
        {
            layer.Name = "the_layer";
            layer.Build([4, 3], generator);
            Assert.Equal(expected, layer.Variables.Select(v => $"{v.Path} {Shape.Format(v.Shape)}"));
        }
    }

    [Fact]
    public void The_forget_gate_begins_with_a_bias_of_1()
    {
        using Generator generator = new(0);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0], BiasOf(new LSTM(2)));
        Assert.Equal([3, 3, 1, 1, 3, 3, 3, 3], BiasOf(new LSTM(2) { BiasInitializer = new Constant(3) }));
        Assert.Equal([3, 3, 3, 3, 3, 3, 3, 3], BiasOf(new LSTM(2) { BiasInitializer = new Constant(3), UnitForgetBias = false }));

        float[] BiasOf(LSTM layer)
        {
            layer.Build([4, 3], generator);
            return layer.Variables[2].ToArray();
        }
    }

    [Fact]
    public void Sequences_of_any_length_are_taken_whatever_the_layer_was_built_for()
    {
        using Generator generator = new(0);
        GRU layer = new(3) { ReturnSequences = true };
        layer.Build([-1, 2], generator);
        Assert.Equal([-1, 3], layer.OutputShape!);
        Assert.Equal([1, 7, 3], LayerFixtures.Call(layer, Sample([1, 7, 2])).shape);
    }

    [Fact]
    public void A_frozen_layer_is_not_trained_also_when_it_was_frozen_before_it_was_built()
    {
        using Generator generator = new(0);
        Layer[] layers = [new LSTM(2) { Trainable = false }, new Bidirectional(new LSTM(2)) { Trainable = false }, new TimeDistributed(new Dense(2)) { Trainable = false }];
        foreach (Layer layer in layers)
        {
            layer.Build([4, 3], generator);
            Assert.NotEmpty(layer.Variables);
            Assert.Empty(layer.TrainedVariables);
        }
    }

    [Theory]
    [InlineData("mixed_bfloat16")]
    [InlineData("bfloat16")]
    public void In_bfloat16_the_numbers_are_nearly_the_same(string policy)
    {
        foreach (RecurrentLayer layer in new RecurrentLayer[] { new SimpleRNN(4), new LSTM(4) { Dropout = 0.1 }, new GRU(4), new GRU(4) { ResetAfter = false } })
        {
            Tensor input = Sample([3, 4, 2]).div(3);
            float[] expected = LayerFixtures.Call(layer, input, "1111 0111 1100").Values();
            layer.ApplyPolicy(DtypePolicy.Of(policy));
            Tensor output = LayerFixtures.Call(layer, input, "1111 0111 1100");
            Assert.Equal(ScalarType.BFloat16, output.dtype);
            Assert.Equal(expected, output.Values(), (one, other) => Math.Abs(one - other) <= 0.02f);
        }
    }

    [Fact]
    public void Arguments_and_inputs_that_make_no_sense_are_refused()
    {
        ThrowsError("InvalidValue", () => new LSTM(0), "units must be above 0, not 0");
        ThrowsError("InvalidValue", () => new GRU(2) { Dropout = 1.5 }, "dropout must be from 0 to 1, not 1.5");
        ThrowsError("InvalidValue", () => new GRU(2) { RecurrentDropout = -1 }, "recurrent_dropout must be from 0 to 1, not -1");
        ThrowsError("InvalidValue", () => new StackedRNNCells([]), "cells");
        ThrowsError("ShapeMismatch", () => new LSTM(2).ComputeOutputShapes([[4, 3], [2]]), "LSTM", "(2,) and (2,)", "received (2,)");
        ThrowsError("ShapeMismatch", () => new LSTM(2).ComputeOutputShapes([[4, 3], [2], [3]]), "(2,) and (3,)");
        ThrowsError("ShapeMismatch", () => new GRUCell(2).ComputeOutputShapes([[3], [3]]), "GRUCell", "(2,)", "(3,)");
        Tensor input = Sample([2, 3, 2, 2]);
        ThrowsError("ShapeMismatch", () => LayerFixtures.Call(new TimeDistributed(new LSTM(2)), input, "110 100"), "LSTM", "(batch, time)", "(2,)");
    }

    private static double[] Row(Tensor x, int sample) => x.narrow(0, sample, 1).Values().Select(v => (double)v).ToArray();

    private static double[][] Rows(Tensor x, int sample) => Row(x, sample).Chunk((int)x.size(2)).ToArray();

    private static void AssertClose(IEnumerable<double> expected, Tensor outputs, int sample, string what)
    {
        double[] wanted = expected.ToArray();
        double[] actual = Row(outputs, sample);
        Assert.Equal(wanted.Length, actual.Length);
        double error = wanted.Zip(actual, (e, a) => Math.Abs(e - a) / Math.Max(1, Math.Abs(e))).Max();
        Assert.True(error < 2e-6, $"{what}: sample {sample} differs by {error:E1}.");
    }

    private sealed record Options(bool Sequences, bool Backwards, bool Masked, bool Zeros, bool States)
    {
        public static IEnumerable<Options> All => Enumerable.Range(0, 32)
            .Select(n => new Options((n & 1) != 0, (n & 2) != 0, (n & 4) != 0, (n & 8) != 0, (n & 16) != 0));
    }
}
