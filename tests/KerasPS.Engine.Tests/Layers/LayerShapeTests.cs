namespace KerasPS.Tests.Layers;

public class LayerShapeTests
{
    private static readonly Dictionary<string, (Func<Layer> Make, long[] Input, string[] InMessage)> Wrong = new()
    {
        ["a convolution of rows"] = (() => new Conv2D(2, [3]), [4], ["(height, width, channels)", "(4,)"]),
        ["a window larger than the image"] = (() => new Conv2D(2, [3, 5]), [4, 4, 1], ["3 by 5", "(4, 4, 1)"]),
        ["a dilated window larger than the sequence"] = (() => new Conv1D(2, [3], dilationRate: [4]), [8, 1], ["(time, channels)", "window of 9", "(8, 1)"]),
        ["groups that do not divide the channels"] = (() => new Conv2D(4, [1], groups: 2), [4, 4, 3], ["groups (2)", "(4, 4, 3)"]),
        ["a depthwise convolution of rows"] = (() => new DepthwiseConv1D([3]), [4], ["(time, channels)", "(4,)"]),
        ["a separable convolution of sequences"] = (() => new SeparableConv2D(2, [3]), [4, 2], ["(height, width, channels)", "(4, 2)"]),
        ["a transposed convolution of images"] = (() => new Conv3DTranspose(2, [3]), [4, 4, 1], ["(depth, height, width, channels)", "(4, 4, 1)"]),
        ["a transposed convolution that leaves nothing"] = (() => new Conv1DTranspose(2, [2], padding: Padding.Same, outputPadding: [0]), [1, 1], ["(1, 1)"]),
        ["a crop of all"] = (() => new Cropping2D([[1, 2], [2, 2]]), [4, 4, 1], ["3 by 4", "(4, 4, 1)"]),
        ["a crop of rows"] = (() => new Cropping1D(), [4], ["(time, channels)", "(4,)"]),
        ["padding of sequences"] = (() => new ZeroPadding2D(), [4, 4], ["(height, width, channels)", "(4, 4)"]),
        ["upsampling of images"] = (() => new UpSampling3D(), [4, 4, 1], ["(depth, height, width, channels)", "(4, 4, 1)"]),
        ["global pooling of rows"] = (() => new GlobalMaxPooling1D(), [4], ["(time, channels)", "(4,)"]),
        ["adaptive pooling of rows"] = (() => new AdaptiveMaxPooling2D([2]), [4], ["(height, width, channels)", "(4,)"]),
        ["rows to crop"] = (() => new RandomCrop(2, 2), [4], ["(height, width, channels)", "(4,)"]),
        ["rows to resize"] = (() => new Resizing(2, 2), [4], ["(height, width, channels)", "(4,)"]),
        ["rows to turn"] = (() => new RandomRotation([0.1]), [4], ["(height, width, channels)", "(4,)"]),
        ["other axes than those to permute"] = (() => new Permute([2, 1]), [4], ["2 axes", "(4,)"]),
        ["a matrix to repeat"] = (() => new RepeatVector(2), [4, 2], ["(features)", "(4, 2)"]),
        ["pooling of rows"] = (() => new MaxPooling2D(), [4], ["(height, width, channels)", "(4,)"]),
        ["pooling of an image that is too small"] = (() => new MaxPooling2D([5]), [4, 4, 1], ["5 by 5", "(4, 4, 1)"]),
        ["a shape of another size"] = (() => new Reshape([3, 3]), [8], ["(3, 3)", "(8,)"]),
        ["a shape that leaves a rest"] = (() => new Reshape([3, -1]), [8], ["(3, -1)", "(8,)"]),
        ["another shape than the input layer's"] = (() => new InputLayer([4]), [8], ["(4,)", "(8,)"]),
        ["means of other features"] = (() => new Normalization(mean: [1, 2], variance: [1, 1]), [3], ["2", "(3,)"]),
        ["factors of other features"] = (() => new Rescaling([1, 2]), [3], ["2", "(3,)"]),
        ["a number alone to make a vector of"] = (() => new CategoryEncoding(3), [], ["(..., length)", "()"]),
        ["a dense layer without axes"] = (() => new Dense(2), [], ["(..., in)"]),
    };

    public static TheoryData<string> Cases => new(Wrong.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_shape_that_a_layer_cannot_take_is_refused_with_the_layer_and_both_shapes(string name)
    {
        (Func<Layer> make, long[] input, string[] inMessage) = Wrong[name];
        Layer layer = make();
        layer.Name = "the_layer";
        ThrowsError("ShapeMismatch", () => layer.ComputeOutputShape(input), ["'the_layer'", layer.ClassName, .. inMessage]);
    }

    [Fact]
    public void A_layer_that_does_not_fit_the_one_before_is_refused_when_it_is_added()
    {
        Sequential model = new([new InputLayer([4, 4, 1]), new Flatten()]);
        ThrowsError("ShapeMismatch", () => model.Add(new Conv2D(2, [3])), "'conv2d'", "(16,)");
        Assert.Equal(2, model.Layers.Count);
    }

    [Fact]
    public void A_layer_that_was_built_takes_no_other_shape()
    {
        Dense layer = new(3);
        Sequential model = new([layer]);
        model.Build([4]);
        ThrowsError("ShapeMismatch", () => model.Build([5]), "'dense'", "(4,)", "(5,)");
        ThrowsError("ShapeMismatch", () => new Sequential([new Flatten(), layer]).Build([2, 3]), "'dense'", "(4,)", "(6,)");
        Assert.Equal([4], model.InputShape);
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused_with_what_is_allowed()
    {
        ThrowsError("InvalidValue", () => new Dense(0), "Dense: units must be above 0, not 0.");
        ThrowsError("InvalidValue", () => new Dropout(2), "Dropout: rate must be from 0 to 1, not 2.");
        ThrowsError("InvalidValue", () => new Dropout(double.NaN), "rate");
        ThrowsError("InvalidValue", () => new Conv2D(2, [1, 2, 3]), "Conv2D: kernel_size", "1, 2, 3");
        ThrowsError("InvalidValue", () => new Conv2D(2, [0]), "kernel_size");
        ThrowsError("InvalidValue", () => new Conv2D(3, [1], groups: 2), "3 is not divisible by 2");
        ThrowsError("InvalidValue", () => new Conv2D(2, [3], strides: [1, 2], dilationRate: [2, 1]), "strides (1, 2)", "dilation_rate (2, 1)");
        ThrowsError("InvalidValue", () => new Conv1DTranspose(2, [3], strides: [2], dilationRate: [2]), "strides", "dilation_rate");
        ThrowsError("InvalidValue", () => new Conv2DTranspose(2, [3], strides: [3, 1], outputPadding: [1]), "output_padding", "below the strides (3, 1)", "1, 1");
        ThrowsError("InvalidValue", () => new Conv2DTranspose(2, [3], outputPadding: [-1]), "output_padding", "0 or above");
        ThrowsError("InvalidValue", () => new DepthwiseConv2D([3], depthMultiplier: 0), "depth_multiplier");
        ThrowsError("InvalidValue", () => new Cropping2D([[1], [2], [3]]), "Cropping2D: cropping", "2 pairs (before, after)", "1, 2, 3");
        ThrowsError("InvalidValue", () => new ZeroPadding3D([[1, 2, 3], [1], [1]]), "ZeroPadding3D: padding", "(1, 2, 3), 1, 1");
        ThrowsError("InvalidValue", () => new ZeroPadding1D([-1]), "ZeroPadding1D: padding", "0 or above, or a pair");
        ThrowsError("InvalidValue", () => new UpSampling1D(0), "UpSampling1D: size");
        ThrowsError("InvalidValue", () => new AdaptiveAveragePooling1D([2, 3]), "output_size", "2, 3");
        ThrowsError("InvalidValue", () => new Permute([0, 1]), "Permute: dims", "0, 1");
        ThrowsError("InvalidValue", () => new RepeatVector(0), "RepeatVector: n must be above 0");
        ThrowsError("InvalidValue", () => new Reshape([-1, -1]), "target_shape", "-1, -1");
        ThrowsError("InvalidValue", () => new Reshape([-2]), "target_shape", "-2");
        ThrowsError("InvalidValue", () => new MaxPooling2D([2], strides: []), "MaxPooling2D: strides");
        ThrowsError("InvalidValue", () => new BatchNormalization(epsilon: 0), "epsilon must be above 0");
        ThrowsError("InvalidValue", () => new CategoryEncoding(0), "CategoryEncoding: num_tokens must be above 0");
        ThrowsError("InvalidValue", () => new Rescaling([]), "Rescaling: scale is empty");
        ThrowsError("InvalidValue", () => new Discretization(), "bin_boundaries", "num_bins");
        ThrowsError("InvalidValue", () => new Discretization(numBins: 0), "num_bins must be above 0");
        ThrowsError("InvalidValue", () => new Discretization([1, 2], numBins: 2), "2 values", "num_bins (2)");
        ThrowsError("InvalidValue", () => new Discretization([2, 1]), "ascending", "2, 1");
        ThrowsError("InvalidValue", () => new Discretization(numBins: 2, epsilon: 0), "epsilon must be above 0");
    }

    [Theory]
    [InlineData(Padding.Valid, 1)]
    [InlineData(Padding.Valid, 2)]
    [InlineData(Padding.Same, 1)]
    [InlineData(Padding.Same, 2)]
    public void The_output_shape_that_is_announced_is_the_one_that_comes(Padding padding, int stride)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(0);
        CallContext context = new(Training: false, generator);
        for (long size = 3; size <= 7; size++)
        {
            Layer[] layers =
            [
                new Conv2D(2, [3, 2], strides: [stride], padding: padding),
                new Conv2DTranspose(2, [3, 2], strides: [stride], padding: padding),
                new Conv2DTranspose(2, [3, 2], strides: [stride], padding: padding, outputPadding: [stride - 1, 0]),
                new DepthwiseConv2D([3, 2], strides: [stride], padding: padding),
                new SeparableConv2D(2, [3, 2], strides: [stride], padding: padding),
                new MaxPooling2D([2, 3], strides: [stride], padding: padding),
                new AveragePooling2D([2, 3], strides: [stride], padding: padding),
            ];
            foreach (Layer layer in layers)
            {
                layer.Build([size, size + 1, 2], generator);
                Assert.Equal(layer.OutputShape, layer.Call(ones([1, size, size + 1, 2]), context).shape[1..]);
            }
        }
    }
}
