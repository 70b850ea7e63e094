using KerasPS.Tests.Layers;

namespace KerasPS.Tests.Saving;

/// <summary>Weights as PyTorch has them. What it computes with them is in tests/goldens/pytorch, with the program that made it.</summary>
public sealed class PyTorchLayoutTests : FolderTest
{
    private string Target => Folder.PathOf("a.safetensors");

    public static TheoryData<string> Cases => ["images", "signal", "words", "block"];

    /// <summary>All layers with weights, but cells by themselves and a backward layer that runs forward, which PyTorch does not have.</summary>
    public static TheoryData<string> LayerCases => new(LayerCase.All.Where(pair => HasLayout(pair.Value.MakeBuilt())).Select(pair => pair.Key));

    [Theory]
    [MemberData(nameof(Cases))]
    public void With_PyTorchs_weights_a_model_computes_what_PyTorch_computes(string name)
    {
        Model model = Make(name);
        WeightsFile.Load(model, Golden(name), new WeightsOptions { Layout = WeightLayout.PyTorch });
        Assert.InRange(ErrorOf(model, name), 0, 2e-6);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_is_what_PyTorch_had(string name)
    {
        Model model = Make(name);
        WeightsFile.Load(model, Golden(name), new WeightsOptions { Layout = WeightLayout.PyTorch });
        WeightsFile.Save(model, Target, WeightLayout.PyTorch);
        IReadOnlyDictionary<string, SafeTensor> expected = Read(Golden(name));
        IReadOnlyDictionary<string, SafeTensor> written = Read(Target);
        Assert.Equal(expected.Keys.Where(key => !key.EndsWith("num_batches_tracked")).Order(), written.Keys.Order());
        foreach (SafeTensor tensor in written.Values)
        {
            Assert.Equal(expected[tensor.Name].Shape, tensor.Shape);
            // Keras's LSTM and SimpleRNN have one bias, the sum of PyTorch's two.
            if (!tensor.Name.Contains("bias_") || tensor.Name.StartsWith("gru"))
                Assert.Equal(expected[tensor.Name].Values, tensor.Values);
        }
    }

    [Fact]
    public void By_order_names_do_not_count()
    {
        Model model = Make("stack");
        List<string> matched = [];
        WeightsFile.Load(model, Golden("stack"), new WeightsOptions { Layout = WeightLayout.PyTorch, ByOrder = true, Matched = matched.Add });
        Assert.InRange(ErrorOf(model, "stack"), 0, 2e-6);
        Assert.Equal(
            [
                "'conv2d' (Conv2D) takes 'features.0'.", "'conv2d_1' (Conv2D) takes 'features.2'.", "'batch_normalization' (BatchNormalization) takes 'features.3'.",
                "'dense' (Dense) takes 'classifier.0'.", "'dense_1' (Dense) takes 'classifier.2'.", "'dense_2' (Dense) takes 'classifier.3'.",
            ],
            matched);
    }

    [Fact]
    public void Numbers_in_names_are_numbers_and_a_files_own_order_is_kept()
    {
        Sequential source = new(Enumerable.Range(0, 12).Select(i => new Dense(2) { Name = $"d{i}" }), [2]);
        source.Build([2], seed: 4);
        float[] weights = source.Weights();
        WriteWithNames(source, i => $"net.{i}", sorted: true);
        Sequential sorted = new(Enumerable.Range(0, 12).Select(_ => new Dense(2)), [2]);
        WeightsFile.Load(sorted, Target, new WeightsOptions { Layout = WeightLayout.PyTorch, ByOrder = true });
        Assert.Equal(weights, sorted.Weights());
        WriteWithNames(source, i => $"{(char)('z' - i)}", sorted: false);
        Sequential own = new(Enumerable.Range(0, 12).Select(_ => new Dense(2)), [2]);
        WeightsFile.Load(own, Target, new WeightsOptions { Layout = WeightLayout.PyTorch, ByOrder = true });
        Assert.Equal(weights, own.Weights());
    }

    [Fact]
    public void By_order_one_error_names_what_no_layer_takes_and_what_no_module_gives()
    {
        Sequential model = new([new Dense(3), new Dense(2)], [4], "m");
        model.Build([4], seed: 1);
        float[] before = model.Weights();
        WriteWithNames(new Sequential([new Dense(3), new Dense(5)], [4]), i => $"x{i}", sorted: true);
        KerasException error = Assert.Throws<KerasException>(() => WeightsFile.Load(model, Target, new WeightsOptions { Layout = WeightLayout.PyTorch, ByOrder = true }));
        Assert.Equal("WeightsMismatch", error.ErrorId);
        Assert.Contains("'dense_1.weight' (2, 3) is missing; 'dense_1.bias' (2,) is missing; 'x1.bias in the file' (5,) is unexpected; 'x1.weight in the file' (5, 3) is unexpected", error.Message);
        Assert.Equal(before, model.Weights());
    }

    [Fact]
    public void By_names_one_error_names_all_differences()
    {
        Sequential model = new([new Dense(3), new Dense(2) { Name = "out" }], [4], "m");
        model.Build([4], seed: 1);
        float[] before = model.Weights();
        WeightsFile.Save(new Sequential([new Dense(5), new Dense(2)], [4]), Target, WeightLayout.PyTorch);
        KerasException error = Assert.Throws<KerasException>(() => WeightsFile.Load(model, Target, new WeightsOptions { Layout = WeightLayout.PyTorch }));
        Assert.Contains(
            "do not fit the model 'm' in PyTorch's layout: 'out.weight' (2, 3) is missing; 'out.bias' (2,) is missing; 'dense.weight' has the shape (5, 4) instead of (3, 4); "
            + "'dense.bias' has the shape (5,) instead of (3,); 'dense_1.weight' (2, 5) is unexpected; 'dense_1.bias' (2,) is unexpected.",
            error.Message);
        Assert.Equal(before, model.Weights());
    }

    [Theory]
    [InlineData(WeightLayout.Keras)]
    [InlineData(WeightLayout.PyTorch)]
    public void Layers_that_do_not_fit_can_keep_their_weights(WeightLayout layout)
    {
        Sequential source = new([new Dense(3), new BatchNormalization(), new Dense(5)], [4]);
        WeightsFile.Save(source, Target, layout);
        Sequential model = new([new Dense(3), new BatchNormalization(), new Dense(2) { Name = "dense_1" }], [4], "m");
        model.Build([4], seed: 9);
        float[] last = model.Layers[2].Variables[0].ToArray();
        List<string> skipped = [];
        WeightsFile.Load(model, Target, new WeightsOptions { Layout = layout, SkipMismatch = true, Skipped = skipped.Add });
        Assert.Equal(source.Layers[0].Variables[0].ToArray(), model.Layers[0].Variables[0].ToArray());
        Assert.Equal(last, model.Layers[2].Variables[0].ToArray());
        Assert.Contains("The layer 'dense_1' keeps its weights: ", Assert.Single(skipped));
    }

    [Theory]
    [MemberData(nameof(LayerCases))]
    public void A_layer_s_weights_come_back_or_are_refused(string name)
    {
        Functional model = LayerCase.All[name].MakeModel();
        model.Randomize();
        float[] weights = model.Weights();
        if (Record.Exception(() => WeightsFile.Save(model, Target, WeightLayout.PyTorch)) is { } exception)
        {
            Assert.Equal("NotSupported", Assert.IsType<KerasException>(exception).ErrorId);
            Assert.Contains("has weights for each pixel", exception.Message);
            return;
        }

        foreach (Variable variable in model.Variables)
            variable.Assign(new float[variable.Count]);
        WeightsFile.Load(model, Target, new WeightsOptions { Layout = WeightLayout.PyTorch });
        Assert.Equal(weights, model.Weights());
    }

    [Fact]
    public void The_order_after_flattening_goes_through_layers_that_keep_it_and_through_branches()
    {
        KerasTensor input = KerasTensor.Input([2, 2, 3], "x");
        KerasTensor flat = new Dropout(0.5).Call(new Flatten().Call(input));
        KerasTensor more = new Concatenate().Call(flat, new Dense(2) { Name = "side" }.Call(flat), flat);
        Functional model = new([input], [new Dense(1) { Name = "out" }.Call(more)], "m");
        model.EnsureBuilt();
        float[] rows = Enumerable.Range(0, 26).Select(i => (float)i).ToArray();
        model.Layers.Single(layer => layer.Name == "out").Variables[0].Assign(rows);
        WeightsFile.Save(model, Target, WeightLayout.PyTorch);
        // Cells (0,0), (0,1), (1,0), (1,1) with the channels 0, 1, 2 each: PyTorch has all cells of channel 0 first.
        float[] channelsFirst = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11];
        Assert.Equal([.. channelsFirst, 12, 13, .. channelsFirst.Select(row => 14 + row)], Read(Target)["out.weight"].Values);
    }

    [Fact]
    public void The_order_after_flattening_is_known_within_other_layers_too()
    {
        Sequential each = new([new Flatten(), new Dense(1) { Name = "inner" }], [2, 2, 3], "each");
        Sequential model = new([new TimeDistributed(each), new LSTM(2)], [5, 2, 2, 3], "film");
        model.EnsureBuilt();
        model.Variables.Single(variable => variable.Path.EndsWith("inner/kernel")).Assign(Enumerable.Range(0, 12).Select(i => (float)i).ToArray());
        WeightsFile.Save(model, Target, WeightLayout.PyTorch);
        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], Read(Target)["time_distributed.each.inner.weight"].Values);
        File.Delete(Target);
        AssertRefused("'time_distributed' (TimeDistributed) receives the values of flattened images", new Sequential([new TimeDistributed(new Flatten()), new LSTM(2)], [5, 2, 2, 3]));
    }

    [Fact]
    public void What_PyTorch_would_have_in_another_order_is_refused()
    {
        AssertRefused("'reshape' (Reshape) reorders the values", new Sequential([new Dense(12), new Reshape([2, 2, 3]), new Conv2D(1, [2])], [4]));
        AssertRefused("'flatten' (Flatten) flattens values that PyTorch may have with channels first or last", new Sequential([new Conv2D(3, [2]), new Dense(4), new Flatten(), new Dense(1)], [4, 4, 1]));
        AssertRefused("'permute' (Permute) reorders", new Sequential([new Conv1D(3, [2]), new Permute([2, 1]), new LSTM(2)], [6, 2]));
        AssertRefused("'layer_normalization' (LayerNormalization) has weights for each pixel", new Sequential([new Conv2D(3, [2]), new LayerNormalization([1, 2, 3])], [4, 4, 1]));
        AssertRefused("'unit_normalization' (UnitNormalization) receives the values of a flattened image", new Sequential([new Flatten(), new UnitNormalization(), new Dense(1)], [2, 2, 3]));
    }

    [Fact]
    public void What_has_the_same_order_in_both_is_not_refused()
    {
        WeightsFile.Save(new Sequential([new Conv2D(3, [4]), new Flatten(), new Dense(1)], [4, 4, 1]), Target, WeightLayout.PyTorch);
        WeightsFile.Save(new Sequential([new LSTM(3) { ReturnSequences = true }, new Flatten(), new Dense(1)], [4, 2]), Target, WeightLayout.PyTorch);
        WeightsFile.Save(new Sequential([new Reshape([2, 6]), new LSTM(3), new Dense(1)], [12]), Target, WeightLayout.PyTorch);
        WeightsFile.Save(new Sequential([new Dense(12), new Reshape([12, 1, 1]), new Flatten(), new Dense(1)], [4]), Target, WeightLayout.PyTorch);
    }

    [Fact]
    public void Layers_that_PyTorch_lacks_keep_Kerass_names()
    {
        WeightsFile.Save(new Sequential([new GRU(2) { ResetAfter = false }, new Dense(1)], [3, 2]), Target, WeightLayout.PyTorch);
        Assert.Equal(["dense.bias", "dense.weight", "gru.gru_cell.bias", "gru.gru_cell.kernel", "gru.gru_cell.recurrent_kernel"], Read(Target).Keys.Order());
    }

    [Fact]
    public void PyTorchs_own_files_are_refused_with_advice()
    {
        KerasException error = Assert.Throws<KerasException>(() => WeightsFile.Load(Make("block"), Folder.PathOf("model.pth")));
        Assert.Equal("NotSupported", error.ErrorId);
        Assert.Contains("safetensors.torch.save_file", error.Message);
    }

    [Fact]
    public void Order_is_for_PyTorchs_layout() =>
        Assert.Equal("InvalidValue", Assert.Throws<KerasException>(() => WeightsFile.Load(Make("block"), Target, new WeightsOptions { ByOrder = true })).ErrorId);

    private static bool HasLayout(Layer layer) => layer.Variables.Count > 0 && layer is not (RecurrentCell or Bidirectional { BackwardLayer.GoBackwards: false });

    private static Model Make(string name)
    {
        Model model = name switch
        {
            "images" => new Sequential(
                [
                    new ZeroPadding2D(), new Conv2D(4, [3], strides: [2], groups: 2) { Name = "conv" }, new BatchNormalization(epsilon: 1e-5) { Name = "bn" }, new ReLU(),
                    new DepthwiseConv2D([3], useBias: false) { Name = "depth" }, new GroupNormalization(2, epsilon: 1e-5) { Name = "norm" }, new Conv2DTranspose(3, [2], strides: [2]) { Name = "up" },
                    new PReLU(sharedAxes: [1, 2]) { Name = "prelu" }, new Flatten(), new BatchNormalization(epsilon: 1e-5) { Name = "bn1" }, new Dense(5) { Name = "dense" },
                ],
                [8, 8, 2]),
            "signal" => new Sequential([new Conv1D(4, [2], activation: "tanh") { Name = "conv" }, new Flatten(), new Dense(2)], [5, 3]),
            "words" => new Sequential(
                [
                    new Embedding(9, 4), new Bidirectional(new LSTM(3) { ReturnSequences = true }) { Name = "lstm" }, new GRU(3) { ReturnSequences = true, Name = "gru" },
                    new SimpleRNN(2) { ReturnSequences = true, Name = "rnn" },
                ],
                [5]),
            "block" => Block(),
            _ => new Sequential(
                [new Conv2D(4, [3], activation: "relu"), new Conv2D(4, [3]), new BatchNormalization(epsilon: 1e-5), new Flatten(), new Dense(8, "relu"), new Dense(8), new Dense(2)], [6, 6, 3]),
        };
        model.EnsureBuilt(seed: 1);
        return model;
    }

    private static Functional Block()
    {
        KerasTensor input = KerasTensor.Input([4, 6]);
        KerasTensor sum = new Add().Call(input, new MultiHeadAttention(2, 3) { Name = "attention" }.Call(input, input));
        return new Functional([input], [new Dense(6) { Name = "dense" }.Call(new LayerNormalization(epsilon: 1e-5) { Name = "norm" }.Call(sum))], "block");
    }

    private static double ErrorOf(Model model, string name)
    {
        IReadOnlyDictionary<string, SafeTensor> values = Read(RepositoryFiles.PathOf("tests", "goldens", "pytorch", $"{name}.values.safetensors"));
        using Generator generator = new(0);
        using IDisposable noGrad = no_grad();
        Tensor input = tensor(values["input"].Values, values["input"].Shape.ToArray());
        Tensor output = model.Run([new MaskedTensor(input)], new CallContext(false, generator))[0].Value;
        Assert.Equal(values["output"].Shape, output.shape);
        float[] expected = values["output"].Values;
        return expected.Zip(output.Values(), (e, a) => (double)Math.Abs(e - a)).Max() / expected.Max(Math.Abs);
    }

    private void AssertRefused(string problem, Model model)
    {
        KerasException error = Assert.Throws<KerasException>(() => WeightsFile.Save(model, Target, WeightLayout.PyTorch));
        Assert.Equal("NotSupported", error.ErrorId);
        Assert.Contains(problem, error.Message);
        Assert.False(File.Exists(Target));
    }

    private void WriteWithNames(Sequential source, Func<int, string> nameOf, bool sorted)
    {
        WeightsFile.Save(source, Target, WeightLayout.PyTorch);
        IReadOnlyDictionary<string, SafeTensor> tensors = Read(Target);
        IEnumerable<SafeTensor> renamed = source.Layers.SelectMany((layer, i) => new[] { "weight", "bias" }.Select(part =>
            new SafeTensor($"{nameOf(i)}.{part}", tensors[$"{layer.Name}.{part}"].Shape, tensors[$"{layer.Name}.{part}"].Values)));
        using FileStream stream = File.Create(Target);
        SafeTensorsWriter.Write(stream, (sorted ? renamed.OrderBy(tensor => tensor.Name, StringComparer.Ordinal) : renamed).ToArray());
    }

    private static string Golden(string name) => RepositoryFiles.PathOf("tests", "goldens", "pytorch", $"{name}.safetensors");

    private static IReadOnlyDictionary<string, SafeTensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return SafeTensorsReader.Read(stream);
    }
}
