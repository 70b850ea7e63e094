using System.Collections;

namespace KerasPS.Tests.Goldens;

public class LayerGoldenTests
{
    private const double Tolerance = 1e-5;

    private static readonly Dictionary<string, Func<Layer>> Layers = new()
    {
        ["layers/Dense(3,relu)"] = () => new Dense(3, "relu"),
        ["layers/Dense(2) on rank3"] = () => new Dense(2),
        ["layers/Conv2D(2,3,valid)"] = () => new Conv2D(2, [3]),
        ["layers/Conv2D(2,3,strides=2,same)"] = () => new Conv2D(2, [3], strides: [2], padding: Padding.Same),
        ["layers/Conv2D(2,2,strides=2,same) even"] = () => new Conv2D(2, [2], strides: [2], padding: Padding.Same),
        ["layers/Conv2D(2,3,dilation=2,same)"] = () => new Conv2D(2, [3], dilationRate: [2], padding: Padding.Same),
        ["layers/Conv2D(4,3,groups=2)"] = () => new Conv2D(4, [3], groups: 2),
        ["layers/Conv1D(2,3,causal)"] = () => new Conv1D(2, [3], padding: CausalPadding.Causal),
        ["layers/DepthwiseConv2D(2,depth_multiplier=2)"] = () => new DepthwiseConv2D([2], depthMultiplier: 2),
        ["layers/Conv2DTranspose(2,3,strides=2,same)"] = () => new Conv2DTranspose(2, [3], strides: [2], padding: Padding.Same),
        ["layers/Conv2DTranspose(1,3,strides=2,valid)"] = () => new Conv2DTranspose(1, [3], strides: [2]),
        ["layers/AveragePooling2D(2,same) excludes pad"] = () => new AveragePooling2D([2], padding: Padding.Same),
        ["layers/GlobalAveragePooling2D"] = () => new GlobalAveragePooling2D(),
        ["layers/MaxPooling2D(2,same)"] = () => new MaxPooling2D([2], padding: Padding.Same),
        ["layers/Flatten"] = () => new Flatten(),
        ["layers/BatchNormalization train"] = () => new BatchNormalization(),
        ["layers/BatchNormalization infer"] = () => new BatchNormalization(),
        ["layers/SimpleRNN(2)"] = () => new SimpleRNN(2),
        ["layers/SimpleRNN(2,return_sequences)"] = () => new SimpleRNN(2) { ReturnSequences = true },
        ["layers/LSTM(2)"] = () => new LSTM(2),
        ["layers/LSTM(2,return_sequences)"] = () => new LSTM(2) { ReturnSequences = true },
        ["layers/GRU(2)"] = () => new GRU(2),
        ["layers/GRU(2,return_sequences)"] = () => new GRU(2) { ReturnSequences = true },
        ["layers/GRU(2,reset_after=False)"] = () => new GRU(2) { ResetAfter = false },
        ["layers/Bidirectional(LSTM(2))"] = () => new Bidirectional(new LSTM(2)),
        ["layers/Embedding(5,3)"] = () => new Embedding(5, 3),
        // The file does not say the limits; its numbers show this one, and that none of r was reached.
        ["layers/BatchNormalization renorm train"] = () => new BatchNormalization(renorm: true, renormClipping: new Hashtable { ["dmax"] = 0.5 }),
        ["layers/GroupNormalization(2)"] = () => new GroupNormalization(2),
        ["layers/LayerNormalization"] = () => new LayerNormalization(),
        ["layers/RMSNormalization"] = () => new RMSNormalization(),
    };

    public static TheoryData<string> Cases => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_changed_weights_are_Keras_s(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(0);
        JsonElement golden = GoldenCases.All[name];
        Tensor input = golden.GetProperty("x").Tensor();
        Layer layer = Layers[name]();
        layer.Build(input.shape[1..], generator);
        JsonElement[] weights = golden.GetProperty("weights").EnumerateArray().ToArray();
        Assert.Equal(weights.Select(w => w.GetProperty("path").GetString()), layer.Variables.Select(v => v.Name));
        Assert.Equal(weights.Select(w => w.GetProperty("shape").Flat().Select(n => (long)n)), layer.Variables.Select(v => v.Shape));
        foreach ((Variable variable, JsonElement weight) in layer.Variables.Zip(weights))
            variable.Assign(weight.GetProperty("value").Flat());

        bool isTraining = golden.GetProperty("training").ValueKind == JsonValueKind.True;
        Tensor output = layer.Call(input, new CallContext(isTraining, generator));

        Golden.AssertClose(golden.GetProperty("y"), output, Tolerance, name);
        Assert.Equal(output.shape[1..], layer.OutputShape);
        if (!golden.TryGetProperty("weights_after", out JsonElement after))
            return;
        Assert.Equal(layer.Variables.Count, after.GetArrayLength());
        foreach ((Variable variable, JsonElement expected) in layer.Variables.Zip(after.EnumerateArray()))
            Golden.AssertClose(expected.Flat(), variable.ToArray(), Tolerance, $"{name}, {variable.Name} afterwards");
    }
}
