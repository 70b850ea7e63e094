using System.Numerics;
using KerasPS.Numerics;

namespace KerasPS.Tests;

public class VectorMathTests
{
    [Fact]
    public void Exponentials_are_exact_to_a_unit_or_two_in_the_last_place() =>
        RequireClose(VectorMath.Exp, Math.Exp, from: -87, to: 88, relative: 3e-7);

    [Fact]
    public void Sigmoids_are_exact_to_a_unit_or_two_in_the_last_place() =>
        RequireClose(VectorMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), from: -80, to: 80, relative: 3e-7);

    [Fact]
    public void Hyperbolic_tangents_are_exact_to_a_unit_or_two_in_the_last_place() =>
        RequireClose(VectorMath.Tanh, Math.Tanh, from: -20, to: 20, relative: 3e-7);

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-30f)]
    [InlineData(-1e-20f)]
    [InlineData(0.625f)]
    [InlineData(-0.6249999f)]
    public void Small_numbers_keep_their_digits(float x) => Assert.Equal(MathF.Tanh(x), VectorMath.Tanh(new(x))[0], Math.Abs(x) * 2e-7);

    [Fact]
    public void Far_numbers_reach_the_limits()
    {
        Assert.Equal(1, VectorMath.Tanh(new(1e30f))[0]);
        Assert.Equal(-1, VectorMath.Tanh(new(float.NegativeInfinity))[0]);
        Assert.Equal(1, VectorMath.Sigmoid(new(float.PositiveInfinity))[0]);
        Assert.InRange(VectorMath.Sigmoid(new(-1e30f))[0], 0, 1e-37f);
        Assert.Equal(0.5f, VectorMath.Sigmoid(new(0f))[0]);
        Assert.Equal(1, VectorMath.Exp(new(0f))[0]);
    }

    [Fact]
    public void What_is_no_number_stays_none()
    {
        Assert.True(float.IsNaN(VectorMath.Sigmoid(new(float.NaN))[0]));
        Assert.True(float.IsNaN(VectorMath.Tanh(new(float.NaN))[0]));
    }

    private static void RequireClose(Func<Vector<float>, Vector<float>> vector, Func<double, double> scalar, double from, double to, double relative)
    {
        const int Count = 100_000;
        for (int i = 0; i <= Count; i++)
        {
            float x = (float)(from + ((to - from) * i / Count));
            double expected = scalar(x);
            Assert.Equal(expected, vector(new(x))[0], Math.Abs(expected) * relative);
        }
    }
}
