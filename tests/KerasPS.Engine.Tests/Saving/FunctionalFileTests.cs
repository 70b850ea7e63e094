namespace KerasPS.Tests.Saving;

public class FunctionalFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static readonly Dataset Data = new(
        [new DataArray([1, 2, 3, 4, 5, 6], [2], "left"), new DataArray([3, 2, 1, 6, 5, 4], [2], "right")],
        [new DataArray([1, 2, 3], [1], "sum"), new DataArray([0, 1, 1], [], "class") { ClassName = ["no", "yes"] }]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_with_shared_and_nested_layers_and_several_outputs_comes_back_and_trains_on_equally()
    {
        Functional model = Model();
        _ = model.Fit(Data, new FitOptions { Seed = 1, Epochs = 2 }).ToArray();
        string path = folder.PathOf("model.keras");
        ModelFile.Save(model, path);
        Model loaded = ModelFile.Load(path);

        Assert.IsType<Functional>(loaded);
        Assert.Equal(model.Layers.Select(layer => layer.Name), loaded.Layers.Select(layer => layer.Name));
        Assert.Equal(model.Variables.Select(v => v.Path), loaded.Variables.Select(v => v.Path));
        Assert.Equal(["left", "right"], loaded.InputNames);
        Assert.Equal(["no", "yes"], loaded.ClassLabels[1]);
        foreach (Model each in new[] { model, loaded })
            _ = each.Fit(Data, new FitOptions { Seed = 5, Epochs = 2 }).ToArray();
        Assert.Equal(model.Variables.SelectMany(v => v.ToArray()), loaded.Variables.SelectMany(v => v.ToArray()));
        Assert.Equal(model.Evaluate(Data), loaded.Evaluate(Data));
    }

    [Fact]
    public void A_model_with_first_states_of_recurrent_layers_comes_back()
    {
        KerasTensor series = KerasTensor.Input([4, 2], "series");
        KerasTensor state = KerasTensor.Input([3], "state");
        KerasTensor[] both = [.. new GRU(3).CallAll([series, state]), .. new Bidirectional(new LSTM(3)).CallAll([series, state, state, state, state])];
        Functional model = new([series, state], [new Dense(1).Call(new Concatenate().Call(both[0], both[1]))]);
        model.Compile("adam", "mse");
        Dataset data = new(
            [new DataArray(Enumerable.Range(0, 40).Select(i => i % 7 / 7f).ToArray(), [4, 2], "series"), new DataArray(Enumerable.Range(0, 15).Select(i => i % 4 / 4f).ToArray(), [3], "state")],
            [new DataArray([1, 2, 3, 4, 5], [1], "y")]);
        _ = model.Fit(data, new FitOptions { Seed = 1, Epochs = 2 }).ToArray();
        string path = folder.PathOf("states.keras");
        ModelFile.Save(model, path);

        Assert.Equal(model.Evaluate(data), ModelFile.Load(path).Evaluate(data));
    }

    [Fact]
    public void The_inner_model_s_weights_can_be_saved_for_it_alone()
    {
        Functional model = Model();
        model.Build(model.KnownInputShapes!, seed: 1);
        Model inner = model.Layers.OfType<Model>().Single();
        string path = folder.PathOf("inner.safetensors");
        WeightsFile.Save(inner, path);
        Sequential alone = Inner();
        WeightsFile.Load(alone, path);
        Assert.Equal(inner.Variables.SelectMany(v => v.ToArray()), alone.Variables.SelectMany(v => v.ToArray()));
    }

    [Fact]
    public void A_model_that_is_part_of_another_comes_back_alone_with_its_optimizer()
    {
        Functional model = Model();
        model.Build(model.KnownInputShapes!, seed: 1);
        Model inner = model.Layers.OfType<Model>().Single();
        inner.Compile("adam", "mse");
        Dataset data = new([1, 2, 3, 4], [2], [1, 0, 0, 1], [2]);
        _ = inner.Fit(data, new FitOptions { Seed = 1 }).ToArray();
        string path = folder.PathOf("inner.keras");
        ModelFile.Save(inner, path);
        Model loaded = ModelFile.Load(path);
        foreach (Model each in new[] { inner, loaded })
            _ = each.Fit(data, new FitOptions { Seed = 2 }).ToArray();
        Assert.Equal(inner.Variables.SelectMany(v => v.ToArray()), loaded.Variables.SelectMany(v => v.ToArray()));
    }

    [Theory]
    [InlineData("bfloat16", ScalarType.BFloat16)]
    [InlineData("mixed_bfloat16", ScalarType.Float32)]
    public void The_dtype_policy_comes_back(string policy, ScalarType variables)
    {
        Sequential model = new([new Dense(2), new Dense(1)], [2]);
        model.Compile("adam", "mse", policy: policy);
        _ = model.Fit(new Dataset([1, 2, 3, 4], [2], [1, 2])).ToArray();
        string path = folder.PathOf("model.keras");
        ModelFile.Save(model, path);
        Model loaded = ModelFile.Load(path);
        Assert.Equal(policy, loaded.Policy.Name);
        Assert.All(loaded.Variables, v => Assert.Equal(variables, v.Value.dtype));
        Assert.Equal(model.Variables.SelectMany(v => v.ToArray()), loaded.Variables.SelectMany(v => v.ToArray()));
    }

    [Fact]
    public void Arguments_of_a_layer_s_call_are_kept_with_the_call()
    {
        KerasTensor input = KerasTensor.Input([3, 2], "left");
        MultiHeadAttention layer = new(1, 2) { UseCausalMask = true, Name = "heads" };
        Functional model = new([input], [layer.Call(layer.Call(input, input), input), new Attention { Name = "plain" }.Call(input, input)]);
        Dictionary<string, object?> described = LayerConfig.Describe(model, model.Policy);
        Dictionary<string, object?> config = (Dictionary<string, object?>)described["config"]!;
        Dictionary<string, object?>[] entries = (Dictionary<string, object?>[])config["layers"]!;
        Assert.All(Calls("heads"), call => Assert.Equal(["query", "use_causal_mask", "value"], call.Keys.Order()));
        Assert.All(Calls("heads"), call => Assert.Equal(true, call["use_causal_mask"]));
        Assert.Empty(Assert.Single(Calls("plain")));
        Assert.All(
            entries.Select(entry => (Dictionary<string, object?>)entry["config"]!),
            entry => Assert.Empty(entry.Keys.Intersect(["use_causal_mask", "return_attention_scores"])));

        Functional again = Read();
        Assert.True(((MultiHeadAttention)again.Layers[1]).UseCausalMask);
        Assert.False(((Attention)again.Layers[2]).UseCausalMask);

        Calls("heads")[1].Remove("use_causal_mask");
        ThrowsError("NotSupported", () => Read(), "'heads'", "differ");
        Calls("heads")[1]["use_causal_mask"] = false;
        ThrowsError("NotSupported", () => Read(), "'heads'", "differ");

        Functional Read() =>
            (Functional)new ModelReader(new ObjectReader()).Create(new ConfigReader(ConfigJson.Read(JsonSerializer.SerializeToUtf8Bytes(described)), "a model"));

        Dictionary<string, object?>[] Calls(string name) => ((Array)entries.Single(entry => name.Equals(entry["name"]))["inbound_nodes"]!)
            .Cast<Dictionary<string, object?>>()
            .Select(call => (Dictionary<string, object?>)call["kwargs"]!)
            .ToArray();
    }

    [Fact]
    public void A_layer_that_is_part_of_two_others_is_refused()
    {
        KerasTensor input = KerasTensor.Input([3, 2]);
        Dense shared = new(2) { Name = "shared" };
        Functional model = new([input], [new TimeDistributed(shared).Call(new TimeDistributed(shared).Call(input))]);
        ThrowsError("NotSupported", () => ModelFile.Save(model, folder.PathOf("model.keras")), "'shared'");
    }

    private static Functional Model()
    {
        KerasTensor left = KerasTensor.Input([2], "left");
        KerasTensor right = KerasTensor.Input([2], "right");
        Sequential shared = Inner();
        KerasTensor both = new Concatenate().Call(shared.Call(left), shared.Call(right));
        Functional model = new([left, right], [new Dense(1) { Name = "sum" }.Call(both), new Dense(2, "softmax") { Name = "class" }.Call(both)]);
        model.Compile("adam", new[] { "mse", "sparse_categorical_crossentropy" }, [new[] { "mae" }, new[] { "accuracy" }], lossWeights: new[] { 1.0, 0.5 });
        return model;
    }

    private static Sequential Inner() => new([new Dense(3, "tanh"), new Dense(2)], [2], "inner");
}
