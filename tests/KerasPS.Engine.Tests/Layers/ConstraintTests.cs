using System.Collections;
using KerasPS.Constraints;

namespace KerasPS.Tests.Layers;

[TestsOf(typeof(MaxNorm), typeof(MinMaxNorm), typeof(NonNeg), typeof(UnitNorm))]
public class ConstraintTests
{
    private const double Epsilon = 1e-7;

    /// <summary>Two units with the norms 5 and 0.5, and one of zeros.</summary>
    private static readonly double[,] Kernel = { { 3, -0.3, 0 }, { -4, 0.4, 0 } };

    [Theory]
    [InlineData("max_norm", 2, 0.5)]
    [InlineData("unit_norm", 1, 1)]
    [InlineData("min_max_norm", 1, 0.5)]
    public void Norms_of_units_become_what_the_defaults_allow(string name, double first, double second) =>
        AssertNorms(name, [first, second]);

    [Fact]
    public void Norms_move_part_of_the_way_with_a_rate() =>
        AssertNorms(new MinMaxNorm(minValue: 0.7, maxValue: 3, rate: 0.25), [(0.25 * 3) + (0.75 * 5), (0.25 * 0.7) + (0.75 * 0.5)]);

    [Fact]
    public void Negative_values_become_0() => Assert.Equal([3, 0, 0, 0, 0.4, 0], Applied("non_neg", Kernel));

    [Fact]
    public void Norms_of_filters_are_taken_over_three_axes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor filters = tensor(Enumerable.Range(1, 24).Select(n => (double)n).ToArray(), [2, 2, 3, 2]);
        Tensor result = new UnitNorm(axis: [0, 1, -2]).Apply(filters);
        double[] norms = result.square().sum([0, 1, 2]).sqrt().data<double>().ToArray();
        Assert.All(norms, norm => Assert.Equal(1, norm, 1e-7));
        double first = Enumerable.Range(0, 12).Sum(n => Math.Pow((2 * n) + 1, 2));
        Assert.Equal(1 / (Math.Sqrt(first) + Epsilon), result.reshape(24).narrow(0, 0, 1).item<double>(), 1e-12);
    }

    [Fact]
    public void The_axis_of_a_configuration_is_one_number_or_several()
    {
        Assert.Equal([1], Made(1).Axis);
        Assert.Equal([0, 1, 2], Made(new object[] { 0, 1, 2 }).Axis);
        Assert.Equal([0], new MaxNorm().Axis);

        static MaxNorm Made(object axis) => (MaxNorm)KerasRegistry.Resolve<Constraint>(new Hashtable { ["class_name"] = "max_norm", ["axis"] = axis });
    }

    [Fact]
    public void Limits_that_cannot_be_are_refused()
    {
        ThrowsError("InvalidValue", () => new MaxNorm(-1), "MaxNorm: max_value must be 0 or above, not -1.");
        ThrowsError("InvalidValue", () => new MinMaxNorm(1, 0.5), "MinMaxNorm: max_value must be 1 or above, not 0.5.");
        ThrowsError("InvalidValue", () => new MinMaxNorm(rate: 1.5), "MinMaxNorm: rate must be from 0 to 1, not 1.5.");
    }

    private static void AssertNorms(Constraint constraint, double[] wanted)
    {
        double[] factors = [wanted[0] / (5 + Epsilon), wanted[1] / (0.5 + Epsilon), 0];
        double[] expected = [3 * factors[0], -0.3 * factors[1], 0, -4 * factors[0], 0.4 * factors[1], 0];
        double[] actual = Applied(constraint, Kernel);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }

    private static double[] Applied(Constraint constraint, double[,] values)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor w = tensor(values.Cast<double>().ToArray(), [values.GetLength(0), values.GetLength(1)]);
        return constraint.Apply(w).data<double>().ToArray();
    }
}
