using KerasPS.Configuration;
using KerasPS.Initializers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Layers;

public class InitializerTests
{
    /// <summary>The standard deviation before the cut of a normal distribution that has 1 after being cut at two of them.</summary>
    private const double Cut = 2 / 0.87962566103423978;

    private static readonly long[] Shape = [200, 300];

    [Theory]
    [InlineData("glorot_uniform", 250)]
    [InlineData("he_uniform", 100)]
    [InlineData("lecun_uniform", 200)]
    public void Uniform_values_fill_their_limits(string name, double divisor)
    {
        double limit = Math.Sqrt(3 / divisor);
        float[] values = Draw(name);
        Assert.InRange(values.Max(), 0.999 * limit, limit);
        Assert.InRange(values.Min(), -limit, -0.999 * limit);
        AssertMoments(values, Math.Sqrt(1 / divisor));
    }

    [Theory]
    [InlineData("glorot_normal", 250)]
    [InlineData("he_normal", 100)]
    [InlineData("lecun_normal", 200)]
    public void Normal_values_are_cut_at_two_standard_deviations(string name, double divisor)
    {
        double deviation = Math.Sqrt(1 / divisor);
        float[] values = Draw(name);
        Assert.InRange(values.Max(), 0.98 * Cut * deviation, Cut * deviation);
        Assert.InRange(values.Min(), -Cut * deviation, -0.98 * Cut * deviation);
        AssertMoments(values, deviation);
    }

    [Fact]
    public void Fans_of_a_convolution_count_its_receptive_field() => Assert.Equal((3 * 2 * 5, 3 * 2 * 7), Initializer.Fans([3, 2, 5, 7]));

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Draw("zeros"), v => Assert.Equal(0, v));
        Assert.All(Draw("ones"), v => Assert.Equal(1, v));
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(0);
        Assert.All(new Constant(0.3).Create(Shape, ScalarType.Float32, generator).data<float>().ToArray(), v => Assert.Equal(0.3f, v));
    }

    [Fact]
    public void An_own_seed_gives_the_same_values_whatever_the_model_s()
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator first = new(1);
        using Generator second = new(2);
        GlorotUniform seeded = new(seed: 5);
        Assert.Equal(ValuesOf(seeded, first), ValuesOf(seeded, second));
        Assert.NotEqual(ValuesOf(new GlorotUniform(), first), ValuesOf(new GlorotUniform(), second));

        float[] ValuesOf(Initializer initializer, Generator generator) =>
            initializer.Create(Shape, ScalarType.Float32, generator).data<float>().ToArray();
    }

    private static float[] Draw(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(1);
        return KerasRegistry.Resolve<Initializer>(name).Create(Shape, ScalarType.Float32, generator).data<float>().ToArray();
    }

    private static void AssertMoments(float[] values, double deviation)
    {
        double mean = values.Average(v => (double)v);
        Assert.Equal(0, mean, 5 * deviation / Math.Sqrt(values.Length));
        Assert.Equal(deviation, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), 0.01 * deviation);
    }
}
