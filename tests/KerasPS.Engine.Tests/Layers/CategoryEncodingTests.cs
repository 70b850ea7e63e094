namespace KerasPS.Tests.Layers;

public class CategoryEncodingTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new CategoryEncoding(4), [2, 3]) { Indices = 4, ChecksOnCpu = true },
        new(() => new CategoryEncoding(4, CategoryOutputMode.Count), [2, 3], "weighted") { Indices = 4, OtherInputs = [[2, 3]], ChecksOnCpu = true },
    ];

    [Theory]
    [InlineData(CategoryOutputMode.MultiHot, "1 1 1 0 0 0; 1 1 0 1 0 0")]
    [InlineData(CategoryOutputMode.Count, "1 1 2 0 0 0; 2 1 0 1 0 0")]
    public void The_numbers_of_a_sample_become_one_vector(CategoryOutputMode mode, string expected)
    {
        Tensor output = Call(new CategoryEncoding(6, mode), tensor([2f, 1, 2, 0, 0, 3, 1, 0], [2, 4]));
        Assert.Equal(expected, string.Join("; ", output.Values().Chunk(6).Select(row => string.Join(' ', row))));
    }

    [Fact]
    public void The_last_axis_is_the_sample_where_there_are_several()
    {
        Tensor output = Call(new CategoryEncoding(3, CategoryOutputMode.Count), tensor([0f, 1, 1, 1, 2, 2], [1, 3, 2]));
        Assert.Equal([1, 3, 3], output.shape);
        Assert.Equal([1, 1, 0, 0, 2, 0, 0, 0, 2], output.Values());
    }

    [Fact]
    public void One_hot_is_for_each_number_and_takes_the_place_of_an_axis_of_length_1()
    {
        Tensor two = Call(new CategoryEncoding(3, CategoryOutputMode.OneHot), tensor([2f, 0], [1, 2]));
        Assert.Equal([1, 2, 3], two.shape);
        Assert.Equal([0, 0, 1, 1, 0, 0], two.Values());
        Assert.Equal([2, 3], Call(new CategoryEncoding(3, CategoryOutputMode.OneHot), tensor([2f, 0], [2, 1])).shape);
        Assert.Equal([2, 3], Call(new CategoryEncoding(3, CategoryOutputMode.OneHot), tensor([2f, 0], [2])).shape);
    }

    [Fact]
    public void A_second_input_weighs_counts()
    {
        Tensor numbers = tensor([0f, 1, 0, 0, 1, 2, 3, 1], [4, 2]);
        Tensor weights = tensor([0.1f, 0.2f, 0.1f, 0.1f, 0.2f, 0.1f, 0.2f, 0.3f], [4, 2]);
        Tensor output = Assert.Single(LayerFixtures.Run(new CategoryEncoding(4, CategoryOutputMode.Count), [numbers, weights])).Value;
        Assert.Equal([0.1f, 0.2f, 0, 0, 0.2f, 0, 0, 0, 0, 0.2f, 0.1f, 0, 0, 0.3f, 0, 0.2f], output.Values());
        ThrowsError("ShapeMismatch", () => new CategoryEncoding(4).ComputeOutputShapes([[2], [2]]), "output_mode count");
        ThrowsError("ShapeMismatch", () => new CategoryEncoding(4, CategoryOutputMode.Count).ComputeOutputShapes([[2], [3]]), "(2,)", "(3,)");
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(4f)]
    public void Numbers_without_a_place_are_refused(float number)
    {
        ThrowsError("ValueOutOfRange", () => Call(new CategoryEncoding(4), tensor([0f, number], [1, 2])), "'the_layer'", "0 to 3", $"{number:F0}");
    }

    [Fact]
    public void Counts_that_half_precision_could_not_reach_by_ones_are_exact()
    {
        CategoryEncoding layer = new(2, CategoryOutputMode.Count);
        layer.ApplyPolicy(DtypePolicy.Of("mixed_bfloat16"));
        Tensor output = Call(layer, zeros([1, 512]));
        Assert.Equal(ScalarType.BFloat16, output.dtype);
        Assert.Equal([512, 0], output.Values());
    }
}
