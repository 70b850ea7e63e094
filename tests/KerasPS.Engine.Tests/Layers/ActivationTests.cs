using System.Collections;
using KerasPS.Activations;

namespace KerasPS.Tests.Layers;

/// <summary>Functions and options that no golden case has, against the formulas written plainly.</summary>
public class ActivationTests
{
    private const double Tolerance = 1e-9;

    /// <summary>Every bend of the functions, and both sides of it.</summary>
    private static readonly double[] Points = [-7, -3.5, -3, -1.25, -1, -0.75, -0.5, -0.2, 0, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 3.5, 6, 7.5];

    private static readonly Dictionary<string, (ActivationFunction Activation, Func<double, double> Formula)> Functions = new()
    {
        ["celu, alpha 0.5"] = (new Celu(0.5), x => x >= 0 ? x : 0.5 * (Math.Exp(x / 0.5) - 1)),
        ["elu, alpha 0.5"] = (new Elu(0.5), x => x >= 0 ? x : 0.5 * (Math.Exp(x) - 1)),
        ["gelu, approximate"] = (new Gelu(true), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        ["hard_shrink"] = ("hard_shrink", x => Math.Abs(x) > 0.5 ? x : 0),
        ["hard_shrink, threshold 1"] = (new HardShrink(1), x => Math.Abs(x) > 1 ? x : 0),
        ["hard_silu"] = ("hard_silu", x => x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6),
        ["hard_swish"] = ("hard_swish", x => x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6),
        ["leaky_relu, slope 0.1"] = (new LeakyRelu(0.1), x => x >= 0 ? x : 0.1 * x),
        ["linear"] = ("linear", x => x),
        ["log_sigmoid"] = ("log_sigmoid", x => -Math.Log(1 + Math.Exp(-x))),
        ["relu, max_value 6"] = (new Relu(maxValue: 6), x => Math.Clamp(x, 0, 6)),
        ["relu, max_value 2"] = (new Relu(maxValue: 2), x => Math.Clamp(x, 0, 2)),
        ["relu, threshold 1"] = (new Relu(threshold: 1), x => x > 1 ? x : 0),
        ["relu, negative_slope 0.1"] = (new Relu(0.1), x => x >= 0 ? x : 0.1 * x),
        ["relu, all options"] = (new Relu(0.1, 6, 1), x => x > 1 ? Math.Min(x, 6) : 0.1 * (x - 1)),
        ["soft_shrink"] = ("soft_shrink", x => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0),
        ["soft_shrink, threshold 1"] = (new SoftShrink(1), x => x > 1 ? x - 1 : x < -1 ? x + 1 : 0),
        ["sparse_plus"] = ("sparse_plus", x => x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4),
        ["sparse_sigmoid"] = ("sparse_sigmoid", x => x <= -1 ? 0 : x >= 1 ? 1 : (x + 1) / 2),
        ["squareplus"] = ("squareplus", x => (x + Math.Sqrt((x * x) + 4)) / 2),
        ["squareplus, b 1"] = (new Squareplus(1), x => (x + Math.Sqrt((x * x) + 1)) / 2),
        ["swish"] = ("swish", x => x / (1 + Math.Exp(-x))),
        ["tanh_shrink"] = ("tanh_shrink", x => x - Math.Tanh(x)),
        ["threshold"] = (new Threshold(1, -2), x => x > 1 ? x : -2),
    };

    public static TheoryData<string> Names => new(Functions.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_formula(string name)
    {
        double[] actual = Applied(Functions[name].Activation, Points, [Points.Length]);
        for (int i = 0; i < Points.Length; i++)
            Assert.Equal((Points[i], Functions[name].Formula(Points[i])), (Points[i], actual[i]), Near);
    }

    [Fact]
    public void Glu_gates_one_half_with_the_other()
    {
        double[] actual = Applied(new Glu(), [1, -2, 3, 0.5, 4, 5, -1, 0], [2, 4]);
        double[] expected = [1 / (1 + Math.Exp(-3)), -2 / (1 + Math.Exp(-0.5)), 4 / (1 + Math.Exp(1)), 5 / 2.0];
        Assert.Equal(expected, actual, Near);
    }

    [Fact]
    public void Glu_halves_the_shape_and_layers_know_it()
    {
        Assert.Equal([3, 2], new Glu().ComputeOutputShape([3, 4]));
        Assert.Equal([2, 4], new Glu(axis: 1).ComputeOutputShape([4, 4]));
        Assert.Equal([-1, 3], new Glu(axis: 1).ComputeOutputShape([-1, 3]));
        Assert.Equal([3], new Dense(6, "glu").ComputeOutputShape([5]));
        Assert.Equal([3], new Activation("glu").ComputeOutputShape([6]));
        ThrowsError("ShapeMismatch", () => new Glu().ComputeOutputShape([3]), "glu halves axis -1", "(3,)");
        ThrowsError("ShapeMismatch", () => new Glu(axis: 0).ComputeOutputShape([4]), "glu halves axis 0");
    }

    [Theory]
    [InlineData(new double[] { 1, 0.8, -3 }, new[] { 0.6, 0.4, 0 })]
    [InlineData(new double[] { 0, 0, 0 }, new[] { 1 / 3.0, 1 / 3.0, 1 / 3.0 })]
    [InlineData(new double[] { -0.5, 0, 3 }, new double[] { 0, 0, 1 })]
    [InlineData(new double[] { 0.1, 0.4, 0.3 }, new[] { 0.5 / 3, 1.4 / 3, 1.1 / 3 })]
    [InlineData(new double[] { 0.2, double.NegativeInfinity, 0.2 }, new double[] { 0.5, 0, 0.5 })]
    public void Sparsemax_sums_to_1_with_true_zeros(double[] values, double[] expected)
    {
        Assert.Equal(expected, Applied(new Sparsemax(), values, [3]), Near);
        double[] twice = values.SelectMany(value => new[] { value, value }).ToArray();
        Assert.Equal(expected.SelectMany(value => new[] { value, value }), Applied(new Sparsemax(axis: 0), twice, [3, 2]), Near);
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("log_softmax")]
    public void An_axis_other_than_the_last_can_be_normalised(string name)
    {
        double[] values = [1, 5, 2, 5, 4, 2];
        double[] actual = Applied(KerasRegistry.Resolve<ActivationFunction>(new Hashtable { ["class_name"] = name, ["axis"] = 0 }), values, [3, 2]);
        for (int i = 0; i < values.Length; i++)
        {
            double sum = Enumerable.Range(0, 3).Sum(row => Math.Exp(values[(2 * row) + (i % 2)]));
            double probability = Math.Exp(values[i]) / sum;
            Assert.Equal(name == "softmax" ? probability : Math.Log(probability), actual[i], Tolerance);
        }
    }

    [Theory]
    [InlineData("relu6", 0, 0)]
    [InlineData("relu6", 6, 0)]
    [InlineData("relu", 0, 0)]
    [InlineData("hard_tanh", 1, 0)]
    [InlineData("sparse_sigmoid", -1, 0)]
    [InlineData("sparse_sigmoid", 1, 0)]
    [InlineData("sparse_plus", 1, 1)]
    [InlineData("leaky_relu", 0, 0.2)]
    public void Gradients_at_the_bends_are_those_of_Keras_on_torch(string name, double at, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor([at], [1], requires_grad: true);
        KerasRegistry.Resolve<ActivationFunction>(name).Call(x).sum().backward();
        Assert.Equal(expected, x.grad!.item<double>(), 1e-12);
    }

    [Fact]
    public void A_file_names_functions_and_describes_those_with_other_options()
    {
        Assert.Equal("leaky_relu", ObjectConfig.Describe(new LeakyRelu()));
        Assert.Equal("relu", ObjectConfig.Describe(new Relu()));
        Assert.Equal(
            """{"module":"keras.layers","class_name":"LeakyReLU","config":{"negative_slope":0.1},"registered_name":null}""",
            JsonSerializer.Serialize(ObjectConfig.Describe(new LeakyRelu(0.1))));
        Assert.Equal(
            """{"module":"keras.activations","class_name":"Celu","config":{"alpha":0.5},"registered_name":null}""",
            JsonSerializer.Serialize(ObjectConfig.Describe(new Celu(0.5))));
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        ThrowsError("InvalidValue", () => new Relu(maxValue: -1), "Relu: max_value must be 0 or above, not -1.");
        ThrowsError("InvalidValue", () => new Celu(0), "Celu: alpha must be above 0, not 0.");
        ThrowsError("InvalidValue", () => new SoftShrink(-1), "SoftShrink: threshold must be 0 or above, not -1.");
        ThrowsError("MissingArgument", () => KerasRegistry.Resolve<ActivationFunction>("threshold"), "Threshold needs a value for 'threshold'");
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= Tolerance;

    private static bool Near((double At, double Value) expected, (double At, double Value) actual) => Near(expected.Value, actual.Value);

    private static double[] Applied(ActivationFunction activation, double[] values, long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        return activation.Call(tensor(values, shape)).contiguous().data<double>().ToArray();
    }
}
