using System.Collections;
using KerasPS.Initializers;
using Identity = KerasPS.Initializers.Identity;

namespace KerasPS.Tests.Layers;

[TestsOf(
    typeof(Constant), typeof(Identity), typeof(Ones), typeof(Orthogonal), typeof(RandomNormal), typeof(RandomUniform), typeof(TruncatedNormal),
    typeof(VarianceScaling), typeof(Zeros), typeof(GlorotNormal), typeof(GlorotUniform), typeof(HeNormal), typeof(HeUniform),
    typeof(LecunNormal), typeof(LecunUniform))]
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

    [Theory]
    [InlineData("random_uniform")]
    [InlineData("uniform")]
    public void Plain_uniform_values_fill_their_limits(string name)
    {
        float[] values = Draw(name);
        Assert.InRange(values.Max(), 0.04995, 0.05);
        Assert.InRange(values.Min(), -0.05, -0.04995);
        AssertMoments(values, 0.1 / Math.Sqrt(12));
        float[] shifted = Draw(new RandomUniform(2, 3, seed: 1));
        Assert.All(shifted, value => Assert.InRange(value, 2, 3));
        AssertMoments(shifted, 1 / Math.Sqrt(12), mean: 2.5);
    }

    [Theory]
    [InlineData("random_normal")]
    [InlineData("normal")]
    public void Plain_normal_values_are_not_cut(string name)
    {
        float[] values = Draw(name);
        AssertMoments(values, 0.05);
        // The share of a normal distribution beyond two standard deviations.
        Assert.Equal(0.0455, values.Count(value => Math.Abs(value) > 0.1) / (double)values.Length, 0.004);
        AssertMoments(Draw(new RandomNormal(-3, 2, seed: 1)), 2, mean: -3);
    }

    [Fact]
    public void Truncated_normal_values_have_the_deviation_before_the_cut()
    {
        float[] values = Draw("truncated_normal");
        Assert.InRange(values.Max(), 0.098, 0.1);
        Assert.InRange(values.Min(), -0.1, -0.098);
        AssertMoments(values, 0.05 * 0.87962566103423978);
        AssertMoments(Draw(new TruncatedNormal(5, 2, seed: 1)), 2 * 0.87962566103423978, mean: 5);
    }

    [Theory]
    [InlineData(new long[] { 4, 3 }, false)]
    [InlineData(new long[] { 3, 4 }, true)]
    [InlineData(new long[] { 20, 20 }, true)]
    [InlineData(new long[] { 3, 2, 5, 7 }, false)]
    [InlineData(new long[] { 2, 1, 5 }, true)]
    public void Columns_are_orthogonal_or_rows_where_they_are_fewer(long[] shape, bool byRow)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(1);
        Tensor values = new Orthogonal(gain: 3).Create(shape, ScalarType.Float32, generator);
        Assert.Equal(shape, values.shape);
        float[] flat = values.data<float>().ToArray();
        int columns = (int)shape[^1];
        int rows = flat.Length / columns;
        (int vectors, int length) = byRow ? (rows, columns) : (columns, rows);
        for (int first = 0; first < vectors; first++)
        {
            for (int second = 0; second < vectors; second++)
                Assert.Equal(first == second ? 9 : 0, Enumerable.Range(0, length).Sum(i => At(first, i) * At(second, i)), 1e-5);
        }

        double At(int vector, int i) => byRow ? flat[(vector * columns) + i] : flat[(i * columns) + vector];
    }

    [Fact]
    public void Orthogonal_matrices_point_everywhere()
    {
        // Of 2 x 2 matrices made without regard to signs, the first values would all be negative.
        float[] first = Enumerable.Range(0, 400).Select(seed => Draw(new Orthogonal(seed: seed), [2, 2])[0]).ToArray();
        Assert.Equal(0.5, first.Count(value => value > 0) / 400.0, 0.1);
        AssertMoments(first, Math.Sqrt(0.5), deviationTolerance: 0.05);
    }

    [Fact]
    public void The_identity_may_have_more_rows_than_columns()
    {
        Assert.Equal([2, 0, 0, 2, 0, 0], Draw(new Identity(2), [3, 2]));
        Assert.Equal([1, 0, 0, 0, 1, 0], Draw("identity", [2, 3]));
    }

    [Fact]
    public void Shapes_without_such_values_are_refused()
    {
        ThrowsError("ShapeMismatch", () => Draw("identity", [2, 3, 4]), "Identity: the variable must be a matrix, but its shape is (2, 3, 4).");
        ThrowsError("ShapeMismatch", () => Draw("orthogonal", [2]), "Orthogonal: the variable must be one with two axes or more", "(2,)");
        ThrowsError("ShapeMismatch", () => Draw(new HeNormal(inputAxes: [0], outputAxes: [2]), [2, 3]), "HeNormal: the variable must be one with the axes 2");
        ThrowsError("InvalidValue", () => new RandomUniform(1, 0.5), "RandomUniform: maxval must be 1 or above, not 0.5.");
        ThrowsError("InvalidValue", () => new RandomNormal(0, -1), "RandomNormal: stddev must be 0 or above, not -1.");
        ThrowsError("InvalidValue", () => new VarianceScaling(0), "VarianceScaling: scale must be above 0, not 0.");
    }

    [Theory]
    [InlineData(new long[] { }, 1, 1)]
    [InlineData(new long[] { 6 }, 6, 6)]
    [InlineData(new long[] { 4, 3 }, 4, 3)]
    [InlineData(new long[] { 3, 2, 5, 7 }, 3 * 2 * 5, 3 * 2 * 7)]
    public void Fans_of_a_convolution_count_its_receptive_field(long[] shape, long fanIn, long fanOut) =>
        Assert.Equal((fanIn, fanOut), new VarianceScaling().Fans(shape));

    [Fact]
    public void Fans_can_be_products_of_chosen_axes()
    {
        Assert.Equal((3 * 5, 2 * 7), new GlorotUniform(inputAxes: [0, 2], outputAxes: [1, -1]).Fans([3, 2, 5, 7]));
        Assert.Equal((3 * 2 * 5, 3 * 2 * 7), new GlorotUniform(inputAxes: [0, 2]).Fans([3, 2, 5, 7]));
    }

    [Theory]
    [InlineData(FanMode.FanIn, 200)]
    [InlineData(FanMode.FanOut, 300)]
    [InlineData(FanMode.FanAvg, 250)]
    public void Variances_are_scaled_by_the_chosen_fan_in_every_distribution(FanMode mode, double fan)
    {
        foreach (RandomDistribution distribution in Enum.GetValues<RandomDistribution>())
            AssertMoments(Draw(new VarianceScaling(3, mode, distribution, seed: 1)), Math.Sqrt(3 / fan));
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Draw("zeros"), v => Assert.Equal(0, v));
        Assert.All(Draw("zero"), v => Assert.Equal(0, v));
        Assert.All(Draw("ones"), v => Assert.Equal(1, v));
        Assert.All(Draw("one"), v => Assert.Equal(1, v));
        Assert.All(Draw(new Constant(0.3)), v => Assert.Equal(0.3f, v));
    }

    public static TheoryData<string> RandomNames => new(
        KerasRegistry.ClassesOf(typeof(Initializer)).Where(type => type.IsSubclassOf(typeof(RandomInitializer))).Select(type => type.Name));

    [Theory]
    [MemberData(nameof(RandomNames))]
    public void An_own_seed_gives_the_same_values_each_time_whatever_the_model_s(string name)
    {
        using Generator first = new(1);
        using Generator second = new(2);
        Initializer seeded = KerasRegistry.Resolve<Initializer>(new Hashtable { ["class_name"] = name, ["seed"] = 5 });
        float[] values = Draw(seeded, Shape, first);
        Assert.Equal(values, Draw(seeded, Shape, first));
        Assert.Equal(values, Draw(seeded, Shape, second));
        Assert.NotEqual(Draw(name, Shape, first), Draw(name, Shape, first));
    }

    private static float[] Draw(Initializer initializer, long[]? shape = null, Generator? generator = null)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator own = new(1);
        return initializer.Create(shape ?? Shape, ScalarType.Float32, generator ?? own).contiguous().data<float>().ToArray();
    }

    private static void AssertMoments(float[] values, double deviation, double mean = 0, double deviationTolerance = 0.01)
    {
        double actual = values.Average(v => (double)v);
        Assert.Equal(mean, actual, 5 * deviation / Math.Sqrt(values.Length));
        Assert.Equal(deviation, Math.Sqrt(values.Average(v => (v - actual) * (v - actual))), deviationTolerance * deviation);
    }
}
