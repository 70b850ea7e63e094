using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Tests.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Gradients;

public class LayerGradientTests
{
    private static readonly Dictionary<string, Case> Layers = new()
    {
        ["Activation"] = new(() => new Activation("tanh"), [3, 4]),
        ["AdaptiveAveragePooling1D"] = new(() => new AdaptiveAveragePooling1D([3]), [2, 5, 2]),
        ["AdaptiveAveragePooling2D"] = new(() => new AdaptiveAveragePooling2D([3, 2]), [2, 5, 4, 2]),
        ["AdaptiveAveragePooling3D"] = new(() => new AdaptiveAveragePooling3D([2]), [1, 3, 4, 2, 2]),
        ["AdaptiveMaxPooling1D"] = new(() => new AdaptiveMaxPooling1D([3]), [2, 5, 2]),
        ["AdaptiveMaxPooling2D"] = new(() => new AdaptiveMaxPooling2D([3, 2]), [2, 5, 4, 2]),
        ["AdaptiveMaxPooling3D"] = new(() => new AdaptiveMaxPooling3D([2]), [1, 3, 4, 2, 2]),
        ["Add"] = new(() => new Add(), [2, 3, 2]) { OtherInputs = [[2, 3, 2], [2, 1, 2], [2, 2]] },
        ["AlphaDropout"] = new(() => new AlphaDropout(0.4, [null, 1]), [6, 5]),
        ["Average"] = new(() => new Average(), [2, 3, 2]) { OtherInputs = [[2, 3, 1]] },
        ["AveragePooling1D"] = new(() => new AveragePooling1D([2]), [2, 5, 2]),
        ["AveragePooling2D same"] = new(() => new AveragePooling2D([2, 3], strides: [2], padding: Padding.Same), [2, 5, 4, 2]),
        ["AveragePooling3D"] = new(() => new AveragePooling3D([2], strides: [1], padding: Padding.Same), [1, 2, 3, 2, 2]),
        ["BatchNormalization of rows"] = new(() => new BatchNormalization(), [5, 3]),
        ["BatchNormalization of images"] = new(() => new BatchNormalization(), [3, 2, 2, 2]),
        ["BatchNormalization without gamma and beta"] = new(() => new BatchNormalization(center: false, scale: false), [5, 3]),
        ["BatchNormalization in evaluation"] = new(() => new BatchNormalization(), [5, 3], Training: false),
        ["Concatenate"] = new(() => new Concatenate(), [2, 3, 2]) { OtherInputs = [[2, 3, 1]] },
        ["Concatenate in time"] = new(() => new Concatenate(1), [2, 3, 2]) { OtherInputs = [[2, 1, 2]] },
        ["Conv1D causal"] = new(() => new Conv1D(2, [3], padding: CausalPadding.Causal, strides: [2]), [2, 5, 2]),
        ["Conv1D same and dilated"] = new(() => new Conv1D(2, [2], padding: CausalPadding.Same, dilationRate: [3]), [2, 5, 2]),
        ["Conv1DTranspose"] = new(() => new Conv1DTranspose(2, [2], strides: [3]), [2, 3, 2]),
        ["Conv2D valid"] = new(() => new Conv2D(2, [3]), [2, 4, 5, 2]),
        ["Conv2D same with strides"] = new(() => new Conv2D(2, [3, 2], strides: [2], padding: Padding.Same, activation: "tanh"), [2, 5, 4, 1]),
        ["Conv2D dilated"] = new(() => new Conv2D(1, [2], dilationRate: [2], useBias: false), [2, 4, 4, 2]),
        ["Conv2D in groups"] = new(() => new Conv2D(4, [2], groups: 2), [1, 3, 3, 4]),
        ["Conv2DTranspose"] = new(() => new Conv2DTranspose(2, [3, 2], strides: [2, 1], padding: Padding.Same, activation: "tanh"), [2, 2, 3, 2]),
        ["Conv3D"] = new(() => new Conv3D(2, [2], strides: [1, 2, 1], padding: Padding.Same), [1, 2, 3, 2, 2]),
        ["Conv3DTranspose"] = new(() => new Conv3DTranspose(2, [2, 1, 3], strides: [2], outputPadding: [1, 0, 1], useBias: false), [1, 2, 1, 2, 2]),
        ["Cropping1D"] = new(() => new Cropping1D([1, 2]), [2, 5, 2]),
        ["Cropping2D"] = new(() => new Cropping2D([[1, 0], [0, 2]]), [2, 3, 4, 2]),
        ["Cropping3D"] = new(() => new Cropping3D(), [1, 3, 4, 3, 2]),
        ["Dense"] = new(() => new Dense(3, "sigmoid"), [4, 5]),
        ["Dense on sequences"] = new(() => new Dense(3), [2, 4, 5]),
        ["Dense without bias"] = new(() => new Dense(3, useBias: false), [4, 5]),
        ["DepthwiseConv1D"] = new(() => new DepthwiseConv1D([2], depthMultiplier: 2, padding: Padding.Same), [2, 4, 2]),
        ["DepthwiseConv2D"] = new(() => new DepthwiseConv2D([3, 2], strides: [2], depthMultiplier: 2, activation: "tanh"), [2, 4, 5, 2]),
        ["Dot"] = new(() => new Dot([1, 2]), [2, 3, 2]) { OtherInputs = [[2, 4, 3]] },
        ["Dot normalized"] = new(() => new Dot([-1], normalize: true), [2, 3, 2]) { OtherInputs = [[2, 2]] },
        ["Dropout"] = new(() => new Dropout(0.4), [6, 5]),
        ["Dropout shared"] = new(() => new Dropout(0.4, [null, 1, null]), [3, 2, 4]),
        ["Flatten"] = new(() => new Flatten(), [2, 3, 4]),
        ["GaussianDropout"] = new(() => new GaussianDropout(0.4), [6, 5]),
        ["GaussianNoise"] = new(() => new GaussianNoise(0.4), [6, 5]),
        ["GlobalAveragePooling1D"] = new(() => new GlobalAveragePooling1D(), [2, 3, 2]),
        ["GlobalAveragePooling2D"] = new(() => new GlobalAveragePooling2D(keepdims: true), [2, 3, 2, 2]),
        ["GlobalAveragePooling3D"] = new(() => new GlobalAveragePooling3D(), [2, 2, 3, 2, 2]),
        ["GlobalMaxPooling1D"] = new(() => new GlobalMaxPooling1D(), [2, 3, 2]),
        ["GlobalMaxPooling2D"] = new(() => new GlobalMaxPooling2D(), [2, 3, 2, 2]),
        ["GlobalMaxPooling3D"] = new(() => new GlobalMaxPooling3D(keepdims: true), [2, 2, 3, 2, 2]),
        ["InputLayer"] = new(() => new InputLayer([3]), [2, 3]),
        ["MaxPooling1D"] = new(() => new MaxPooling1D([3], padding: Padding.Same), [2, 5, 2]),
        ["MaxPooling2D"] = new(() => new MaxPooling2D(), [2, 4, 5, 2]),
        ["MaxPooling2D same"] = new(() => new MaxPooling2D([3], strides: [2], padding: Padding.Same), [2, 4, 5, 1]),
        ["MaxPooling3D"] = new(() => new MaxPooling3D(), [1, 2, 4, 3, 2]),
        ["Maximum"] = new(() => new Maximum(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]] },
        ["Maximum masked"] = new(() => new Maximum(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]], Masks = ["110 100", "011 110"] },
        ["Minimum"] = new(() => new Minimum(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]] },
        ["Multiply"] = new(() => new Multiply(), [2, 3, 2]) { OtherInputs = [[2, 3, 2], [2, 3, 1]] },
        ["Multiply masked"] = new(() => new Multiply(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]], Masks = ["110 100", "011 110"] },
        ["Normalization"] = new(() => new Normalization([0.5f, -1, 2], [4, 0.25f, 1]), [4, 3]),
        ["Permute"] = new(() => new Permute([2, 3, 1]), [2, 3, 2, 4]),
        ["RepeatVector"] = new(() => new RepeatVector(3), [2, 4]),
        ["Reshape"] = new(() => new Reshape([3, -1]), [2, 6]),
        ["SeparableConv1D"] = new(() => new SeparableConv1D(3, [2], depthMultiplier: 2, dilationRate: [2], padding: Padding.Same), [2, 4, 2]),
        ["SeparableConv2D"] = new(() => new SeparableConv2D(2, [2, 3], useBias: false, activation: "tanh"), [2, 3, 4, 2]),
        ["SpatialDropout1D"] = new(() => new SpatialDropout1D(0.4), [3, 2, 4]),
        ["SpatialDropout2D"] = new(() => new SpatialDropout2D(0.4), [3, 2, 2, 4]),
        ["SpatialDropout3D"] = new(() => new SpatialDropout3D(0.4), [3, 2, 1, 2, 4]),
        ["Subtract"] = new(() => new Subtract(), [2, 3, 2]) { OtherInputs = [[2, 2]] },
        ["UpSampling1D"] = new(() => new UpSampling1D(3), [2, 3, 2]),
        ["UpSampling2D"] = new(() => new UpSampling2D([2, 3]), [2, 2, 3, 2]),
        ["UpSampling2D bilinear"] = new(() => new UpSampling2D([2, 3], Interpolation.Bilinear), [2, 2, 3, 2]),
        ["UpSampling2D bicubic"] = new(() => new UpSampling2D(interpolation: Interpolation.Bicubic), [1, 3, 4, 2]),
        ["UpSampling3D"] = new(() => new UpSampling3D([2, 1, 3]), [1, 2, 3, 2, 2]),
        ["ZeroPadding1D"] = new(() => new ZeroPadding1D([1, 2]), [2, 3, 2]),
        ["ZeroPadding2D"] = new(() => new ZeroPadding2D([[1, 0], [0, 2]]), [2, 2, 3, 2]),
        ["ZeroPadding3D"] = new(() => new ZeroPadding3D(), [1, 2, 2, 1, 2]),
    };

    /// <summary>The classes of layers that are checked.</summary>
    internal static IEnumerable<Type> Checked => Layers.Values.Select(c => c.Make().GetType()).Distinct();

    public static TheoryData<string> Cases => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_of_input_and_weights_agree_with_differences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        Case @case = Layers[name];
        Layer layer = @case.Make();
        long[][] shapes = [@case.BatchShape, .. @case.OtherInputs];
        using (Generator generator = new(1))
            layer.Build(Array.ConvertAll(shapes, shape => shape[1..]), generator);
        foreach (Variable variable in layer.Variables)
            variable.MoveTo(variable.Value.detach().to_type(ScalarType.Float64).requires_grad_(variable.IsTrainable));

        Tensor[] inputs = shapes.Select((shape, i) => GradientCheck.Values(shape, seed: 7 + i)).ToArray();
        Tensor?[] masks = @case.Masks.Select(rows => rows is null ? null : LayerFixtures.MaskOf(rows)).ToArray();
        Tensor[] weights = layer.Variables.Where(v => v.IsTrainable).Select(v => v.Value).ToArray();
        GradientCheck.Of(Compute, [.. inputs, .. weights]);

        Tensor Compute()
        {
            using Generator generator = new(3);
            CallContext context = new CallContext(@case.Training, generator).WithMasks(masks);
            return cat(layer.Call(inputs, context).Select(output => output.reshape(-1)).ToArray());
        }
    }

    [Fact]
    public void Every_layer_is_checked() =>
        Assert.Equal(KerasRegistry.ClassesOf(typeof(Layer)), Checked);

    private sealed record Case(Func<Layer> Make, long[] BatchShape, bool Training = true)
    {
        public long[][] OtherInputs { get; init; } = [];

        /// <summary>A mask an input, as <see cref="LayerFixtures.MaskOf"/> takes it; null for none.</summary>
        public string?[] Masks { get; init; } = [];
    }
}
