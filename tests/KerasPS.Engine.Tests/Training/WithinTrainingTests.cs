using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

/// <summary>What callbacks may do with the model that is being trained: look at it as they like, and replace nothing that the training holds.</summary>
public class WithinTrainingTests
{
    private static readonly FitOptions Options = new() { Epochs = 3, BatchSize = 4, Seed = 5, Device = "cpu", ValidationData = Classes(8) };

    public static TheoryData<string> Replacements => new(Replacing.Keys);

    private static Dictionary<string, Action<Sequential>> Replacing => new()
    {
        ["compile"] = model => model.Compile("sgd", "sparse_categorical_crossentropy"),
        ["build"] = model => model.Build([4]),
        ["add a layer"] = model => model.Add(new Dense(1)),
        ["fit"] = model => model.Fit(Classes(8), Options),
        ["train on a batch"] = model => model.TrainOnBatch(Classes(8)),
        ["change the dtypes of its layers"] = model => Sharing(model).Compile("sgd", "mse", policy: "mixed_bfloat16"),
        ["add a layer to a part of it"] = model => ((Sequential)model.Layers[1]).Add(new Dropout(0.5)),
        ["train another model with its optimizer"] = model => Other(model.Compilation!.Optimizer).Train(Classes(8), Options),
        ["train another model with its callback"] = model => Other("sgd").Train(Classes(8), Options with { Callbacks = [model.Session.IsRunning ? model.Session.CurrentCallback! : new TerminateOnNaN()] }),
        ["fit a model with its layers"] = model => Sharing(model).Train(Classes(8), Options),
    };

    [Fact]
    public void Evaluations_and_predictions_in_callbacks_change_nothing_of_the_training()
    {
        List<double> scores = [];
        (EpochLog[] plain, float[] weights) = Run();
        (EpochLog[] watched, float[] same) = Run(model => new LambdaCallback
        {
            TrainBatchEnd = (_, _) => Look(model),
            EpochBegin = (_, _) => Look(model),
            EpochEnd = (_, _) => Look(model),
        });
        Assert.Equal(weights, same);
        Assert.Equal(Values(plain), Values(watched));
        Assert.Equal((double)watched[^1]["val_loss"]!, scores[^1]);

        void Look(Sequential model)
        {
            scores.Add(model.Evaluate(Classes(8), new FitOptions { Device = "auto", BatchSize = 4 })[0].Value);
            _ = model.Predict(Classes(8), new FitOptions { Device = "cpu" });
            _ = Sharing(model).Predict(Classes(8));
        }
    }

    [Fact]
    public void A_layer_that_is_unfrozen_in_a_training_is_trained_by_the_next_one()
    {
        float[] frozen = [];
        (EpochLog[] plain, float[] weights) = Run(model => new LambdaCallback { TrainBegin = _ => frozen = model.Layers[0].Variables[0].ToArray() }, isFrozen: true);
        Sequential unfrozen = null!;
        (EpochLog[] same, float[] sameWeights) = Run(
            model => new LambdaCallback
            {
                TrainBatchEnd = (_, _) =>
                {
                    (unfrozen = model).Layers[0].Trainable = true;
                    model.Evaluate(Classes(8));
                    _ = model.Predict(Classes(8));
                },
            },
            isFrozen: true);
        Assert.Equal(weights, sameWeights);
        Assert.Equal(Values(plain), Values(same));
        Assert.Equal(frozen, unfrozen.Layers[0].Variables[0].ToArray());
        unfrozen.Train(Classes(20), Options);
        Assert.NotEqual(frozen, unfrozen.Layers[0].Variables[0].ToArray());
    }

    [Theory]
    [MemberData(nameof(Replacements))]
    public void What_would_replace_the_parameters_is_refused_and_the_training_continues(string what)
    {
        (EpochLog[] plain, float[] weights) = Run();
        int refused = 0;
        Sequential trained = null!;
        (EpochLog[] same, float[] sameWeights) = Run(model => new LambdaCallback
        {
            TrainBatchBegin = (_, _) =>
            {
                trained = model;
                ThrowsError("AlreadyTraining", () => Replacing[what](model), "being trained", "'sequential'");
                refused++;
            },
        });
        Assert.Equal(15, refused);
        Assert.Equal(weights, sameWeights);
        Assert.Equal(Values(plain), Values(same));
        Replacing[what](trained);
    }

    [Fact]
    public void A_stateful_layer_continues_with_the_states_of_the_training()
    {
        float[] Weights(bool looks)
        {
            Sequential model = new([new SimpleRNN(3) { Stateful = true }, new Dense(1)]);
            model.Build([2, 2], seed: 3);
            model.Compile(new SGD(0.1), "mse");
            float[] values = Enumerable.Range(0, 32).Select(i => MathF.Sin(i)).ToArray();
            Dataset data = new(values, [2, 2], values[..8]);
            LambdaCallback look = new() { TrainBatchEnd = (_, _) => { if (looks) model.Evaluate(data, new FitOptions { BatchSize = 4 }); } };
            model.Train(data, new FitOptions { Epochs = 2, BatchSize = 4, Shuffle = ShuffleMode.None, Callbacks = [look] });
            return model.Weights();
        }

        Assert.Equal(Weights(looks: false), Weights(looks: true));
    }

    [Fact]
    public void An_evaluation_within_another_changes_nothing_of_it_and_neither_ends_the_other()
    {
        Sequential model = Other("sgd");
        IReadOnlyList<KeyValuePair<string, double>> alone = model.Evaluate(Classes(20), Options);
        int inner = 0;
        LambdaCallback nested = new() { TestBatchEnd = (_, _) => inner += model.Evaluate(Classes(8), new FitOptions { BatchSize = 4, Callbacks = [new LambdaCallback { TestBatchEnd = (_, _) => model.StopEvaluating = true }] }).Count };
        Assert.Equal(alone, model.Evaluate(Classes(20), Options with { Callbacks = [nested] }));
        Assert.Equal(10, inner);
    }

    [Fact]
    public void The_accuracy_of_a_saved_model_is_that_of_its_labels_after_an_evaluation_in_a_hook()
    {
        Sequential model = Other("sgd");
        model.Train(Classes(20), Options with { Callbacks = [new LambdaCallback { EpochEnd = (_, _) => model.Evaluate(Classes(8)) }] });
        Assert.IsType<KerasPS.Metrics.SparseCategoricalAccuracy>(((KerasPS.Metrics.AccuracyByShape)model.Compilation!.Metrics[0]).Form);
    }

    [Fact]
    public void Hooks_of_evaluations_and_predictions_can_train_another_model_but_not_theirs()
    {
        Sequential other = Other("sgd");
        other.Train(Classes(20), Options);
        Sequential model = Other("sgd");
        Sequential trained = Other("sgd");
        int refused = 0;
        LambdaCallback train = new() { TestBegin = _ => Train(), PredictBegin = _ => Train() };
        model.Evaluate(Classes(8), new FitOptions { Callbacks = [train] });
        Assert.Equal(other.Weights(), trained.Weights());
        trained = Other("sgd");
        _ = model.Predict(Classes(8), new FitOptions { Callbacks = [train] });
        Assert.Equal(other.Weights(), trained.Weights());
        Assert.Equal(2, refused);

        void Train()
        {
            trained.Train(Classes(20), Options);
            ThrowsError("AlreadyTraining", () => model.Train(Classes(20), Options), "is being evaluated");
            refused++;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_average_leaves_the_model_when_an_evaluation_or_a_prediction_fails(bool evaluates)
    {
        Sequential model = Other(new SGD(0.5) { UseEma = true });
        LambdaCallback failsLate = new()
        {
            EpochBegin = (epoch, _) =>
            {
                if (epoch == 3)
                    throw new InvalidDataException();
            },
        };
        Assert.Throws<InvalidDataException>(() => model.Train(Classes(20), Options with { Epochs = 9, Callbacks = [failsLate] }));
        float[] before = model.Weights();
        LambdaCallback fails = new() { TestBatchEnd = (_, _) => Fail(), PredictBatchEnd = (_, _) => Fail() };
        FitOptions options = new() { Callbacks = [new SwapEmaWeights(), fails] };
        Assert.Throws<InvalidDataException>(() => evaluates ? model.Evaluate(Classes(8), options) : (object)model.Predict(Classes(8), options));
        Assert.Equal(before, model.Weights());

        void Fail()
        {
            Assert.NotEqual(before, model.Weights());
            throw new InvalidDataException();
        }
    }

    /// <summary>A model for the same data, which shares nothing with others but what it is given.</summary>
    private static Sequential Other(Optimizer optimizer)
    {
        Sequential model = new([new Dense(3, "softmax")], name: "other");
        model.Build([4], seed: 2);
        model.Compile(optimizer, "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    private static (EpochLog[] Epochs, float[] Weights) Run(Func<Sequential, Callback>? callback = null, bool isFrozen = false)
    {
        Sequential model = new([new Dense(8, "relu"), new Sequential([new Dropout(0.2)]), new Dense(3, "softmax")]);
        model.Build([4], seed: 2);
        model.Compile(new Adam(0.05), "sparse_categorical_crossentropy", ["accuracy"]);
        model.Layers[0].Trainable = !isFrozen;
        EpochLog[] epochs = model.Train(Classes(20), callback is null ? Options : Options with { Callbacks = [callback(model)] });
        return (epochs, model.Weights());
    }

    /// <summary>Another model of the layers: what they give for the same samples.</summary>
    private static Sequential Sharing(Sequential model)
    {
        Sequential sharing = new(model.Layers, [4], "sharing");
        sharing.Compile("sgd", "sparse_categorical_crossentropy");
        return sharing;
    }

    private static object?[] Values(EpochLog[] epochs) => epochs.SelectMany(epoch => epoch.Items.Where(item => item.Key != "seconds").Select(item => item.Value)).ToArray();
}
