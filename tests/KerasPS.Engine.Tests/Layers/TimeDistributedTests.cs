namespace KerasPS.Tests.Layers;

public class TimeDistributedTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new TimeDistributed(new Conv1D(2, [2])), [2, 3, 4, 2]),
        new(() => new TimeDistributed(new BatchNormalization()), [4, 2, 3], "step by step"),
        new(() => new TimeDistributed(new GRU(2)), [2, 1, 3, 2], "with states within"),
    ];

    public static TheoryData<Func<Layer>, long[], string?> Cases => new()
    {
        { () => new Dense(3, "relu"), [2, 4, 5], null },
        { () => new Dense(3), [2, 4, 5, 2], null },
        { () => new Conv2D(2, [2]), [2, 3, 4, 4, 1], null },
        { () => new MaxPooling2D(), [2, 3, 4, 4, 2], null },
        { () => new Flatten(), [2, 3, 4, 2], null },
        { () => new GRU(3), [2, 3, 4, 2], null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_time_step_goes_through_the_layer_alone(Func<Layer> make, long[] shape, string? mask)
    {
        Layer inner = make();
        TimeDistributed layer = new(inner);
        Tensor input = Sample(shape);
        Tensor output = LayerFixtures.Call(layer, input, mask);
        float[][] expected = input.unbind(1).Select(step => LayerFixtures.Call(inner, step).Values()).ToArray();
        Tensor[] actual = output.unbind(1);
        Assert.Equal(expected.Length, actual.Length);
        for (int time = 0; time < expected.Length; time++)
            Assert.Equal(expected[time], actual[time].Values(), (one, other) => Math.Abs(one - other) <= 1e-6f);
    }

    [Fact]
    public void Batch_normalisation_takes_the_statistics_of_each_time_step()
    {
        BatchNormalization inner = new(momentum: 0.5);
        Tensor input = Sample([4, 2, 3]);
        Tensor output = LayerFixtures.Call(new TimeDistributed(inner), input, training: true);
        BatchNormalization alone = new(momentum: 0.5);
        float[][] expected = input.unbind(1).Select(step => LayerFixtures.Call(alone, step, training: true).Values()).ToArray();
        Assert.Equal(expected, output.unbind(1).Select(step => step.Values()));
        Assert.Equal(alone.Variables.Select(v => v.ToArray()), inner.Variables.Select(v => v.ToArray()));
    }

    [Fact]
    public void Each_time_step_gets_its_part_of_the_mask()
    {
        GRU inner = new(2);
        TimeDistributed layer = new(inner) { Name = "outer" };
        Tensor input = Sample([1, 2, 3, 2]);
        string[] rows = ["110", "011"];
        Tensor mask = stack(rows.Select(MaskOf), 1);
        using Generator generator = new(0);
        layer.Build(input.shape[1..], generator);
        MaskedTensor output = Assert.Single(layer.Run([new MaskedTensor(input, mask)], new CallContext(Training: false, generator)));
        Tensor[] steps = input.unbind(1);
        Assert.Equal(rows.Select((row, time) => LayerFixtures.Call(inner, steps[time], row).Values()), output.Value.unbind(1).Select(step => step.Values()));
    }

    [Fact]
    public void Variables_are_those_of_the_layer_within()
    {
        using Generator generator = new(0);
        TimeDistributed layer = new(new Dense(2)) { Name = "steps" };
        layer.Build([-1, 3], generator);
        Assert.Equal(["steps/dense/kernel", "steps/dense/bias"], layer.Variables.Select(v => v.Path));
        Assert.Equal([-1, 2], layer.OutputShape!);
    }

    [Fact]
    public void Samples_without_an_axis_for_each_time_step_are_refused() =>
        ThrowsError("ShapeMismatch", () => new TimeDistributed(new Dense(2)).ComputeOutputShape([4]), "TimeDistributed", "(time, ...)", "(4,)");
}
