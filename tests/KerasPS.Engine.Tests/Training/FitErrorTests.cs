using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

/// <summary>What cannot work is refused before the first epoch, with what was given, what is wanted and where, and leaves model and memory as they were.</summary>
[Collection(RunsAlone.Name)]
public class FitErrorTests
{
    private static readonly FitOptions Default = new();

    private static void Refused(string errorId, Model model, Dataset data, FitOptions options, params string[] inMessage)
    {
        string[] before = ModelSnapshot.Of(model);
        RunsAlone.CollectTensors();
        long tensors = Tensor.TotalCount;
        ThrowsError(errorId, () => model.Fit(data, options), inMessage);
        RunsAlone.CollectTensors();
        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.Equal(before, ModelSnapshot.Of(model));
    }

    [Fact]
    public void What_a_trained_model_knows_survives_a_fit_that_is_refused()
    {
        Dataset Named(params string[] classes) => new(new float[12], [4], [0, 1, 2]) { ClassName = classes };
        Sequential model = Classifier();
        model.Train(Named("ant", "bee", "cow"), Default with { Epochs = 2 });
        Dataset other = Named("x", "y", "z");
        Refused("MonitorNotFound", model, other, Default with { Callbacks = [new EarlyStopping("val_los")] }, "'val_los'");
        Refused("ShapeMismatch", model, new Dataset(new float[6], [3], [0, 1]), Default);
        Refused("LabelOutOfRange", model, new Dataset(new float[8], [4], [0, 3]), Default);
        Refused("InvalidValue", model, other, Default with { ClassWeight = new Dictionary<int, double> { [7] = 1 } }, "class 7");
        Refused("DeviceNotFound", model, other, Default with { Device = "gpu" });
        Assert.Equal(["ant", "bee", "cow"], model.ClassLabel);
    }

    [Fact]
    public void A_fit_that_compiles_and_is_refused_leaves_the_compilation_and_the_next_seed()
    {
        Dataset data = Classes(8);
        FitOptions misspelt = Default with { Callbacks = [new EarlyStopping("val_los")] };
        float[] Weights(bool isRefused)
        {
            KerasRandom.SetSeed(5);
            Sequential model = Classifier();
            if (isRefused)
            {
                string[] before = ModelSnapshot.Of(model);
                ThrowsError("MonitorNotFound", () => model.Fit(data, misspelt, other => other.Compile("sgd", "sparse_categorical_crossentropy", policy: "mixed_bfloat16")), "'val_los'");
                Assert.Equal(before, ModelSnapshot.Of(model));
                Assert.Equal("float32", model.Policy.Name);
            }

            model.Train(data, Default);
            return model.Weights();
        }

        Assert.Equal(Weights(isRefused: false), Weights(isRefused: true));
        Sequential unbuilt = Classifier();
        ThrowsError("DeviceNotFound", () => unbuilt.Evaluate(data, Default with { Device = "cuda:77" }), "'cuda:77'");
        ThrowsError("DeviceNotFound", () => unbuilt.Predict(data, Default with { Device = "cuda:77" }), "'cuda:77'");
        Assert.False(unbuilt.IsBuilt);
    }

    [Fact]
    public void A_model_whose_building_fails_can_be_built_for_other_data()
    {
        Sequential model = new([new Dense(2), new Reshape([3, -1]), new Flatten(), new Dense(1)]);
        model.Compile("sgd", "mse");
        Sequential open = new([new Dense(3), new PReLU()]);
        open.Compile("sgd", "mse");
        ThrowsError("ShapeMismatch", () => open.Build([-1, 4]), "whose sizes are all known");
        Assert.False(open.IsBuilt);
        Assert.Empty(open.Variables);
        open.Build([4]);
        Assert.Equal(4 * 3 + 3 + 3, open.ParameterCount);
        Refused("ShapeMismatch", model, new Dataset(new float[8], [4], new float[2]), Default);
        _ = model.Train(new Dataset(new float[60], [6, 5], new float[2]), Default);
    }

    [Fact]
    public void Features_of_another_shape_are_refused_with_both_shapes_and_the_first_layer()
    {
        Sequential model = Classifier();
        model.Build([4]);
        Dataset data = new(new float[6], [3], [0, 1]) { Name = "iris.csv" };
        string[] parts = ["(4,)", "(3,)", "'dense'", "'iris.csv'"];
        Refused("ShapeMismatch", model, data, Default, parts);
        Refused("ShapeMismatch", model, Classes(8), Default with { ValidationData = data }, parts);
        ThrowsError("ShapeMismatch", () => model.Evaluate(data), parts);
        ThrowsError("ShapeMismatch", () => model.Predict(data), parts);
    }

    [Fact]
    public void A_second_training_is_refused_while_one_goes_on_and_accepted_after_it()
    {
        Sequential model = Classifier();
        LambdaCallback nested = new() { EpochEnd = (_, _) => model.Train(Classes(8), Default) };
        ThrowsError("AlreadyTraining", () => model.Train(Classes(8), Default with { Callbacks = [nested] }), "'sequential'");
        Assert.Equal(StopReason.Error, model.History!.StopReason);
        Assert.Single(model.Train(Classes(8), Default));
    }

    [Fact]
    public void A_metric_that_cannot_compare_the_labels_is_refused_with_its_name()
    {
        Sequential model = Classifier();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy", "mse"]);
        Refused("ShapeMismatch", model, Classes(8), Default, "metric 'mse'", "one value", "-OneHot");
    }

    [Fact]
    public void Validation_data_with_other_classes_or_columns_is_refused_with_both()
    {
        Dataset Named(string[] classes, string[] columns) =>
            new(new float[12], [4], [0, 1, 2]) { ClassName = classes, FeatureName = columns };
        Dataset train = Named(["ant", "bee", "cow"], ["a", "b", "c", "d"]);
        Dataset otherClasses = Named(["bee", "cow", "dog"], ["a", "b", "c", "d"]);
        Dataset otherOrder = Named(["ant", "bee", "cow"], ["b", "a", "c", "d"]);
        Refused("DatasetsDiffer", Classifier(), train, Default with { ValidationData = otherClasses }, "classes", "ant, bee, cow", "bee, cow, dog", "-ClassName");
        Refused("DatasetsDiffer", Classifier(), train, Default with { ValidationData = otherOrder }, "feature columns", "a, b, c, d", "b, a, c, d");
        Sequential trained = Classifier();
        trained.Train(train, Default);
        ThrowsError("DatasetsDiffer", () => trained.Evaluate(otherClasses), "classes", "bee, cow, dog");
    }

    [Fact]
    public void Labels_of_another_shape_are_refused_with_both_shapes_and_the_last_layer()
    {
        Sequential model = new([new Dense(3)]);
        model.Compile("sgd", "mse");
        Refused("ShapeMismatch", model, new Dataset(new float[8], [4], new float[4], [2]), Default, "(3,)", "(2,)", "'dense'");
    }

    [Fact]
    public void Class_indices_for_a_loss_of_one_hot_labels_are_refused_with_the_loss_to_use()
    {
        Sequential model = new([new Dense(3, "softmax")]);
        model.Compile("sgd", "categorical_crossentropy");
        Refused("ShapeMismatch", model, Classes(5), Default, "sparse_categorical_crossentropy");
    }

    [Theory]
    [InlineData(3f, "3")]
    [InlineData(-1f, "-1")]
    [InlineData(0.5f, "0.5")]
    [InlineData(float.NaN, "NaN")]
    public void A_label_that_is_no_class_is_refused_with_its_row(float label, string text)
    {
        Dataset data = new(new float[12], [4], [0, 2, label]) { Name = "three.csv" };
        Refused("LabelOutOfRange", Classifier(), data, Default, "Row 3", "'three.csv'", $"label {text},", "3 outputs", "from 0 to 2");
    }

    [Fact]
    public void Data_without_labels_is_refused() =>
        Refused("NoLabels", Classifier(), new Dataset(new float[8], [4]), Default, "no labels");

    [Fact]
    public void Data_without_samples_is_refused()
    {
        Dataset empty = new([], [4], []);
        Refused("EmptyDataset", Classifier(), empty, Default);
        Refused("EmptyDataset", Classifier(), Classes(5), Default with { ValidationData = empty });
        Sequential model = Classifier();
        ThrowsError("EmptyDataset", () => model.Evaluate(empty));
        ThrowsError("EmptyDataset", () => model.Predict(empty));
    }

    [Fact]
    public void A_model_without_optimizer_and_loss_is_refused()
    {
        Sequential model = new([new Dense(3)], name: "bare");
        Refused("NotInitialized", model, Classes(5), Default, "'bare'", "Initialize-Model");
        ThrowsError("NotInitialized", () => model.Evaluate(Classes(5)), "'bare'");
        ThrowsError("NotInitialized", () => model.LearningRate = 1);
    }

    [Fact]
    public void A_model_without_layers_is_refused()
    {
        Sequential model = new(name: "hollow");
        model.Compile("sgd", "mse");
        Refused("NotBuilt", model, Classes(5), Default, "'hollow'", "no layers");
    }

    [Fact]
    public void A_missing_loss_is_refused_with_the_known_ones() =>
        ThrowsError("MissingArgument", () => new Sequential([new Dense(1)]).Compile("sgd"), "mse", "binary_crossentropy");

    [Theory]
    [InlineData("adm", "mse", "mae", "'adm'", "Did you mean 'adam'")]
    [InlineData("adam", "binary_crosentropy", "mae", "'binary_crosentropy'", "'binary_crossentropy'")]
    [InlineData("adam", "mse", "acuracy", "'acuracy'", "'accuracy'")]
    [InlineData("adam", "mse", "zzz", "'zzz'", "Known: acc, accuracy,")]
    public void An_unknown_name_is_refused_with_the_nearest(string optimizer, string loss, string metric, string given, string hint) =>
        ThrowsError("UnknownName", () => new Sequential([new Dense(1)]).Compile(optimizer, loss, [metric]), given, hint);

    [Fact]
    public void Values_that_make_no_sense_are_refused_with_what_is_allowed()
    {
        Sequential model = Classifier();
        Refused("InvalidValue", model, Classes(5), Default with { Epochs = 0 }, "epochs must be above 0, not 0");
        Refused("InvalidValue", model, Classes(5), Default with { InitialEpoch = -1 }, "initial_epoch must be 0 or above, not -1");
        Refused("InvalidValue", model, Classes(5), Default with { BatchSize = 0 }, "batch_size must be above 0, not 0");
        Refused("InvalidValue", model, Classes(5), Default with { StepsPerEpoch = 0 }, "steps_per_epoch must be above 0");
        Refused("InvalidValue", model, Classes(5), Default with { ValidationFrequency = 0 }, "validation_frequency must be above 0");
        Refused("InvalidValue", model, Classes(5), Default with { ValidationEpochs = [0, 2] }, "validation_epochs must be above 0");
        Refused("InvalidValue", model, Classes(5), Default with { ValidationSteps = 0 }, "validation_steps must be above 0");
        Refused("InvalidValue", model, Classes(5), Default with { ValidationBatchSize = -1, ValidationData = Classes(5) }, "validation_batch_size must be above 0");
        Refused("InvalidValue", model, Classes(5), Default with { Threads = 0 }, "threads must be above 0");
        Refused("DeviceNotFound", model, Classes(5), Default with { Device = "gpu" }, "'gpu'", "Known: cpu");
    }

    /// <remarks>10 * (1 - 0.9) is 0.9999999999999998, so in Keras too no sample is left for training.</remarks>
    [Theory]
    [InlineData(0.9)]
    [InlineData(1.5)]
    [InlineData(-0.5)]
    public void A_validation_split_that_leaves_a_part_empty_is_refused(double split) =>
        Refused("InvalidValue", Classifier(), Classes(10), Default with { ValidationSplit = split }, "of 10 samples");

    [Fact]
    public void Class_weights_beside_sample_weights_are_refused() => Refused(
        "InvalidValue",
        Classifier(),
        Classes(5, isWeighted: true),
        Default with { ClassWeight = new Dictionary<int, double> { [0] = 2 } },
        "sample weights");

    [Fact]
    public void A_loss_without_a_reduction_is_refused() => ThrowsError(
        "InvalidValue",
        () => Classifier().Compile("sgd", new KerasPS.Losses.MeanSquaredError(KerasPS.Losses.LossReduction.None)),
        "MeanSquaredError without a reduction");

    [Theory]
    [InlineData(new long[] { 2 }, new float[] { 0, 2, 1, 1 })]
    [InlineData(new long[] { 2, 1 }, new float[] { 0, 1, 1, 1 })]
    public void Class_weights_for_a_class_a_time_step_are_refused(long[] shape, float[] labels)
    {
        Sequential model = new([new Dense(3, "softmax")], [2, 4]);
        model.Compile("sgd", "sparse_categorical_crossentropy");
        FitOptions options = Default with { ClassWeight = new Dictionary<int, double> { [1] = 2 } };
        Refused("InvalidValue", model, new Dataset(new float[16], [2, 4], labels, shape), options, "samples of one class", "time step");
    }

    [Fact]
    public void Two_ways_of_clipping_are_refused()
    {
        Sequential model = Classifier();
        model.Compile(new SGD { Clipnorm = 1, Clipvalue = 1 }, "sparse_categorical_crossentropy");
        Refused("InvalidValue", model, Classes(5), Default, "SGD", "clipnorm", "clipvalue");
    }
}
