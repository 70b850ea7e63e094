namespace KerasPS.Tests.Layers;

public class BidirectionalTests : TensorTest
{
    private static readonly Dictionary<string, Func<float, float, float>> Merges = new()
    {
        ["sum"] = (forward, backward) => forward + backward,
        ["mul"] = (forward, backward) => forward * backward,
        ["ave"] = (forward, backward) => (forward + backward) / 2,
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Bidirectional(new GRU(2)), [2, 3, 2]),
        new(() => new Bidirectional(new SimpleRNN(2) { ReturnState = true }, null), [2, 3, 2], "not merged, with states") { OtherInputs = [[2, 2], [2, 2]] },
        new(() => new Bidirectional(new LSTM(2) { ReturnSequences = true }, MergeMode.Mul), [2, 3, 2], "of sequences, masked") { Masks = ["110 011"] },
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(Bidirectional), "backward_layer", new LSTM(3) { GoBackwards = true, Name = "backward_one", Trainable = false }),
    ];

    public static TheoryData<string, bool, string?> Cases
    {
        get
        {
            TheoryData<string, bool, string?> cases = [];
            foreach (string merge in new[] { "sum", "mul", "ave", "concat", "none" })
            {
                foreach (bool sequences in new[] { false, true })
                {
                    cases.Add(merge, sequences, null);
                    cases.Add(merge, sequences, "1101 0010");
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_outputs_are_those_of_two_layers_merged(string merge, bool sequences, string? mask)
    {
        MergeMode? mode = merge == "none" ? null : (MergeMode)ConfigValue.Convert(merge, typeof(MergeMode), "")!;
        Bidirectional layer = new(new LSTM(3) { ReturnSequences = sequences, ReturnState = true }, mode);
        LSTM forward = new(3) { ReturnSequences = sequences, ReturnState = true, ZeroOutputForMask = sequences };
        LSTM backward = new(3) { ReturnSequences = sequences, ReturnState = true, GoBackwards = true, ZeroOutputForMask = sequences };
        Tensor[] inputs = [Sample([2, 4, 2]), .. Enumerable.Range(1, 4).Select(seed => Sample([2, 3], seed))];
        string?[] masks = [mask, null, null, null, null];
        MaskedTensor[] outputs = LayerFixtures.Run(layer, inputs, masks);
        LayerFixtures.Run(forward, inputs[..3], masks);
        LayerFixtures.Run(backward, inputs[..3], masks);
        foreach ((Variable one, Variable other) in layer.Variables.Zip(forward.Variables.Concat(backward.Variables)))
            other.Assign(one.ToArray());
        MaskedTensor[] ofForward = LayerFixtures.Run(forward, inputs[..3], masks);
        MaskedTensor[] ofBackward = LayerFixtures.Run(backward, [inputs[0], .. inputs[3..]], masks);

        Tensor y = ofForward[0].Value;
        Tensor back = sequences ? ofBackward[0].Value.flip(1) : ofBackward[0].Value;
        Tensor[] merged = merge switch
        {
            "none" => [y, back],
            "concat" => [cat([y, back], -1)],
            _ => [tensor(y.Values().Zip(back.Values(), Merges[merge]).ToArray(), y.shape)],
        };
        IEnumerable<Tensor> expected = merged.Concat(ofForward[1..].Concat(ofBackward[1..]).Select(state => state.Value));
        Assert.Equal(expected.Select(x => x.Values()), outputs.Select(output => output.Value.Values()));
    }

    [Fact]
    public void Outputs_of_masked_time_steps_are_zeros()
    {
        Tensor output = LayerFixtures.Call(new Bidirectional(new GRU(2) { ReturnSequences = true }), Sample([1, 3, 2]), "101");
        Assert.Equal([true, false, true], output.unbind(1).Select(step => step.Values().All(value => value != 0)));
        Assert.All(output.unbind(1)[1].Values(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_layers_within_are_copies_with_Keras_s_names()
    {
        using Generator generator = new(0);
        GRU given = new(2) { Name = "words" };
        Bidirectional layer = new(given) { Name = "both" };
        layer.Build([4, 3], generator);
        Assert.Equal(["both/forward_words/gru_cell/kernel", "both/backward_words/gru_cell/kernel"], layer.Variables.Where(v => v.Name == "kernel").Select(v => v.Path));
        Assert.False(given.IsBuilt);
        Assert.Equal(("forward_words", false), (layer.Layer.Name, layer.Layer.GoBackwards));
        Assert.Equal(("backward_words", true), (layer.BackwardLayer.Name, layer.BackwardLayer.GoBackwards));

        Bidirectional unnamed = new(new LSTM(2));
        Assert.Equal(("forward_lstm", "backward_lstm"), (unnamed.Layer.Name, unnamed.BackwardLayer.Name));
    }

    [Fact]
    public void A_layer_made_again_from_its_configuration_keeps_both_layers()
    {
        Bidirectional layer = new(new LSTM(2, "relu") { ReturnSequences = true }, null, new LSTM(3) { GoBackwards = true, ReturnSequences = true });
        Bidirectional again = (Bidirectional)KerasRegistry.Resolve<Layer>(ConfigValue.Describe(layer));
        Assert.Null(again.MergeMode);
        Assert.Equal(("relu", 2, "forward_lstm"), (((LSTM)again.Layer).Activation.Name, ((LSTM)again.Layer).Units, again.Layer.Name));
        Assert.Equal(("tanh", 3, "backward_lstm"), (((LSTM)again.BackwardLayer).Activation.Name, ((LSTM)again.BackwardLayer).Units, again.BackwardLayer.Name));
        Assert.Equal([[4, 2], [4, 3]], again.ComputeOutputShapes([[4, 5]]));
    }

    [Fact]
    public void First_states_are_for_both_directions()
    {
        Bidirectional layer = new(new GRU(2)) { Name = "both" };
        Assert.Equal([[4]], layer.ComputeOutputShapes([[4, 5], [2], [2]]));
        ThrowsError("ShapeMismatch", () => layer.ComputeOutputShapes([[4, 5], [2]]), "'both' (Bidirectional)", "the same number of initial states for each direction", "received 2");
        ThrowsError("ShapeMismatch", () => layer.ComputeOutputShapes([[4, 5], [3], [2]]), "initial states of shape (2,)", "(3,)");
    }

    [Fact]
    public void Directions_of_several_sizes_can_only_be_put_side_by_side()
    {
        LSTM forward = new(2);
        LSTM backward = new(3) { GoBackwards = true };
        Assert.Equal([[5]], new Bidirectional(forward, backwardLayer: backward).ComputeOutputShapes([[4, 5]]));
        ThrowsError("ShapeMismatch", () => new Bidirectional(forward, MergeMode.Sum, backward).ComputeOutputShapes([[4, 5]]), "(2,) and (3,)");
    }

    [Fact]
    public void Layers_that_do_not_belong_together_are_refused()
    {
        LSTM forward = new(2);
        ThrowsError("InvalidValue", () => new Bidirectional(forward, backwardLayer: new LSTM(2)), "backward_layer", "different values for go_backwards");
        ThrowsError("InvalidValue", () => new Bidirectional(new LSTM(2) { GoBackwards = true }), "go_backwards");
        ThrowsError("InvalidValue", () => new Bidirectional(forward, backwardLayer: new LSTM(2) { GoBackwards = true, ReturnSequences = true }), "the same value for return_sequences");
        ThrowsError("InvalidValue", () => new Bidirectional(forward, backwardLayer: new LSTM(2) { GoBackwards = true, ReturnState = true }), "return_state");
        ThrowsError("InvalidValue", () => new Bidirectional(forward, backwardLayer: new LSTM(2) { GoBackwards = true, Stateful = true }), "stateful");
        Bidirectional layer = new(forward);
        layer.Layer.ReturnState = true;
        ThrowsError("InvalidValue", () => layer.Build([3, 2], null), "return_state");
    }

    [Fact]
    public void Penalties_of_the_layers_within_count()
    {
        using Generator generator = new(0);
        Bidirectional layer = new(new GRU(2) { ActivityRegularizer = new Regularizers.L1(1) });
        layer.Build([4, 3], generator);
        CallContext context = new(Training: true, generator);
        layer.Call([Sample([1, 4, 3])], context);
        Assert.Equal(2, context.Losses.Count);
    }
}
