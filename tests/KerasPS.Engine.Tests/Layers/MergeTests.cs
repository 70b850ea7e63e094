namespace KerasPS.Tests.Layers;

public class MergeTests : TensorTest
{
    private static readonly Dictionary<string, (Func<Layer> Make, Func<float, float, float> Of)> Pairs = new()
    {
        ["Add"] = (() => new Add(), (a, b) => a + b),
        ["Average"] = (() => new Average(), (a, b) => (a + b) / 2),
        ["Maximum"] = (() => new Maximum(), MathF.Max),
        ["Minimum"] = (() => new Minimum(), MathF.Min),
        ["Multiply"] = (() => new Multiply(), (a, b) => a * b),
        ["Subtract"] = (() => new Subtract(), (a, b) => a - b),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Add(), [2, 3, 2]) { OtherInputs = [[2, 3, 2], [2, 1, 2], [2, 2]] },
        new(() => new Average(), [2, 3, 2]) { OtherInputs = [[2, 3, 1]] },
        new(() => new Concatenate(), [2, 3, 2]) { OtherInputs = [[2, 3, 1]] },
        new(() => new Concatenate(1), [2, 3, 2], "in time") { OtherInputs = [[2, 1, 2]] },
        new(() => new Dot([1, 2]), [2, 3, 2]) { OtherInputs = [[2, 4, 3]] },
        new(() => new Dot([-1], normalize: true), [2, 3, 2], "normalized") { OtherInputs = [[2, 2]] },
        new(() => new Maximum(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]] },
        new(() => new Maximum(), [2, 3, 2], "masked") { OtherInputs = [[2, 3, 2]], Masks = ["110 100", "011 110"] },
        new(() => new Minimum(), [2, 3, 2]) { OtherInputs = [[2, 3, 2]] },
        new(() => new Multiply(), [2, 3, 2]) { OtherInputs = [[2, 3, 2], [2, 3, 1]] },
        new(() => new Multiply(), [2, 3, 2], "masked") { OtherInputs = [[2, 3, 2]], Masks = ["110 100", "011 110"] },
        new(() => new Subtract(), [2, 3, 2]) { OtherInputs = [[2, 2]] },
    ];

    public static TheoryData<string> Names => new(Pairs.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_inputs_of_one_shape_are_merged_value_by_value(string name)
    {
        Tensor a = Sample([2, 3, 2], 1);
        Tensor b = Sample([2, 3, 2], 2);
        Tensor output = Assert.Single(Run(Pairs[name].Make(), [a, b])).Value;
        Golden.AssertClose(a.Values().Zip(b.Values(), Pairs[name].Of).ToArray(), output.Values(), 1e-6, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sizes_of_1_are_repeated_and_missing_axes_come_after_the_batch_axis(string name)
    {
        Tensor a = Sample([2, 1, 3], 1);
        Tensor b = Sample([2, 3], 2);
        Tensor c = Sample([2, 4, 1], 3);
        Tensor output = Assert.Single(Run(Pairs[name].Make(), [a, c])).Value;
        Assert.Equal([2, 4, 3], output.shape);
        (float[] first, float[] second, float[] third) = (a.Values(), b.Values(), c.Values());
        for (int i = 0; i < 2 * 4 * 3; i++)
            Assert.Equal(Pairs[name].Of(first[(i / 12 * 3) + (i % 3)], third[i / 3]), output.Values()[i], 1e-6f);

        output = Assert.Single(Run(Pairs[name].Make(), [b, c])).Value;
        Assert.Equal([2, 4, 3], output.shape);
        for (int i = 0; i < 2 * 4 * 3; i++)
            Assert.Equal(Pairs[name].Of(second[(i / 12 * 3) + (i % 3)], third[i / 3]), output.Values()[i], 1e-6f);
    }

    [Fact]
    public void More_than_two_inputs_are_merged_one_is_handed_on()
    {
        Tensor[] inputs = [tensor([1f, 5], [1, 2]), tensor([4f, 2], [1, 2]), tensor([3f, -6], [1, 2])];
        Assert.Equal([8, 1], Run(new Add(), inputs)[0].Value.Values());
        Golden.AssertClose([8 / 3f, 1 / 3f], Run(new Average(), inputs)[0].Value.Values(), 1e-6, "average");
        Assert.Equal([4, 5], Run(new Maximum(), inputs)[0].Value.Values());
        Assert.Equal([1, -6], Run(new Minimum(), inputs)[0].Value.Values());
        Assert.Equal([12, -60], Run(new Multiply(), inputs)[0].Value.Values());
        Assert.Equal([1, 5], Run(new Add(), inputs[..1])[0].Value.Values());
    }

    [Fact]
    public void A_time_step_is_padding_where_it_is_in_all_inputs()
    {
        Tensor[] inputs = [Sample([2, 3, 2], 1), Sample([2, 3, 2], 2)];
        foreach ((Func<Layer> make, _) in Pairs.Values)
        {
            Assert.Equal("111 110", RowsOf(Run(make(), inputs, ["110 100", "101 010"])[0].Mask));
            Assert.Null(Run(make(), inputs, ["110 100", null])[0].Mask);
            Assert.Null(Run(make(), inputs)[0].Mask);
        }
    }

    [Fact]
    public void Padding_counts_as_1_in_a_product_and_a_product_of_padding_is_0()
    {
        Tensor[] inputs = [tensor([2f, 3, 5, 7], [1, 4, 1]), tensor([11f, 13, 17, 19], [1, 4, 1])];
        Assert.Equal([22, 13, 5, 0], Run(new Multiply(), inputs, ["1010", "1100"])[0].Value.Values());
        Assert.Equal([22, 13, 85, 19], Run(new Multiply(), inputs, ["1010", null])[0].Value.Values());
    }

    [Fact]
    public void Padding_does_not_count_in_a_maximum_or_minimum()
    {
        Tensor[] inputs = [tensor([9f, 9, 1, 9, 9], [1, 5, 1]), tensor([5f, 5, 5, 5, 5], [1, 5, 1]), tensor([7f, 7, 7, 7, 7], [1, 5, 1])];
        // Steps: all count; the first does not; only the first; the first two do not; none but the last.
        string[] masks = ["10100", "11000", "11011"];
        Assert.Equal([9, 7, 1, 7, 7], Run(new Maximum(), inputs, masks)[0].Value.Values());
        Assert.Equal([5, 5, 1, 7, 7], Run(new Minimum(), inputs, masks)[0].Value.Values());
    }

    [Fact]
    public void Concatenating_follows_the_axis_with_the_batch_axis_as_0()
    {
        Tensor a = tensor([1f, 2, 3, 4], [1, 2, 2]);
        Tensor b = tensor([5f, 6, 7, 8], [1, 2, 2]);
        Assert.Equal([1, 2, 5, 6, 3, 4, 7, 8], Run(new Concatenate(), [a, b])[0].Value.Values());
        Assert.Equal([1, 2, 5, 6, 3, 4, 7, 8], Run(new Concatenate(2), [a, b])[0].Value.Values());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Run(new Concatenate(1), [a, b])[0].Value.Values());
        Assert.Equal([1, 6, 2], Run(new Concatenate(-2), [a, b, a])[0].Value.shape);
    }

    [Fact]
    public void Masks_are_concatenated_along_time_and_else_one_true_is_enough()
    {
        Tensor[] inputs = [Sample([2, 2, 3]), Sample([2, 2, 3])];
        Assert.Equal("1001 1110", RowsOf(Run(new Concatenate(1), inputs, ["10 11", "01 10"])[0].Mask));
        Assert.Equal("1110 1111", RowsOf(Run(new Concatenate(1), inputs, [null, "10 11"])[0].Mask));
        Assert.Equal("11 10", RowsOf(Run(new Concatenate(), inputs, ["10 10", "01 00"])[0].Mask));
        Assert.Equal("11 11", RowsOf(Run(new Concatenate(), inputs, ["10 10", null])[0].Mask));
        Assert.Null(Run(new Concatenate(1), inputs)[0].Mask);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dot_products_are_those_of_the_vectors_along_the_axes(bool normalize)
    {
        Tensor x = Sample([2, 3, 4], 1);
        Tensor y = Sample([2, 5, 3, 2], 2);
        (float[] a, float[] b) = (x.Values(), y.Values());
        float[] output = Run(new Dot([1, 2], normalize), [x, y])[0].Value.Values();
        for (int sample = 0; sample < 2; sample++)
        {
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 5; j++)
                {
                    for (int k = 0; k < 2; k++)
                    {
                        (double sum, double left, double right) = (0, 0, 0);
                        for (int n = 0; n < 3; n++)
                        {
                            (double p, double q) = (a[(((sample * 3) + n) * 4) + i], b[(((((sample * 5) + j) * 3) + n) * 2) + k]);
                            sum += p * q;
                            left += p * p;
                            right += q * q;
                        }

                        double expected = normalize ? sum / Math.Sqrt(left) / Math.Sqrt(right) : sum;
                        Assert.Equal(expected, output[(((((sample * 4) + i) * 5) + j) * 2) + k], 1e-5);
                    }
                }
            }
        }
    }

    [Fact]
    public void The_dot_product_of_two_rows_is_one_number_a_sample()
    {
        Tensor output = Run(new Dot([-1]), [tensor([1f, 2, 3, 4], [2, 2]), tensor([5f, 6, 7, 8], [2, 2])])[0].Value;
        Assert.Equal([2, 1], output.shape);
        Assert.Equal([17, 53], output.Values());
        Assert.Equal([2, 3], Run(new Dot([1, -1]), [Sample([2, 4]), Sample([2, 3, 4])])[0].Value.shape);
        Assert.Equal([2, 3], Run(new Dot([-1, 1]), [Sample([2, 3, 4]), Sample([2, 4])])[0].Value.shape);
        Assert.Null(Run(new Dot([2]), [Sample([2, 3, 4]), Sample([2, 3, 4])], ["111 111", "110 110"])[0].Mask);
    }

    [Fact]
    public void Sizes_that_are_not_known_stay_so()
    {
        Assert.Equal([[-1, 4]], new Add().ComputeOutputShapes([[-1, 4], [7, 4]]));
        Assert.Equal([[-1, 4]], new Add().ComputeOutputShapes([[1, 4], [-1, 1]]));
        Assert.Equal([[-1, 6]], new Concatenate().ComputeOutputShapes([[-1, 4], [-1, 2]]));
        Assert.Equal([[7, 6]], new Concatenate().ComputeOutputShapes([[-1, 4], [7, 2]]));
        Assert.Equal([[-1, 4]], new Concatenate(1).ComputeOutputShapes([[-1, 4], [7, 4]]));
        Assert.Equal([[-1, 9]], new Dot([2]).ComputeOutputShapes([[-1, 4], [9, 4]]));
    }

    [Fact]
    public void Inputs_that_do_not_go_together_are_refused_with_what_is_needed()
    {
        ThrowsError("ShapeMismatch", () => Named(new Add()).ComputeOutputShapes([]), "'the_layer'", "(Add)", "one or more", "received 0");
        ThrowsError("ShapeMismatch", () => Named(new Subtract()).ComputeOutputShapes([[2], [2], [2]]), "'the_layer'", "expects 2", "received 3");
        ThrowsError("ShapeMismatch", () => Named(new Dot([1])).ComputeOutputShapes([[2]]), "expects 2", "received 1");
        ThrowsError("ShapeMismatch", () => Named(new Add()).ComputeOutputShapes([[3, 2], [3, 4]]), "can be broadcast", "(3, 2) and (3, 4)");
        ThrowsError("ShapeMismatch", () => Named(new Concatenate()).ComputeOutputShapes([[3, 2], [4, 2]]), "but for axis 2", "(3, 2) and (4, 2)");
        ThrowsError("ShapeMismatch", () => Named(new Concatenate()).ComputeOutputShapes([[3, 2], [2]]), "the same number of axes");
        ThrowsError("ShapeMismatch", () => Named(new Concatenate(3)).ComputeOutputShapes([[3, 2], [3, 2]]), "axis 3", "1 to 2");
        ThrowsError("ShapeMismatch", () => Named(new Concatenate(0)).ComputeOutputShapes([[3, 2], [3, 2]]), "axis 0", "batch axis is 0");
        ThrowsError("ShapeMismatch", () => Named(new Dot([1, 2])).ComputeOutputShapes([[3, 2], [4, 2]]), "axis 1", "axis 2", "(3, 2) and (4, 2)");
        ThrowsError("InvalidValue", () => new Dot([1, 2, 3]), "Dot: axes", "3");
    }

    private static Layer Named(Layer layer)
    {
        layer.Name = "the_layer";
        return layer;
    }
}
