using System.Collections;
using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Tests.Layers;
using KerasPS.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Gradients;

public class LayerGradientTests
{
    // Elsewhere the corrections change with the batch, but no gradient goes through them.
    private static readonly Hashtable AtLimits = new() { ["rmin"] = 0.5, ["rmax"] = 0.5, ["dmax"] = 0 };

    internal static readonly Dictionary<string, Case> Layers = new()
    {
        ["Activation"] = new(() => new Activation("tanh"), [3, 4]),
        ["ActivityRegularization"] = new(() => new ActivityRegularization(0.1, 0.2), [2, 3]),
        ["AdaptiveAveragePooling1D"] = new(() => new AdaptiveAveragePooling1D([3]), [2, 5, 2]),
        ["AdaptiveAveragePooling2D"] = new(() => new AdaptiveAveragePooling2D([3, 2]), [2, 5, 4, 2]),
        ["AdaptiveAveragePooling3D"] = new(() => new AdaptiveAveragePooling3D([2]), [1, 3, 4, 2, 2]),
        ["AdaptiveMaxPooling1D"] = new(() => new AdaptiveMaxPooling1D([3]), [2, 5, 2]),
        ["AdaptiveMaxPooling2D"] = new(() => new AdaptiveMaxPooling2D([3, 2]), [2, 5, 4, 2]),
        ["AdaptiveMaxPooling3D"] = new(() => new AdaptiveMaxPooling3D([2]), [1, 3, 4, 2, 2]),
        ["Add"] = new(() => new Add(), [2, 3, 2]) { OtherInputs = [[2, 3, 2], [2, 1, 2], [2, 2]] },
        ["AdditiveAttention"] = new(() => new AdditiveAttention(), [2, 3, 4]) { OtherInputs = [[2, 2, 3], [2, 2, 4]] },
        ["AdditiveAttention masked"] = new(() => new AdditiveAttention(dropout: 0.3, returnAttentionScores: true), [2, 3, 4]) { OtherInputs = [[2, 2, 4]], Masks = ["110 111", "01 11"] },
        ["AlphaDropout"] = new(() => new AlphaDropout(0.4, [null, 1]), [6, 5]),
        ["Attention"] = new(() => new Attention(useScale: true), [2, 3, 4]) { OtherInputs = [[2, 2, 3], [2, 2, 4]] },
        ["Attention concat, causal and masked"] = new(() => new Attention(true, AttentionScoreMode.Concat, useCausalMask: true), [2, 3, 4]) { OtherInputs = [[2, 3, 4]], Masks = ["110 111", "101 111"] },
        ["Average"] = new(() => new Average(), [2, 3, 2]) { OtherInputs = [[2, 3, 1]] },
        ["AveragePooling1D"] = new(() => new AveragePooling1D([2]), [2, 5, 2]),
        ["AveragePooling2D same"] = new(() => new AveragePooling2D([2, 3], strides: [2], padding: Padding.Same), [2, 5, 4, 2]),
        ["AveragePooling3D"] = new(() => new AveragePooling3D([2], strides: [1], padding: Padding.Same), [1, 2, 3, 2, 2]),
        ["BatchNormalization along time"] = new(() => new BatchNormalization(axis: 1), [3, 2, 4]),
        ["BatchNormalization in evaluation"] = new(() => new BatchNormalization(), [5, 3], Training: false),
        ["BatchNormalization masked"] = new(() => new BatchNormalization(), [2, 3, 2]) { Masks = ["110 100"] },
        ["BatchNormalization of images"] = new(() => new BatchNormalization(), [3, 2, 2, 2]),
        ["BatchNormalization of rows"] = new(() => new BatchNormalization(), [5, 3]),
        ["BatchNormalization with renormalisation at its limits"] =
            new(() => new BatchNormalization(renorm: true, renormClipping: AtLimits), [5, 3]),
        ["BatchNormalization with renormalisation, masked"] =
            new(() => new BatchNormalization(renorm: true, renormClipping: AtLimits, scale: false), [2, 3, 2]) { Masks = ["110 101"] },
        ["BatchNormalization without gamma and beta"] = new(() => new BatchNormalization(center: false, scale: false), [5, 3]),
        ["Bidirectional"] = new(() => new Bidirectional(new GRU(2)), [2, 3, 2]),
        ["Bidirectional not merged, with states"] = new(() => new Bidirectional(new SimpleRNN(2, returnState: true), null), [2, 3, 2]) { OtherInputs = [[2, 2], [2, 2]] },
        ["Bidirectional of sequences, masked"] = new(() => new Bidirectional(new LSTM(2, returnSequences: true), MergeMode.Mul), [2, 3, 2]) { Masks = ["110 011"] },
        ["CategoryEncoding"] = new(() => new CategoryEncoding(4), [2, 3]) { Indices = 4 },
        ["CategoryEncoding weighted"] = new(() => new CategoryEncoding(4, CategoryOutputMode.Count), [2, 3]) { Indices = 4, OtherInputs = [[2, 3]] },
        ["CenterCrop"] = new(() => new CenterCrop(2, 3), [2, 5, 4, 2]),
        ["Concatenate"] = new(() => new Concatenate(), [2, 3, 2]) { OtherInputs = [[2, 3, 1]] },
        ["Concatenate in time"] = new(() => new Concatenate(1), [2, 3, 2]) { OtherInputs = [[2, 1, 2]] },
        ["Conv1D causal"] = new(() => new Conv1D(2, [3], padding: CausalPadding.Causal, strides: [2]), [2, 5, 2]),
        ["Conv1D same and dilated"] = new(() => new Conv1D(2, [2], padding: CausalPadding.Same, dilationRate: [3]), [2, 5, 2]),
        ["Conv1DTranspose"] = new(() => new Conv1DTranspose(2, [2], strides: [3]), [2, 3, 2]),
        ["Conv2D dilated"] = new(() => new Conv2D(1, [2], dilationRate: [2], useBias: false), [2, 4, 4, 2]),
        ["Conv2D in groups"] = new(() => new Conv2D(4, [2], groups: 2), [1, 3, 3, 4]),
        ["Conv2D same with strides"] = new(() => new Conv2D(2, [3, 2], strides: [2], padding: Padding.Same, activation: "tanh"), [2, 5, 4, 1]),
        ["Conv2D valid"] = new(() => new Conv2D(2, [3]), [2, 4, 5, 2]),
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
        ["Discretization"] = new(() => new Discretization([1, 2], outputMode: DiscretizationOutputMode.OneHot), [2, 3]) { Indices = 3 },
        ["Dot"] = new(() => new Dot([1, 2]), [2, 3, 2]) { OtherInputs = [[2, 4, 3]] },
        ["Dot normalized"] = new(() => new Dot([-1], normalize: true), [2, 3, 2]) { OtherInputs = [[2, 2]] },
        ["Dropout"] = new(() => new Dropout(0.4), [6, 5]),
        ["Dropout shared"] = new(() => new Dropout(0.4, [null, 1, null]), [3, 2, 4]),
        ["EinsumDense"] = new(() => new EinsumDense("abc,cde->abde", [null, 2, 3], "tanh", "de"), [2, 3, 4]),
        ["EinsumDense with dots"] = new(() => new EinsumDense("ab...,bc->ac...", [3], biasAxes: "c"), [2, 4, 2]),
        ["ELU"] = new(() => new ELU(0.7), [3, 4]),
        ["Embedding"] = new(() => new Embedding(4, 3), [2, 5]) { Indices = 4 },
        ["Embedding with padding"] = new(() => new Embedding(3, 2, maskZero: true), [2, 3]) { Indices = 3 },
        ["Flatten"] = new(() => new Flatten(), [2, 3, 4]),
        ["GaussianDropout"] = new(() => new GaussianDropout(0.4), [6, 5]),
        ["GaussianNoise"] = new(() => new GaussianNoise(0.4), [6, 5]),
        ["GlobalAveragePooling1D"] = new(() => new GlobalAveragePooling1D(), [2, 3, 2]),
        ["GlobalAveragePooling2D"] = new(() => new GlobalAveragePooling2D(keepdims: true), [2, 3, 2, 2]),
        ["GlobalAveragePooling3D"] = new(() => new GlobalAveragePooling3D(), [2, 2, 3, 2, 2]),
        ["GlobalMaxPooling1D"] = new(() => new GlobalMaxPooling1D(), [2, 3, 2]),
        ["GlobalMaxPooling2D"] = new(() => new GlobalMaxPooling2D(), [2, 3, 2, 2]),
        ["GlobalMaxPooling3D"] = new(() => new GlobalMaxPooling3D(keepdims: true), [2, 2, 3, 2, 2]),
        ["GroupNormalization"] = new(() => new GroupNormalization(2), [2, 2, 2, 4]),
        ["GroupNormalization of another axis"] = new(() => new GroupNormalization(-1, axis: 1), [2, 3, 4]),
        ["GroupQueryAttention"] = new(() => new GroupQueryAttention(2, 4, 2, useGate: true), [2, 3, 4]) { OtherInputs = [[2, 2, 4], [2, 2, 3]] },
        ["GroupQueryAttention causal with dropout"] = new(() => new GroupQueryAttention(2, 2, 1, dropout: 0.3, useCausalMask: true), [2, 3, 4]) { OtherInputs = [[2, 3, 4]] },
        ["GRU"] = new(() => new GRU(3), [2, 4, 2]),
        ["GRU with dropout"] = new(() => new GRU(2, dropout: 0.3, recurrentDropout: 0.3, goBackwards: true), [2, 3, 4]),
        ["GRU with the reset before"] = new(() => new GRU(3, resetAfter: false, returnSequences: true), [2, 3, 2]) { OtherInputs = [[2, 3]] },
        ["GRU without bias, masked"] = new(() => new GRU(2, useBias: false, returnSequences: true, returnState: true), [2, 3, 2]) { Masks = ["011 100"] },
        ["GRUCell"] = new(() => new GRUCell(3), [2, 2]) { OtherInputs = [[2, 3]] },
        ["Identity"] = new(() => new Identity(), [2, 3]),
        ["InputLayer"] = new(() => new InputLayer([3]), [2, 3]),
        ["IntegerLookup"] = new(() => new IntegerLookup(vocabulary: [2, 1], outputMode: LookupOutputMode.Count), [2, 3]) { Indices = 4 },
        ["LayerNormalization"] = new(() => new LayerNormalization(), [2, 3, 4]),
        ["LayerNormalization of images"] = new(() => new LayerNormalization([1, 2, 3], center: false), [2, 2, 2, 3]),
        ["LayerNormalization of other axes"] = new(() => new LayerNormalization([1]), [2, 3, 4]),
        ["LeakyReLU"] = new(() => new LeakyReLU(), [3, 4]),
        ["LSTM"] = new(() => new LSTM(3), [2, 4, 2]),
        ["LSTM masked, with states"] = new(() => new LSTM(2, returnSequences: true, returnState: true), [2, 3, 2]) { OtherInputs = [[2, 2], [2, 2]], Masks = ["101 010"] },
        ["LSTM with dropout"] = new(() => new LSTM(2, dropout: 0.3, recurrentDropout: 0.3), [2, 3, 4]),
        ["LSTM with other activations"] = new(() => new LSTM(2, "softsign", "softmax", unitForgetBias: false, returnSequences: true), [2, 3, 2]),
        ["LSTM with zeros for the mask"] = new(() => new LSTM(2, returnSequences: true, zeroOutputForMask: true, useBias: false), [2, 3, 2]) { Masks = ["110 011"] },
        ["LSTMCell"] = new(() => new LSTMCell(3), [2, 2]) { OtherInputs = [[2, 3], [2, 3]] },
        ["Masking"] = new(() => new Masking(), [2, 3, 2]),
        ["Maximum"] = new(() => new Maximum(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]] },
        ["Maximum masked"] = new(() => new Maximum(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]], Masks = ["110 100", "011 110"] },
        ["MaxPooling1D"] = new(() => new MaxPooling1D([3], padding: Padding.Same), [2, 5, 2]),
        ["MaxPooling2D"] = new(() => new MaxPooling2D(), [2, 4, 5, 2]),
        ["MaxPooling2D same"] = new(() => new MaxPooling2D([3], strides: [2], padding: Padding.Same), [2, 4, 5, 1]),
        ["MaxPooling3D"] = new(() => new MaxPooling3D(), [1, 2, 4, 3, 2]),
        ["Minimum"] = new(() => new Minimum(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]] },
        ["MultiHeadAttention"] = new(() => new MultiHeadAttention(2, 3, 2, useGate: true), [2, 3, 4]) { OtherInputs = [[2, 2, 3]] },
        ["MultiHeadAttention masked"] = new(() => new MultiHeadAttention(2, 2, partialOutputShape: [3], slidingWindow: 2, returnAttentionScores: true), [2, 3, 4]) { OtherInputs = [[2, 3, 4]], Masks = ["110 111", "101 111"] },
        ["MultiHeadAttention over two axes"] = new(() => new MultiHeadAttention(2, 2, useBias: false, dropout: 0.2), [2, 2, 2, 3]) { OtherInputs = [[2, 2, 2, 3]] },
        ["Multiply"] = new(() => new Multiply(), [2, 3, 2]) { OtherInputs = [[2, 3, 2], [2, 3, 1]] },
        ["Multiply masked"] = new(() => new Multiply(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]], Masks = ["110 100", "011 110"] },
        ["Normalization"] = new(() => new Normalization(), [4, 3]),
        ["Normalization given"] = new(() => new Normalization(mean: [0.5f, -1, 2], variance: [4, 0.25f, 1]), [4, 3]),
        ["Normalization inverse"] = new(() => new Normalization([1, 2], [0.5f, -1, 2], [4, 0.25f, 1], invert: true), [2, 2, 3]),
        ["Permute"] = new(() => new Permute([2, 3, 1]), [2, 3, 2, 4]),
        ["PReLU"] = new(() => new PReLU("ones"), [2, 3, 4]),
        ["PReLU shared"] = new(() => new PReLU(new Initializers.Constant(0.3), sharedAxes: [1, 2]), [2, 3, 2, 2]),
        ["RandomBrightness"] = new(() => new RandomBrightness([0.3], [-2, 2]), [3, 2, 2, 2]),
        ["RandomContrast"] = new(() => new RandomContrast([0.3, 0.5], [-9, 9]), [3, 2, 3, 2]),
        ["RandomCrop"] = new(() => new RandomCrop(2, 3), [2, 5, 4, 2]),
        ["RandomFlip"] = new(() => new RandomFlip(), [4, 2, 3, 2]),
        ["RandomRotation"] = new(() => new RandomRotation([0.4]), [3, 3, 4, 2]),
        ["RandomRotation with a constant"] = new(() => new RandomRotation([0.4], FillMode.Constant, fillValue: 0.5), [3, 3, 4, 1]),
        ["RandomShear"] = new(() => new RandomShear([0.4], [0.7], fillMode: FillMode.Wrap), [3, 3, 4, 1]),
        ["RandomTranslation"] = new(() => new RandomTranslation([0.6], [0.7], FillMode.Nearest), [3, 3, 4, 2]),
        ["RandomZoom"] = new(() => new RandomZoom([0.7], interpolation: PixelSampling.Nearest), [3, 3, 4, 2]),
        ["ReLU"] = new(() => new ReLU(0.6, 0.2, 0.3), [3, 4]),
        ["RepeatVector"] = new(() => new RepeatVector(3), [2, 4]),
        ["Rescaling"] = new(() => new Rescaling([0.5, -2, 3], [1]), [2, 3]),
        ["Reshape"] = new(() => new Reshape([3, -1]), [2, 6]),
        ["RMSNormalization"] = new(() => new RMSNormalization(), [3, 4]),
        ["RMSNormalization of images"] = new(() => new RMSNormalization([1, 2]), [2, 2, 3, 2]),
        ["RNN"] = new(() => new RNN(new StackedRNNCells([new LSTMCell(2), new GRUCell(3)]), returnSequences: true), [2, 3, 2]) { Masks = ["111 011"] },
        ["Resizing"] = new(() => new Resizing(2, 5, antialias: true), [2, 5, 4, 2]),
        ["SeparableConv1D"] = new(() => new SeparableConv1D(3, [2], depthMultiplier: 2, dilationRate: [2], padding: Padding.Same), [2, 4, 2]),
        ["SeparableConv2D"] = new(() => new SeparableConv2D(2, [2, 3], useBias: false, activation: "tanh"), [2, 3, 4, 2]),
        ["SimpleRNN"] = new(() => new SimpleRNN(3), [2, 4, 2]),
        ["SimpleRNN backward, with states"] = new(() => new SimpleRNN(3, "sigmoid", goBackwards: true, returnSequences: true, returnState: true), [2, 3, 2]) { OtherInputs = [[2, 3]] },
        ["SimpleRNN with dropout"] = new(() => new SimpleRNN(3, dropout: 0.4, recurrentDropout: 0.4, unroll: true), [2, 3, 4]),
        ["SimpleRNNCell"] = new(() => new SimpleRNNCell(3), [2, 2]),
        ["Softmax"] = new(() => new Softmax(), [2, 3, 4]),
        ["Softmax over axes, masked"] = new(() => new Softmax([1, 2]), [2, 2, 3, 2]) { Masks = ["01"] },
        ["SpatialDropout1D"] = new(() => new SpatialDropout1D(0.4), [3, 2, 4]),
        ["SpatialDropout2D"] = new(() => new SpatialDropout2D(0.4), [3, 2, 2, 4]),
        ["SpatialDropout3D"] = new(() => new SpatialDropout3D(0.4), [3, 2, 1, 2, 4]),
        ["SpectralNormalization"] = new(() => new SpectralNormalization(new Dense(3)), [4, 2], Training: false),
        ["StackedRNNCells"] = new(() => new StackedRNNCells([new SimpleRNNCell(2), new LSTMCell(2)]), [2, 3]) { OtherInputs = [[2, 2], [2, 2], [2, 2]] },
        ["Subtract"] = new(() => new Subtract(), [2, 3, 2]) { OtherInputs = [[2, 2]] },
        ["TimeDistributed"] = new(() => new TimeDistributed(new Conv1D(2, [2])), [2, 3, 4, 2]),
        ["TimeDistributed step by step"] = new(() => new TimeDistributed(new BatchNormalization()), [4, 2, 3]),
        ["TimeDistributed with states within"] = new(() => new TimeDistributed(new GRU(2)), [2, 1, 3, 2]),
        ["UnitNormalization"] = new(() => new UnitNormalization([1, -1]), [2, 3, 4]),
        ["UpSampling1D"] = new(() => new UpSampling1D(3), [2, 3, 2]),
        ["UpSampling2D"] = new(() => new UpSampling2D([2, 3]), [2, 2, 3, 2]),
        ["UpSampling2D bicubic"] = new(() => new UpSampling2D(interpolation: Interpolation.Bicubic), [1, 3, 4, 2]),
        ["UpSampling2D bilinear"] = new(() => new UpSampling2D([2, 3], Interpolation.Bilinear), [2, 2, 3, 2]),
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
        Layer layer = @case.MakeBuilt();
        foreach (Variable variable in layer.Variables)
            variable.MoveTo(variable.Value.detach().to_type(ScalarType.Float64).requires_grad_(variable.IsTrainable));

        Tensor[] inputs = @case.Inputs();
        Tensor?[] masks = @case.MaskTensors();
        Tensor[] weights = layer.Variables.Where(v => v.IsTrainable).Select(v => v.Value).ToArray();
        GradientCheck.Of(Compute, [.. inputs.Where(input => input.requires_grad), .. weights]);

        Tensor Compute()
        {
            using Generator generator = new(3);
            CallContext context = new CallContext(@case.Training, generator).WithMasks(masks);
            return cat(layer.Call(inputs, context).Select(output => output.reshape(-1)).ToArray());
        }
    }

    [Fact]
    public void Every_layer_is_checked() =>
        Assert.Equal(KerasRegistry.ClassesOf(typeof(Layer)).ToHashSet(), Checked.ToHashSet());

    internal sealed record Case(Func<Layer> Make, long[] BatchShape, bool Training = true)
    {
        public long[][] OtherInputs { get; init; } = [];

        /// <summary>A mask an input, as <see cref="LayerFixtures.MaskOf"/> takes it; null for none.</summary>
        public string?[] Masks { get; init; } = [];

        /// <summary>Where the first input is read as indices, which have no gradients, the number of those; otherwise 0.</summary>
        public int Indices { get; init; }

        private long[][] Shapes => [BatchShape, .. OtherInputs];

        /// <summary>The layer with its first weights.</summary>
        public Layer MakeBuilt()
        {
            Layer layer = Make();
            using Generator generator = new(1);
            layer.Build(Array.ConvertAll(Shapes, shape => shape[1..]), generator);
            return layer;
        }

        /// <summary>Values in double precision for the inputs.</summary>
        public Tensor[] Inputs() =>
            Shapes.Select((shape, i) => i == 0 && Indices > 0 ? GradientCheck.Values(shape, seed: 7, 0, Indices).detach() : GradientCheck.Values(shape, seed: 7 + i)).ToArray();

        /// <summary>The masks of the inputs.</summary>
        public Tensor?[] MaskTensors() => Masks.Select(rows => rows is null ? null : LayerFixtures.MaskOf(rows)).ToArray();
    }
}
