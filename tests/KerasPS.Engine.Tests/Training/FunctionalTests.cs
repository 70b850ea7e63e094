namespace KerasPS.Tests.Training;

public class FunctionalTests
{
    [Fact]
    public void Outputs_are_those_of_the_layers_called_by_hand()
    {
        KerasTensor input = KerasTensor.Input([3]);
        Dense first = new(4, "tanh");
        Dense second = new(4);
        Functional model = new([input], [new Sum().Call(first.Call(input), second.Call(input))]);
        model.Build([3], seed: 1);

        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(0);
        CallContext context = new(Training: false, generator);
        Tensor x = rand([5, 3], generator: generator);
        Tensor expected = first.Call(x, context) + second.Call(x, context);
        Assert.Equal(expected.data<float>().ToArray(), model.Call(x, context).data<float>().ToArray());
        Assert.Equal([4], model.OutputShape);
    }

    [Fact]
    public void A_shared_layer_has_one_set_of_variables_and_gets_the_gradients_of_all_its_calls()
    {
        KerasTensor left = KerasTensor.Input([1], "left");
        KerasTensor right = KerasTensor.Input([1], "right");
        Dense shared = new(1, useBias: false) { KernelInitializer = "ones" };
        Functional model = new([left, right], [new Sum().Call(shared.Call(left), shared.Call(right))]);
        model.Compile("sgd", "mae");
        Dataset data = new([new DataArray([2], [1], "left"), new DataArray([3], [1], "right")], [new DataArray([0], [1])]);

        _ = model.Fit(data).ToArray();

        // |2w + 3w| has the slope 5, so one step of SGD with 0.01 takes 0.05 away.
        Assert.Equal(0.95f, Assert.Single(model.Variables).ToArray()[0], 6);
    }

    [Fact]
    public void Layers_come_in_Keras_s_order_and_are_named_by_their_class()
    {
        KerasTensor input = KerasTensor.Input([2]);
        KerasTensor late = KerasTensor.Input([2]);
        KerasTensor deep = new Dense(2).Call(new Dense(3).Call(input));
        KerasTensor wide = new Dense(2).Call(late);
        Functional model = new([input, late], [new Sum { Name = "sum" }.Call(deep, wide)]);

        // Keras sorts by the distance from the output, then by how the outputs lead there.
        Assert.Equal(["input_layer", "dense", "input_layer_1", "dense_1", "dense_2", "sum"], model.Layers.Select(layer => layer.Name));
        Assert.Equal(["input_layer", "input_layer_1"], model.InputNames);
    }

    [Fact]
    public void A_model_is_a_layer_of_another()
    {
        Sequential inner = new([new Dense(3, "relu"), new Dense(2)], [4], "inner");
        KerasTensor input = KerasTensor.Input([4]);
        Functional outer = new([input], [new Dense(1).Call(inner.Call(input))]);
        outer.Compile("sgd", "mse");
        float[] before = Built(outer).Variables.SelectMany(v => v.ToArray()).ToArray();
        _ = outer.Fit(new Dataset([1, 2, 3, 4, 5, 6, 7, 8], [4], [1, 2])).ToArray();

        Assert.Equal(["inner/dense/kernel", "inner/dense/bias", "inner/dense_1/kernel", "inner/dense_1/bias", "dense/kernel", "dense/bias"], outer.Variables.Select(v => v.Path));
        Assert.NotEqual(before, outer.Variables.SelectMany(v => v.ToArray()));
        Assert.Equal(inner.Variables, outer.Variables.Take(4));
    }

    [Fact]
    public void A_frozen_inner_model_keeps_its_weights()
    {
        Sequential inner = new([new Dense(2)], [2]);
        Sequential outer = new([inner, new Dense(1)]);
        inner.Trainable = false;
        outer.Compile("sgd", "mse");
        float[][] before = Built(outer).Variables.Select(v => v.ToArray()).ToArray();
        _ = outer.Fit(new Dataset([1, 2, 3, 4], [2], [1, 2])).ToArray();

        Assert.Equal([true, true, false, false], outer.Variables.Select((v, i) => v.ToArray().SequenceEqual(before[i])));
    }

    [Fact]
    public void Two_models_over_the_same_layers_train_the_same_weights_in_turn()
    {
        KerasTensor input = KerasTensor.Input([2]);
        KerasTensor code = new Dense(1) { Name = "code" }.Call(input);
        Functional encoder = new([input], [code]);
        Functional whole = new([input], [new Dense(2).Call(code)]);
        whole.Compile("sgd", "mse");
        encoder.Compile("sgd", "mse");
        Dataset data = new([1, 2, 3, 4], [2], [1, 2, 3, 4], [2]);
        Dataset codes = new([1, 2, 3, 4], [2], [1, 2]);
        for (int i = 0; i < 3; i++)
        {
            _ = whole.Fit(data).ToArray();
            float[] trained = encoder.Variables[0].ToArray();
            float[] coded = encoder.Predict(data).Values;
            Assert.Equal((1 * trained[0]) + (2 * trained[1]) + encoder.Variables[1].ToArray()[0], coded[0], 4);
            _ = encoder.Fit(codes).ToArray();
            Assert.NotEqual(trained, whole.Variables[0].ToArray());
        }
    }

    [Fact]
    public void What_is_no_graph_is_refused()
    {
        KerasTensor input = KerasTensor.Input([2], "used");
        KerasTensor other = KerasTensor.Input([2], "forgotten");
        KerasTensor output = new Sum().Call(input, other);
        ThrowsError("InvalidGraph", () => new Functional([input], [output]), "forgotten");
        ThrowsError("InvalidGraph", () => new Functional([], [output]), "at least one input");
        ThrowsError("InvalidGraph", () => new Functional([output], [new Dense(1).Call(output)]), "New-ModelInput");
        ThrowsError("InvalidGraph", () => new Functional([input, input], [output]), "same input twice");
        ThrowsError("DuplicateName", () => new Functional([input], [new Dense(1) { Name = "a" }.Call(new Dense(1) { Name = "a" }.Call(input))]), "'a'");
        ThrowsError("ShapeMismatch", () => new Dense(1).Call(input, other), "expects one input, but received 2");
    }

    [Fact]
    public void An_input_of_any_length_takes_data_of_any_length()
    {
        KerasTensor input = KerasTensor.Input([-1, 2]);
        Functional model = new([input], [new Dense(3).Call(input)]);
        Assert.Equal([-1, 3], model.Outputs[0].Shape);
        Assert.Equal([5, 3], model.Predict(new Dataset(new float[20], [5, 2])).Shape);
        Assert.Equal([4, 3], model.Predict(new Dataset(new float[16], [4, 2])).Shape);
        ThrowsError("ShapeMismatch", () => model.Predict(new Dataset(new float[12], [4, 3])), "(None, 2)", "(4, 3)");
    }

    private static T Built<T>(T model)
        where T : Model
    {
        model.Build(model.KnownInputShapes!, seed: 1);
        return model;
    }

    private sealed class Sum : MultipleInputLayer
    {
        public override long[][] ComputeOutputShapes(long[][] inputShapes) => [inputShapes[0]];

        public override Tensor[] Call(Tensor[] inputs, CallContext context) => [inputs.Aggregate((a, b) => a + b)];
    }

    [Fact]
    public void Layers_are_found_by_name_and_a_model_can_end_at_one()
    {
        KerasTensor input = KerasTensor.Input([2], "start");
        Dense middle = new(3) { Name = "middle" };
        Functional whole = new([input], [new Dense(1).Call(middle.Call(input))]);
        whole.Build([2], seed: 1);
        Assert.Same(middle, whole.GetLayer("Middle"));
        ThrowsError("UnknownName", () => whole.GetLayer("midle"), "'midle'", "Did you mean 'middle'?");

        Functional part = new(whole.Inputs, [whole.OutputOf("middle")]);
        part.Build([2]);
        float[] kernel = middle.Variables[0].ToArray();
        float[] expected = [kernel[0] + (2 * kernel[3]), kernel[1] + (2 * kernel[4]), kernel[2] + (2 * kernel[5])];
        Assert.Equal(expected, part.Predict(new Dataset([1, 2], [2])).Values, (one, other) => Math.Abs(one - other) < 1e-5);
    }

    [Fact]
    public void A_layer_that_is_called_twice_has_no_output_of_its_own()
    {
        KerasTensor input = KerasTensor.Input([2]);
        Dense shared = new(2) { Name = "shared" };
        Functional model = new([input], [shared.Call(shared.Call(input))]);
        ThrowsError("InvalidValue", () => model.OutputOf("shared"), "'shared'");
    }
}
