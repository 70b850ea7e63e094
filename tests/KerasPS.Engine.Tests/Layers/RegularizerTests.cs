using KerasPS.Regularizers;

namespace KerasPS.Tests.Layers;

public class RegularizerTests
{
    private static readonly double[] Values = [3, -4, 0, 1, 2, -2];

    [Fact]
    public void Penalties_are_sums_times_factors()
    {
        Assert.Equal(0.01 * 12, Penalty("l1"), 1e-12);
        Assert.Equal(0.01 * 34, Penalty("l2"), 1e-12);
        Assert.Equal((0.5 * 12) + (0.25 * 34), Penalty(new L1L2(0.5, 0.25)), 1e-12);
        Assert.Equal(0.5 * 12, Penalty(new L1L2(0.5)), 1e-12);
    }

    [Theory]
    [InlineData("l1_l2")]
    [InlineData("l1l2")]
    [InlineData("L1L2")]
    public void The_name_of_both_alone_is_no_penalty_as_in_Keras(string name) =>
        Assert.Equal(0, Penalty(Assert.IsType<L1L2>(KerasRegistry.Resolve<Regularizer>(name))));

    [Fact]
    public void Orthogonal_means_the_mean_size_of_the_cosines()
    {
        // Rows (3, -4), (0, 1), (2, -2).
        double root8 = Math.Sqrt(8);
        double rows = ((4 / 5.0) + (14 / (5 * root8)) + (2 / root8)) / 3;
        Assert.Equal(0.01 * rows, Penalty("orthogonal_regularizer"), 1e-12);
        // Columns (3, 0, 2), (-4, 1, -2).
        Assert.Equal(2 * 16 / Math.Sqrt(13 * 21.0), Penalty(new OrthogonalRegularizer(2, OrthogonalMode.Columns)), 1e-12);
    }

    [Fact]
    public void Vectors_of_zeros_are_orthogonal_to_all_and_have_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor variable = tensor([0.0, 0, 1, 1], [2, 2], requires_grad: true);
        Tensor penalty = new OrthogonalRegularizer().Penalty(variable);
        penalty.backward();
        Assert.Equal(0, penalty.item<double>());
        Assert.All(variable.grad!.data<double>().ToArray(), gradient => Assert.True(double.IsFinite(gradient)));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        ThrowsError("InvalidValue", () => new L1(-1), "L1: l1 must be 0 or above, not -1.");
        ThrowsError("InvalidValue", () => new L1L2(0, -1), "L1L2: l2 must be 0 or above, not -1.");
        ThrowsError("InvalidValue", () => new OrthogonalRegularizer(-1), "factor must be 0 or above");
        using DisposeScope scope = NewDisposeScope();
        ThrowsError("ShapeMismatch", () => new OrthogonalRegularizer().Penalty(zeros([2, 2, 2])), "must be a matrix", "(2, 2, 2)");
    }

    private static double Penalty(Regularizer regularizer)
    {
        using DisposeScope scope = NewDisposeScope();
        return regularizer.Penalty(tensor(Values, [3, 2])).item<double>();
    }
}
