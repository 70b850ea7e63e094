namespace KerasPS.Tests.Optimizers;

/// <summary>Whatever an optimizer remembers is saved, and follows its variables.</summary>
public sealed class OptimizerStateTests : FolderTest
{
    public static TheoryData<string, bool> Optimizers => OptimizerCases.All();

    /// <summary>Four epochs of three batches; the file of the second epoch is in the middle of accumulating where gradients are accumulated by four.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Training_goes_on_from_a_checkpoint_bit_by_bit(string optimizer, bool withOptions)
    {
        Sequential model = Model(OptimizerCases.Create(optimizer, withOptions));
        float[] first = model.Weights();
        ModelCheckpoint checkpoint = new(Folder.PathOf("{epoch}.keras"));
        double[] losses = model.Fit(TinyTraining.Data, TinyTraining.Options(4, checkpoint)).Select(LossOf).ToArray();

        Model loaded = ModelFile.Load(Folder.PathOf("2.keras"));
        Assert.Equal(6, loaded.Compilation!.Optimizer.Innermost.Steps);
        double[] again = loaded.Fit(TinyTraining.Data, TinyTraining.Options(4) with { InitialEpoch = 2 }).Select(LossOf).ToArray();
        Assert.Equal(losses[2..], again);
        Assert.Equal(model.Weights(), loaded.Weights());
        Assert.Equal(Values(model.Compilation!.Optimizer), Values(loaded.Compilation.Optimizer));
        Assert.Equal((12, model.LearningRate), (loaded.Compilation.Optimizer.Innermost.Steps, loaded.LearningRate));
        Assert.NotEqual(first, model.Weights());
    }

    /// <summary>Were a slot not saved, the test above would show it. The loss scale is a power of 2, which changes no bit of the weights.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Each_slot_matters_to_that(string optimizer, bool withOptions)
    {
        ModelCheckpoint checkpoint = new(Folder.PathOf("{epoch}.keras"));
        Sequential model = Model(OptimizerCases.Create(optimizer, withOptions));
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(4, checkpoint)).Count();
        foreach (string slot in model.Compilation!.Optimizer.State().Select(s => s.Name).Distinct().Except(["step_counter", "dynamic_scale"]))
        {
            Model loaded = ModelFile.Load(Folder.PathOf("2.keras"));
            using (no_grad())
            {
                foreach (OptimizerSlot changed in loaded.Compilation!.Optimizer.State().Where(s => s.Name == slot))
                    changed.Values.mul_(2).add_(1);
            }

            _ = loaded.Fit(TinyTraining.Data, TinyTraining.Options(4) with { InitialEpoch = 2 }).Count();
            Assert.False(model.Weights().SequenceEqual(loaded.Weights()), $"{slot} does not matter.");
        }
    }

    [Theory]
    [InlineData("SGD", false, "")]
    [InlineData("SGD", true, "average gradient_accumulator momentum")]
    [InlineData("RMSprop", false, "velocity")]
    [InlineData("RMSprop", true, "average gradient_accumulator velocity momentum average_gradient")]
    [InlineData("Adam", false, "momentum velocity")]
    [InlineData("Adam", true, "average gradient_accumulator momentum velocity velocity_hat")]
    [InlineData("AdamW", false, "momentum velocity")]
    [InlineData("Nadam", false, "momentum velocity u_product")]
    [InlineData("Adamax", false, "momentum norm")]
    [InlineData("Adagrad", false, "accumulator")]
    [InlineData("Adadelta", false, "accumulated_grad accumulated_delta_var")]
    [InlineData("Ftrl", false, "accumulator linear")]
    [InlineData("Lion", false, "momentum")]
    [InlineData("Lamb", false, "momentum velocity")]
    [InlineData("Muon", false, "momentum velocity")]
    [InlineData("Adafactor", false, "r c velocity")]
    [InlineData("ScheduleFreeAdamW", false, "momentum velocity")]
    [InlineData("LossScaleOptimizer", false, "step_counter dynamic_scale momentum velocity u_product")]
    public void Slots_have_Keras_s_names(string optimizer, bool withOptions, string names)
    {
        Sequential model = Model(OptimizerCases.Create(optimizer, withOptions));
        model.MoveTo(CPU);
        model.Compilation!.Optimizer.Attach(model.Parameters!);
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), model.Compilation.Optimizer.State().Select(slot => slot.Name).Distinct());
    }

    /// <summary>As Keras's optimizers list their variables: the averages, the accumulators, then the rule's pairs.</summary>
    [Fact]
    public void Slots_are_in_Keras_s_order()
    {
        using Stepper stepper = new(new Adam(amsgrad: true) { UseEma = true, GradientAccumulationSteps = 2 }, Stepper.Variable("a/kernel", [1]), Stepper.Variable("a/bias", [2]));
        Assert.Equal(
            [
                "a/kernel/average", "a/bias/average", "a/kernel/gradient_accumulator", "a/bias/gradient_accumulator", "a/kernel/momentum", "a/kernel/velocity",
                "a/bias/momentum", "a/bias/velocity", "a/kernel/velocity_hat", "a/bias/velocity_hat",
            ],
            stepper.State().Keys);
    }

    [Fact]
    public void Adafactor_keeps_rows_and_columns_of_matrices_only()
    {
        Variable[] variables = [Stepper.Variable("kernel", new float[24], [2, 3, 4]), Stepper.Variable("matrix", new float[6], [3, 2]), Stepper.Variable("bias", [1, 2])];
        using Stepper stepper = new(new Adafactor(), variables);
        Assert.Equal(
            ["kernel/r (2, 3)", "kernel/c (2, 4)", "matrix/r (3,)", "matrix/c (2,)", "bias/velocity (2,)"],
            stepper.Optimizer.State().Select(slot => $"{slot.Path} {Shape.Format(slot.Values.shape)}"));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void The_state_follows_the_variables_when_a_layer_is_frozen_and_thawed(string optimizer, bool withOptions)
    {
        Sequential model = Model(OptimizerCases.Create(optimizer, withOptions));
        Optimizer made = model.Compilation!.Optimizer;
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(1)).Count();
        Dictionary<string, float[]> before = Values(made);
        foreach (bool isTrainable in new[] { false, true })
        {
            model.Layers[0].Trainable = isTrainable;
            model.MoveTo(CPU);
            made.Attach(model.Parameters!);
            Dictionary<string, float[]> after = Values(made);
            string[] kept = before.Keys.Where(path => !path.StartsWith("first/", StringComparison.Ordinal)).ToArray();
            Assert.All(kept, path => Assert.Equal(before[path], after[path]));
            Assert.Equal(isTrainable ? before.Count : kept.Length, after.Count);
        }

        Assert.Equal(3, made.Innermost.Steps);
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(1)).Count();
        Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void Other_variables_begin_from_nothing()
    {
        Nadam nadam = new() { UseEma = true };
        using Stepper first = new(nadam, Stepper.Variable("w", [1]));
        first.Step(0.5f);
        using Stepper second = new(nadam, Stepper.Variable("w", [3]));
        Assert.Equal(0, nadam.Iterations);
        Assert.Equal([3f, 0f, 0f, 1f], second.State().Values.SelectMany(values => values));
    }

    /// <summary>Were its average 0, the end of training would spoil it.</summary>
    [Fact]
    public void The_average_of_a_variable_that_joins_later_begins_with_its_value()
    {
        SGD sgd = new(1) { UseEma = true, EmaMomentum = 0.5 };
        Variable old = Stepper.Variable("old", [1]);
        using Stepper first = new(sgd, old);
        first.Step(0);
        using Stepper both = new(sgd, old, Stepper.Variable("new", [8]));
        both.Step(0, 4);
        Assert.Equal([1f, 6f], both.State().Values.SelectMany(values => values));
    }

    [Fact]
    public void Excluded_names_are_saved()
    {
        Sequential model = Model(new SGD(0.01) { WeightDecay = 0.5 });
        model.Compilation!.Optimizer.Innermost.ExcludeFromWeightDecay("bias", "gamma");
        ModelFile.Save(model, Folder.PathOf("a.keras"));
        Assert.Equal(["bias", "gamma"], ModelFile.Load(Folder.PathOf("a.keras")).Compilation!.Optimizer.Innermost.ExcludedFromWeightDecay);
    }

    private static double LossOf(EpochLog log) => (double)log["loss"]!;

    private static Dictionary<string, float[]> Values(Optimizer optimizer)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        return optimizer.State().ToDictionary(slot => slot.Path, slot => slot.Values.contiguous().data<float>().ToArray());
    }

    private static Sequential Model(Optimizer optimizer)
    {
        Sequential model = new([new Dense(4, "tanh") { Name = "first" }, new BatchNormalization(), new Dense(1)], [2]);
        model.Build([2], seed: 5);
        model.Compile(optimizer, "mse");
        return model;
    }
}
