using KerasPS.Onnx;

namespace KerasPS.Tests.Onnx;

/// <summary>What stands in ONNX files; that it computes the right numbers is tested by <see cref="OnnxRuntimeTests"/>.</summary>
public sealed class OnnxFileTests : FolderTest
{
    [Fact]
    public void A_dense_model_is_products_with_its_weights()
    {
        Sequential model = new([new Dense(3, "relu"), new Dropout(0.5), new Dense(2)], [4], "small");
        OnnxMessage file = Write(model);
        Assert.Equal(8, file.IrVersion);
        Assert.Equal([("", 17L)], file.Opsets);
        Assert.Equal(["input (batch, 4)"], file.Inputs);
        Assert.Equal(["dense_1 (batch, 2)"], file.Outputs);
        Assert.Equal(["dense/Gemm", "dense/Relu", "dense_1/Gemm", "dense_1"], file.Nodes.Select(node => node.Name));
        Assert.Equal(["Gemm", "Relu", "Gemm", "Identity"], file.Nodes.Select(node => node.Operation));
        Assert.Equal(["dense/Relu", "dense_1/kernel", "dense_1/bias"], file.Nodes[2].Inputs);
        Assert.Equal(model.Variables.Select(variable => variable.Path).Order(), file.Arrays.Keys.Order());
        foreach (Variable variable in model.Variables)
        {
            Assert.Equal(variable.Shape, file.Arrays[variable.Path].Shape);
            Assert.Equal(variable.ToArray(), file.Arrays[variable.Path].Values);
        }
    }

    [Fact]
    public void Each_value_is_made_before_it_is_read()
    {
        OnnxMessage file = Write(new Sequential([new Embedding(5, 4, maskZero: true), new LSTM(3), new Dense(2, "gelu")], [6]));
        HashSet<string> made = ["input", "", .. file.Arrays.Keys];
        foreach (OnnxMessage.Node node in file.Nodes)
        {
            Assert.All(node.Inputs, input => Assert.Contains(input, made));
            Assert.All(node.Outputs, output => Assert.True(made.Add(output), $"{output} is made twice"));
        }

        Assert.Equal(file.Nodes.Length, file.Nodes.Select(node => node.Name).Distinct().Count());
    }

    [Fact]
    public void Between_convolutions_there_are_no_transpositions()
    {
        OnnxMessage file = Write(new Sequential(
            [new Conv2D(4, [3], activation: "relu"), new BatchNormalization(), new Activation("silu"), new MaxPooling2D(), new Conv2D(2, [2]), new Flatten(), new Dense(1)], [9, 9, 2]));
        Assert.Equal(
            ["Transpose", "Conv", "Relu", "BatchNormalization", "Sigmoid", "Mul", "MaxPool", "Conv", "Transpose", "Flatten", "Gemm", "Identity"],
            file.Nodes.Select(node => node.Operation));
    }

    [Fact]
    public void Shared_layers_have_their_weights_once()
    {
        Dense shared = new(2);
        KerasTensor left = KerasTensor.Input([3], "left");
        KerasTensor right = KerasTensor.Input([3], "right");
        OnnxMessage file = Write(new Functional([left, right], [new Add().Call(shared.Call(left), shared.Call(right))]));
        Assert.Equal(["left (batch, 3)", "right (batch, 3)"], file.Inputs);
        Assert.Equal(["dense/Gemm", "dense/Gemm_1"], file.Nodes.Where(node => node.Operation == "Gemm").Select(node => node.Name));
        Assert.Equal(["dense/bias", "dense/kernel"], file.Arrays.Keys.Order());
    }

    [Fact]
    public void Sizes_that_may_vary_are_named()
    {
        OnnxMessage file = Write(new Sequential([new LSTM(3) { ReturnSequences = true }], [-1, 2]));
        Assert.Equal(["input (batch, input_1, 2)"], file.Inputs);
        Assert.Equal(["lstm (batch, lstm_1, 3)"], file.Outputs);
    }

    [Fact]
    public void Half_precision_is_written_as_single_precision()
    {
        Sequential model = new([new Dense(3) { Dtype = "bfloat16" }, new LSTM(2) { Dtype = "bfloat16" }], [4, 2]);
        OnnxMessage file = Write(model);
        Assert.Equal(ScalarType.BFloat16, model.Variables[0].Value.dtype);
        Assert.Equal(model.Variables[0].ToArray(), file.Arrays["dense/kernel"].Values);
        Assert.Equal([1, 16], file.Arrays["lstm/lstm_cell/bias/LSTM"].Shape);
    }

    [Fact]
    public void Lookups_say_that_they_are_of_another_set()
    {
        OnnxMessage file = Write(new Sequential([new IntegerLookup(vocabulary: [3, 5])], [2]));
        Assert.Equal([("", 17L), ("ai.onnx.ml", 2L)], file.Opsets);
    }

    [Fact]
    public void One_error_names_all_layers_that_cannot_be_exported_and_nothing_is_written()
    {
        Sequential inner = new([new RecordingLayer()], [4, 2], "inner");
        Sequential model = new([inner, new LSTM(2) { Stateful = true, ReturnSequences = true }, new Dense(1), new GRU(2) { Stateful = true }], [4, 2], "odd");
        string path = Folder.PathOf("odd.onnx");
        KerasException error = Assert.Throws<KerasException>(() => OnnxFile.Save(model, path));
        Assert.Equal("NotSupported", error.ErrorId);
        Assert.Equal(
            "The model 'odd' cannot be written as ONNX: 'inner/recording_layer' (RecordingLayer) is of a class for which there is no conversion; "
            + "'lstm' (LSTM) is stateful, but ONNX keeps nothing from one batch to the next; 'gru' (GRU) is stateful, but ONNX keeps nothing from one batch to the next.",
            error.Message);
        Assert.Empty(Directory.GetFiles(Folder.FullName));
    }

    [Fact]
    public void A_size_that_must_be_known_is_asked_for()
    {
        Sequential model = new([new AdaptiveAveragePooling1D([2])], [-1, 2]);
        Assert.Contains("needs to know the sizes of its inputs", Assert.Throws<KerasException>(() => OnnxFile.Save(model, Folder.PathOf("a.onnx"))).Message);
    }

    [Fact]
    public void Two_gigabytes_are_refused_before_anything_is_written()
    {
        using DisposeScope scope = NewDisposeScope();
        Sequential model = new([new Dense(1)], [1]);
        model.Build([1], seed: 1);
        OnnxGraph graph = new("large");
        graph.AddOutput(graph.Weight("large", [model.Variables[0]], values => values[0].expand(600_000_000, 1)), "y", OnnxType.Float, null);
        MemoryStream stream = new();
        Assert.Equal("FileTooLarge", Assert.Throws<KerasException>(() => OnnxFile.Write(stream, graph)).ErrorId);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void A_model_of_unknown_shape_cannot_be_written() =>
        Assert.Equal("NotBuilt", Assert.Throws<KerasException>(() => OnnxFile.Save(new Sequential([new Dense(1)]), Folder.PathOf("a.onnx"))).ErrorId);

    private OnnxMessage Write(Model model)
    {
        string path = Folder.PathOf("model.onnx");
        OnnxFile.Save(model, path);
        return new OnnxMessage(File.ReadAllBytes(path));
    }
}
