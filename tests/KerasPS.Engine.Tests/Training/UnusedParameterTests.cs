namespace KerasPS.Tests.Training;

/// <summary>Trainable variables that the loss does not depend on: Keras drops their missing gradients, with a warning.</summary>
public class UnusedParameterTests
{
    private static readonly Dataset Data = new([new DataArray([1, 2, 3], [1])], [new DataArray([3, 1, 2], [1], "used")]);

    public static TheoryData<string> Optimizers =>
        [.. KerasRegistry.ClassesOf(typeof(Optimizer)).Where(type => type.IsSubclassOf(typeof(GradientOptimizer))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void No_optimizer_changes_them_whatever_it_does_to_all_weights(string name)
    {
        GradientOptimizer optimizer = (GradientOptimizer)(Optimizer)name;
        optimizer.WeightDecay = 0.5;
        optimizer.LearningRate = 0.1;
        optimizer.UseEma = true;
        (Functional model, Dense used, Dense unused) = TwoHeads();
        model.Compile(optimizer, new object?[] { "mse", null });
        float[] before = unused.Variables.SelectMany(v => v.ToArray()).ToArray();
        float[] trained = used.Variables.SelectMany(v => v.ToArray()).ToArray();
        RecordingOutput output = new();
        model.Train(Data, new() { Epochs = 3, BatchSize = 2, Output = output });
        Assert.Equal(before, unused.Variables.SelectMany(v => v.ToArray()));
        Assert.NotEqual(trained, used.Variables.SelectMany(v => v.ToArray()));
        string warning = Assert.Single(output.Warnings);
        Assert.Contains("does not depend on unused/kernel, unused/bias,", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constraint_does_not_touch_them()
    {
        (Functional model, _, Dense unused) = TwoHeads(new Constraints.UnitNorm());
        model.Compile("sgd", new object?[] { "mse", null });
        float[] before = unused.Variables[0].ToArray();
        model.Train(Data, new() { Epochs = 1 });
        Assert.Equal(before, unused.Variables[0].ToArray());
    }

    [Fact]
    public void They_are_trained_when_another_loss_reaches_them()
    {
        (Functional model, _, Dense unused) = TwoHeads();
        model.Compile("sgd", new object?[] { "mse", null });
        model.Train(Data, new());
        float[] before = unused.Variables[0].ToArray();
        model.Compile("sgd", "mse");
        RecordingOutput output = new();
        model.Train(new Dataset(Data.Inputs, [Data.Targets[0], new DataArray([1, 1, 1], [1], "unused")]), new() { Output = output });
        Assert.NotEqual(before, unused.Variables[0].ToArray());
        Assert.Empty(output.Warnings);
    }

    [Fact]
    public void A_penalty_reaches_them()
    {
        (Functional model, _, Dense unused) = TwoHeads(regularizer: new Regularizers.L2(0.1));
        model.Compile(new SGD(0.5), new object?[] { "mse", null });
        float before = unused.Variables[0].ToArray()[0];
        model.Train(Data, new() { BatchSize = 3 });
        Assert.Equal(before * (1 - (0.5f * 2 * 0.1f)), unused.Variables[0].ToArray()[0], 5);
    }

    [Fact]
    public void A_loss_that_depends_on_nothing_is_refused()
    {
        KerasTensor input = KerasTensor.Input([1]);
        Functional model = new([input], [new Rescaling([2.0]) { Name = "used" }.Call(input), new Dense(1).Call(input)]);
        model.Compile("sgd", new object?[] { "mse", null });
        ThrowsError("NoGradient", () => model.Train(Data, new()), "none of the trainable variables");
    }

    private static (Functional Model, Dense Used, Dense Unused) TwoHeads(Constraints.Constraint? constraint = null, Regularizers.Regularizer? regularizer = null)
    {
        KerasTensor input = KerasTensor.Input([1]);
        Dense used = new(1) { KernelInitializer = "ones", Name = "used" };
        Dense unused = new(1)
        {
            KernelInitializer = new Initializers.Constant(3),
            BiasInitializer = "ones",
            KernelConstraint = constraint,
            KernelRegularizer = regularizer,
            Name = "unused",
        };
        Functional model = new([input], [used.Call(input), unused.Call(input)]);
        model.Build([1]);
        return (model, used, unused);
    }
}
