using System.Collections;

namespace KerasPS.Tests.Layers;

public class SpatialLayerTests
{
    /// <summary>Layers with, for each output, the input that it is; null for a zero.</summary>
    private static readonly Dictionary<string, (Layer Layer, long[] BatchShape, Func<long[], long[]?> From)> Moved = new()
    {
        ["Cropping1D"] = (new Cropping1D([1, 2]), [2, 5, 2], at => [at[0], at[1] + 1, at[2]]),
        ["Cropping1D, both ends"] = (new Cropping1D(), [2, 5, 2], at => [at[0], at[1] + 1, at[2]]),
        ["Cropping2D, nothing"] = (new Cropping2D(), [2, 3, 2, 2], at => at),
        ["Cropping2D, all borders"] = (new Cropping2D([[1]]), [2, 3, 4, 2], at => [at[0], at[1] + 1, at[2] + 1, at[3]]),
        ["Cropping2D, each axis"] = (new Cropping2D([[1], [0]]), [2, 3, 4, 2], at => [at[0], at[1] + 1, at[2], at[3]]),
        ["Cropping2D, each border"] = (new Cropping2D([[0, 1], [2, 0]]), [2, 3, 4, 2], at => [at[0], at[1], at[2] + 2, at[3]]),
        ["Cropping3D"] = (new Cropping3D([[1, 0], [0, 2], [0]]), [1, 2, 4, 3, 2], at => [at[0], at[1] + 1, at[2], at[3], at[4]]),
        ["ZeroPadding1D"] = (new ZeroPadding1D([1, 2]), [2, 3, 2], at => [at[0], at[1] - 1, at[2]]),
        ["ZeroPadding2D"] = (new ZeroPadding2D(), [2, 3, 2, 2], at => [at[0], at[1] - 1, at[2] - 1, at[3]]),
        ["ZeroPadding2D, each border"] = (new ZeroPadding2D([[0, 1], [2, 3]]), [2, 3, 2, 2], at => [at[0], at[1], at[2] - 2, at[3]]),
        ["ZeroPadding3D"] = (new ZeroPadding3D([[1], [0, 2], [3, 0]]), [1, 2, 1, 2, 2], at => [at[0], at[1] - 1, at[2], at[3] - 3, at[4]]),
        ["UpSampling1D"] = (new UpSampling1D(3), [2, 3, 2], at => [at[0], at[1] / 3, at[2]]),
        ["UpSampling2D"] = (new UpSampling2D([2, 3]), [2, 2, 3, 2], at => [at[0], at[1] / 2, at[2] / 3, at[3]]),
        ["UpSampling3D"] = (new UpSampling3D(), [1, 2, 1, 3, 2], at => [at[0], at[1] / 2, at[2] / 2, at[3] / 2, at[4]]),
        ["Permute"] = (new Permute([3, 1, 2]), [2, 3, 4, 2], at => [at[0], at[2], at[3], at[1]]),
        ["RepeatVector"] = (new RepeatVector(3), [2, 4], at => [at[0], at[2]]),
        ["Flatten"] = (new Flatten(), [2, 3, 4], at => [at[0], at[1] / 4, at[1] % 4]),
        ["Flatten, single numbers"] = (new Flatten(), [3], at => [at[0]]),
        ["Reshape"] = (new Reshape([-1, 3]), [2, 6], at => [at[0], (at[1] * 3) + at[2]]),
        ["Reshape to single numbers"] = (new Reshape([]), [2, 1], at => [at[0], 0]),
    };

    private static readonly Dictionary<string, (long[] BatchShape, long[] Output)> Sizes = new()
    {
        ["Cropping1D"] = ([2, 5, 2], [2, 2, 2]),
        ["Cropping1D, both ends"] = ([2, 5, 2], [2, 3, 2]),
        ["Cropping2D, each border"] = ([2, 3, 4, 2], [2, 2, 2, 2]),
        ["ZeroPadding1D"] = ([2, 3, 2], [2, 6, 2]),
        ["ZeroPadding2D, each border"] = ([2, 3, 2, 2], [2, 4, 7, 2]),
        ["ZeroPadding3D"] = ([1, 2, 1, 2, 2], [1, 4, 3, 5, 2]),
        ["UpSampling2D"] = ([2, 2, 3, 2], [2, 4, 9, 2]),
        ["RepeatVector"] = ([2, 4], [2, 3, 4]),
        ["Flatten, single numbers"] = ([3], [3, 1]),
        ["Reshape"] = ([2, 6], [2, 2, 3]),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Cropping1D([1, 2]), [2, 5, 2]),
        new(() => new Cropping2D([[1, 0], [0, 2]]), [2, 3, 4, 2]),
        new(() => new Cropping3D(), [1, 3, 4, 3, 2]),
        new(() => new Flatten(), [2, 3, 4]),
        new(() => new Permute([2, 3, 1]), [2, 3, 2, 4]),
        new(() => new RepeatVector(3), [2, 4]),
        new(() => new Reshape([3, -1]), [2, 6]),
        new(() => new UpSampling1D(3), [2, 3, 2]),
        new(() => new UpSampling2D([2, 3]), [2, 2, 3, 2]),
        new(() => new UpSampling2D(interpolation: Interpolation.Bicubic), [1, 3, 4, 2], "bicubic"),
        new(() => new UpSampling2D([2, 3], Interpolation.Bilinear), [2, 2, 3, 2], "bilinear"),
        new(() => new UpSampling3D([2, 1, 3]), [1, 2, 3, 2, 2]),
        new(() => new ZeroPadding1D([1, 2]), [2, 3, 2]),
        new(() => new ZeroPadding2D([[1, 0], [0, 2]]), [2, 2, 3, 2]),
        new(() => new ZeroPadding3D(), [1, 2, 2, 1, 2]),
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(Permute), "dims", new object[] { 2, 1 }),
        new(typeof(Cropping1D), "cropping", new object[] { 1, 2 }),
        new(typeof(ZeroPadding1D), "padding", new object[] { 1, 2 }),
    ];

    public static TheoryData<string> Cases => new(Moved.Keys);

    public static TheoryData<string> AllLayers => new(
        new[] { typeof(ConvolutionLayer), typeof(TransposedConvolutionLayer), typeof(DepthwiseConvolutionLayer), typeof(PoolingLayer), typeof(SpatialLayer) }
            .SelectMany(KerasRegistry.ClassesOf)
            .Select(type => type.Name));

    public static TheoryData<string> SizeCases => new(Sizes.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_output_is_the_input_that_belongs_there(string name)
    {
        (Layer layer, long[] shape, Func<long[], long[]?> from) = Moved[name];
        Grid input = Grid.Random(shape, seed: 1);
        Grid output = input.Through(layer);
        foreach (long[] at in Grid.Positions(output.Shape))
            Assert.Equal(input.Contains(from(at)!) ? input[from(at)!] : 0, output[at]);
    }

    [Theory]
    [MemberData(nameof(SizeCases))]
    public void Sizes_are_as_counted(string name) =>
        Assert.Equal(Sizes[name].Output, Grid.Random(Sizes[name].BatchShape, seed: 1).Through(Moved[name].Layer).Shape);

    /// <summary>With centres at halves, outputs lie at -1/4, 1/4, 3/4 ... of the inputs' distance; beyond the outermost their values stay.</summary>
    [Fact]
    public void Bilinear_upsampling_mixes_the_nearest_pixels()
    {
        Grid row = new([1, 1, 3, 1], [0, 4, 16]);
        Assert.Equal([0.0, 1, 3, 7, 13, 16], row.Through(new UpSampling2D([1, 2], Interpolation.Bilinear)).Values);
        Grid image = new([1, 2, 2, 1], [0, 4, 8, 12]);
        Assert.Equal(
            [0.0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12],
            image.Through(new UpSampling2D(interpolation: Interpolation.Bilinear)).Values);
    }

    /// <summary>Keys's kernel with a = -0.75 at distances 1/4, 3/4, 5/4 and 7/4.</summary>
    [Fact]
    public void Bicubic_upsampling_mixes_four_pixels_in_each_direction()
    {
        double near = 1 - (2.25 / 16) + (1.25 / 64);
        double far = 1 - (2.25 * 9 / 16) + (1.25 * 27 / 64);
        double Beyond(double d) => -0.75 * ((d * d * d) - (5 * d * d) + (8 * d) - 4);
        double[] x = [3, 1, 4, 1, 5];
        Grid output = new Grid([1, 5, 1, 1], x).Through(new UpSampling2D([2, 1], Interpolation.Bicubic));
        double expected = (x[1] * Beyond(1.25)) + (x[2] * near) + (x[3] * far) + (x[4] * Beyond(1.75));
        Assert.Equal(expected, output[0, 5, 0, 0], 1e-12);
    }

    [Fact]
    public void Interpolations_that_the_backend_does_not_have_are_refused() => ThrowsError(
        "UnknownName",
        () => KerasRegistry.Resolve<Layer>(new Hashtable { ["class_name"] = "UpSampling2D", ["interpolation"] = "lanczos3" }),
        "lanczos3",
        "bilinear");

    [Theory]
    [InlineData("Conv2D")]
    [InlineData("Conv1DTranspose")]
    [InlineData("DepthwiseConv1D")]
    [InlineData("SeparableConv1D")]
    [InlineData("MaxPooling1D")]
    public void Causal_padding_is_for_Conv1D_alone(string name)
    {
        ThrowsError("UnknownName", () => KerasRegistry.Resolve<Layer>(new Hashtable { ["class_name"] = name, ["padding"] = "causal" }), "causal", "valid, same");
        Hashtable specification = new() { ["class_name"] = "Conv1D", ["filters"] = 1, ["kernel_size"] = 2, ["padding"] = "causal" };
        Assert.Equal("causal", KerasRegistry.Resolve<Layer>(specification).GetConfig()["padding"]);
    }

    [Theory]
    [InlineData("2", "[[2,2],[2,2]]")]
    [InlineData("[1, 2]", "[[1,1],[2,2]]")]
    [InlineData("[[1, 2], [3, 4]]", "[[1,2],[3,4]]")]
    [InlineData("[1, [3, 4]]", "[[1,1],[3,4]]")]
    public void Borders_are_read_in_each_of_Keras_s_forms_and_written_as_pairs(string given, string expected)
    {
        foreach ((string name, string argument) in new[] { ("ZeroPadding2D", "padding"), ("Cropping2D", "cropping") })
        {
            JsonElement value = JsonDocument.Parse(given).RootElement;
            Layer layer = KerasRegistry.Resolve<Layer>(new Hashtable { ["class_name"] = name, [argument] = value });
            Assert.Equal(expected, JsonSerializer.Serialize(layer.GetConfig()[argument]));
        }
    }

    [Theory]
    [InlineData("2", "[2,2]")]
    [InlineData("[1, 2]", "[1,2]")]
    public void Borders_of_sequences_are_one_pair(string given, string expected)
    {
        JsonElement value = JsonDocument.Parse(given).RootElement;
        Layer layer = KerasRegistry.Resolve<Layer>(new Hashtable { ["class_name"] = "ZeroPadding1D", ["padding"] = value });
        Assert.Equal(expected, JsonSerializer.Serialize(layer.GetConfig()["padding"]));
    }

    [Fact]
    public void Keras_s_other_names_are_known() => Assert.All(
        new Dictionary<string, Type>
        {
            ["Convolution1D"] = typeof(Conv1D),
            ["Convolution3DTranspose"] = typeof(Conv3DTranspose),
            ["SeparableConvolution2D"] = typeof(SeparableConv2D),
            ["MaxPool3D"] = typeof(MaxPooling3D),
            ["AvgPool1D"] = typeof(AveragePooling1D),
            ["GlobalAvgPool2D"] = typeof(GlobalAveragePooling2D),
            ["GlobalMaxPool1D"] = typeof(GlobalMaxPooling1D),
        },
        pair => Assert.Equal(pair.Value, KerasRegistry.Find(typeof(Layer), pair.Key)));

    [Fact]
    public void Sizes_that_are_not_known_stay_so()
    {
        Assert.Equal([-1, 2], new Cropping1D([9, 9]).ComputeOutputShape([-1, 2]));
        Assert.Equal([-1, 4, 2], new ZeroPadding2D().ComputeOutputShape([-1, 2, 2]));
        Assert.Equal([-1, 2], new UpSampling1D().ComputeOutputShape([-1, 2]));
        Assert.Equal([2, -1], new Permute([2, 1]).ComputeOutputShape([-1, 2]));
        Assert.Equal([3, -1], new RepeatVector(3).ComputeOutputShape([-1]));
        Assert.Equal([-1], new Flatten().ComputeOutputShape([-1, 2]));
        Assert.Equal([-1, 4], new Reshape([-1, 4]).ComputeOutputShape([-1, 2]));
        Assert.Equal([2, 4], new Reshape([2, 4]).ComputeOutputShape([-1, 2]));
    }

    /// <summary>Half-precision numbers have 8 bits: outputs and gradients are near those of single precision.</summary>
    [Theory]
    [MemberData(nameof(AllLayers))]
    public void Layers_compute_in_half_precision(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(1);
        int axes = name.FirstOrDefault(char.IsAsciiDigit, '2') - '0';
        Tensor input = Grid.Random([2, .. Enumerable.Repeat(5L, axes), 2], seed: 1).Tensor().to_type(ScalarType.BFloat16);
        Layer layer = Make(name);
        layer.Build(input.shape[1..], generator);
        CallContext context = new(Training: true, generator);
        (Tensor expected, Tensor expectedGradient) = OutputAndGradient(input.to_type(ScalarType.Float32));
        layer.ApplyPolicy(DtypePolicy.Of("mixed_bfloat16"));
        (Tensor output, Tensor gradient) = OutputAndGradient(input);
        Assert.Equal((ScalarType.BFloat16, ScalarType.BFloat16), (output.dtype, gradient.dtype));
        AssertNear(expected, output);
        AssertNear(expectedGradient, gradient);

        (Tensor Output, Tensor Gradient) OutputAndGradient(Tensor batch)
        {
            Tensor leaf = batch.detach().requires_grad_();
            Tensor result = layer.Call(leaf, context);
            result.sum().backward();
            return (result.detach(), leaf.grad!);
        }

        static void AssertNear(Tensor expected, Tensor actual)
        {
            Assert.Equal(expected.shape, actual.shape);
            Assert.True((actual.to_type(ScalarType.Float32) - expected).abs().amax().item<float>() < 0.05);
        }
    }

    private static Layer Make(string name)
    {
        Hashtable specification = new() { ["class_name"] = name };
        (string Argument, object Value)[] known =
            [("filters", 2), ("kernel_size", 3), ("pool_size", 2), ("padding", "same"), ("strides", 2), ("output_size", 2), ("interpolation", "bilinear"), ("height", 3), ("width", 7)];
        IEnumerable<string> taken = ObjectSignature.Of(KerasRegistry.Find(typeof(Layer), name)).Arguments.Select(argument => argument.Name);
        foreach ((string argument, object value) in known.Where(pair => taken.Contains(pair.Argument) && !(name.StartsWith("Zero") && pair.Argument == "padding")))
            specification[argument] = value;
        return KerasRegistry.Resolve<Layer>(specification);
    }
}
