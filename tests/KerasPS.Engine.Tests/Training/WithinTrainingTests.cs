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

    private static (EpochLog[] Epochs, float[] Weights) Run(Func<Sequential, Callback>? callback = null, bool isFrozen = false)
    {
        Sequential model = new([new Dense(8, "relu"), new Dropout(0.2), new Dense(3, "softmax")]);
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
