using KerasPS.Activations;
using KerasPS.Onnx;
using KerasPS.Tests.Layers;

namespace KerasPS.Tests.Onnx;

/// <summary>All cases, each exported and run once for all tests.</summary>
public sealed class OnnxRuns
{
    private static readonly Dictionary<string, Func<OnnxCase>> All = new([.. OfLayers(), .. OfOptions(), .. OfActivations(), .. OfModels()]);

    private readonly Dictionary<string, Lazy<(OnnxCase Case, OnnxRuntime.Array[] Outputs)>> runs = All.ToDictionary(
        pair => pair.Key,
        pair => new Lazy<(OnnxCase Case, OnnxRuntime.Array[] Outputs)>(() => Run(pair.Value())));

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>What became of a case; throws what its export or its run threw.</summary>
    internal (OnnxCase Case, OnnxRuntime.Array[] Outputs) this[string name] => runs[name].Value;

    /// <summary>What a case is about: a class of layers, or all activations, or models.</summary>
    public static string ClassOf(string name) => name.Split(' ', ',', ':')[0] switch
    {
        "model" => "models",
        "activation" => "activations",
        string first => first,
    };

    private static (OnnxCase Case, OnnxRuntime.Array[] Outputs) Run(OnnxCase @case)
    {
        using MemoryStream file = new();
        OnnxFile.Write(file, @case.Graph);
        return (@case, OnnxRuntime.Run(file.ToArray(), @case.Inputs));
    }

    private static IEnumerable<KeyValuePair<string, Func<OnnxCase>>> OfLayers() => LayerCase.All
        .Where(pair => OnnxConverters.Supports(pair.Value.Make()))
        .Select(pair => KeyValuePair.Create<string, Func<OnnxCase>>(pair.Key, () => OnnxCase.Of(pair.Value)));

    /// <summary>What the layers' other tests do not have: sizes that are not known, and options that the gradients do not depend on.</summary>
    private static IEnumerable<KeyValuePair<string, Func<OnnxCase>>> OfOptions()
    {
        LayerCase[] hidden =
        [
            new(() => new Conv1D(2, [3], padding: CausalPadding.Same, strides: [2]), [2, 5, 2]),
            new(() => new Conv1D(2, [3], padding: CausalPadding.Causal, dilationRate: [2]), [2, 5, 2]),
            new(() => new Conv2D(2, [3], padding: KerasPS.Layers.Padding.Same), [2, 4, 4, 2]),
            new(() => new Conv2DTranspose(2, [3], strides: [2], padding: KerasPS.Layers.Padding.Same), [2, 3, 3, 2]),
            new(() => new MaxPooling1D([3], padding: KerasPS.Layers.Padding.Same, strides: [2]), [2, 6, 2]),
            new(() => new AveragePooling1D([3], padding: KerasPS.Layers.Padding.Same, strides: [2]), [2, 6, 2]),
            new(() => new GlobalAveragePooling1D(), [2, 3, 2]),
            new(() => new LSTM(2) { ReturnSequences = true }, [2, 4, 2]),
            new(() => new LSTM(2, "relu") { ReturnSequences = true }, [2, 4, 2]),
            new(() => new TimeDistributed(new Dense(3)), [2, 4, 2]),
            new(() => new MultiHeadAttention(2, 3) { UseCausalMask = true }, [2, 3, 4]) { OtherInputs = [[2, 3, 4]] },
            new(() => new UpSampling1D(2), [2, 3, 2]),
            new(() => new ZeroPadding1D([1, 2]), [2, 3, 2]),
            new(() => new Cropping1D([1, 0]), [2, 3, 2]),
            new(() => new GroupNormalization(2), [2, 3, 4]),
        ];
        LayerCase[] more =
        [
            new(() => new Resizing(3, 2, Interpolation.Nearest), [2, 5, 4, 2]),
            new(() => new Resizing(7, 6, Interpolation.Bicubic), [2, 5, 4, 2]),
            new(() => new Resizing(4, 4, cropToAspectRatio: true), [2, 5, 8, 2]),
            new(() => new Resizing(4, 4, padToAspectRatio: true, fillValue: 0.5), [2, 5, 8, 2]),
            new(() => new CenterCrop(6, 3), [2, 5, 8, 2]),
            new(() => new RandomCrop(6, 3), [2, 5, 8, 2]),
            new(() => new Discretization([-0.5, 0, 0.4], outputMode: DiscretizationOutputMode.Int), [2, 5]),
            new(() => new Discretization([-0.5, 0, 0.4], outputMode: DiscretizationOutputMode.MultiHot), [2, 5]),
            new(() => new Discretization([-0.5, 0, 0.4], outputMode: DiscretizationOutputMode.OneHot), [2, 1]),
            new(() => new CategoryEncoding(4, CategoryOutputMode.OneHot), [2, 3]) { Indices = 4 },
            new(() => new IntegerLookup(vocabulary: [2, 1], numOovIndices: 2, maskToken: 0), [3, 3]) { Indices = 5 },
            new(() => new IntegerLookup(vocabulary: [2, 1], invert: true, maskToken: 0), [3, 3]) { Indices = 5 },
            new(() => new IntegerLookup(vocabulary: [2, 1], idfWeights: [0.5, 0.7], outputMode: KerasPS.Text.LookupOutputMode.TfIdf), [3, 3]) { Indices = 5 },
            new(() => new DepthwiseConv2D([3], padding: KerasPS.Layers.Padding.Same, depthMultiplier: 2), [2, 4, 5, 2]),
            new(() => new Conv2DTranspose(2, [2], strides: [3], outputPadding: [1]), [2, 2, 3, 2]),
            new(() => new KerasPS.Layers.Softmax([1, 2]), [2, 3, 4]),
            new(() => new Dot([2], normalize: true), [2, 3, 4]) { OtherInputs = [[2, 5, 4]] },
            new(() => new SimpleRNN(3, useBias: false), [2, 4, 2]),
            new(() => new GRU(3) { ResetAfter = false }, [2, 4, 2]),
            new(() => new Concatenate(), [2, 3, 2]) { OtherInputs = [[2, 3, 1]], Masks = ["110 100", "011 100"] },
        ];
        return hidden.Select((one, i) => KeyValuePair.Create<string, Func<OnnxCase>>($"{one.Make().ClassName}, sizes unknown ({i})", () => OnnxCase.Of(one, hidesSizes: true)))
            .Concat(more.Select((one, i) => KeyValuePair.Create<string, Func<OnnxCase>>($"{one.Make().ClassName}, other options ({i})", () => OnnxCase.Of(one))));
    }

    private static IEnumerable<KeyValuePair<string, Func<OnnxCase>>> OfActivations() => KerasRegistry.ClassesOf(typeof(ActivationFunction))
        .Select(type => type == typeof(Threshold) ? new Threshold(0.1, -0.3) : (ActivationFunction)ObjectSignature.Of(type).Create(new System.Collections.Hashtable()))
        .Concat([new Relu(0.2, 0.6, 0.1), new Relu(0, 6), new Gelu(true), new KerasPS.Activations.Softmax(1), new Sparsemax(1), new Glu(1)])
        .Select((function, i) => KeyValuePair.Create<string, Func<OnnxCase>>(
            $"activation {function.Name} ({i})", () => OnnxCase.Of(new LayerCase(() => new Activation(function), [3, 4, 6]))));

    private static IEnumerable<KeyValuePair<string, Func<OnnxCase>>> OfModels()
    {
        yield return new("model: convolutions", () => OnnxCase.Of(
            new Sequential([new Rescaling([0.5]), new Conv2D(4, [3], activation: "relu"), new BatchNormalization(), new Activation("silu"), new MaxPooling2D(), new Dropout(0.5), new Flatten(), new Dense(3, "softmax")], [8, 8, 2]), [3, 8, 8, 2]));
        yield return new("model: residual", () => OnnxCase.Of(Residual(), [2, 6, 6, 3]));
        yield return new("model: words with padding", () => OnnxCase.Of(
            new Sequential([new Embedding(9, 4, maskZero: true), new Bidirectional(new LSTM(3) { ReturnSequences = true }), new GRU(3), new Dense(1, "sigmoid")], [5]), [3, 5]));
        yield return new("model: words of any number", () => OnnxCase.Of(
            new Sequential([new Embedding(9, 4, maskZero: true), new LSTM(3) { ReturnSequences = true }, new GlobalAveragePooling1D(), new Dense(2)], [-1]), [3, 7]));
        yield return new("model: transformer block", () => OnnxCase.Of(Transformer(), [2, 5, 4]));
        yield return new("model: models within, shared layers, several inputs and outputs", () => OnnxCase.Of(Nested(), [2, 3], [2, 3]));
        yield return new("model: models within with layers of the same names", () => OnnxCase.Of(
            new Sequential([new Sequential([new Dense(4, "tanh") { Name = "a" }], [3], "one"), new Sequential([new Dense(4, "tanh") { Name = "a" }], [4], "two")], [3], "outer"), [2, 3]));
        yield return new("model: an input that is an output", () => OnnxCase.Of(PassingOn(), [2, 3]));
    }

    private static Functional Residual()
    {
        KerasTensor input = KerasTensor.Input([6, 6, 3]);
        KerasTensor x = new Conv2D(4, [3], padding: KerasPS.Layers.Padding.Same).Call(input);
        KerasTensor y = new Conv2D(4, [3], padding: KerasPS.Layers.Padding.Same, activation: "relu").Call(new BatchNormalization().Call(x));
        KerasTensor sum = new Activation("relu").Call(new Add().Call(x, y));
        return new Functional([input], [new Dense(2).Call(new GlobalAveragePooling2D().Call(sum))], "residual");
    }

    private static Functional Transformer()
    {
        KerasTensor input = KerasTensor.Input([-1, 4]);
        KerasTensor x = new LayerNormalization().Call(new Add().Call(input, new MultiHeadAttention(2, 2) { UseCausalMask = true }.Call(input, input)));
        KerasTensor y = new Dense(4).Call(new Dense(8, "gelu").Call(x));
        return new Functional([input], [new Add().Call(x, y)], "block");
    }

    private static Functional Nested()
    {
        Sequential tower = new([new Dense(4, "tanh"), new Dense(2)], [3], "tower");
        KerasTensor left = KerasTensor.Input([3], "left");
        KerasTensor right = KerasTensor.Input([3], "right");
        KerasTensor both = new Concatenate().Call(tower.Call(left), tower.Call(right));
        return new Functional([left, right], [new Dense(1) { Name = "score" }.Call(both), both], "pair");
    }

    private static Functional PassingOn()
    {
        KerasTensor input = KerasTensor.Input([3], "x");
        return new Functional([input], [new Dense(2).Call(input), input], "passing");
    }
}
