using KerasPS.Activations;
using KerasPS.Losses;
using KerasPS.Regularizers;

namespace KerasPS.Tests.Goldens;

/// <summary>Whole trainings from Keras's initial weights to its history, evaluation and last weights.</summary>
public class TrainingGoldenTests
{
    private const double Tolerance = 2e-5;

    private static readonly Dictionary<string, Run> Runs = new()
    {
        ["training/binary sgd bs6 shuffle default vsplit .2"] = new(() => Binary(), new SGD(0.5), "binary_crossentropy", ["accuracy"])
        {
            Options = options => options with { Shuffle = ShuffleMode.Keras, ValidationSplit = 0.2 },
        },
        ["training/binary adam bs6 no shuffle"] = new(() => Binary(), new Adam(0.05), "binary_crossentropy", ["accuracy"]),
        ["training/binary sgd class_weight, weighted+unweighted metrics"] = new(() => Binary(), new SGD(0.5), "binary_crossentropy", ["accuracy"])
        {
            WeightedMetrics = ["accuracy", "mse"],
            Options = options => options with { ClassWeight = new Dictionary<int, double> { [0] = 1, [1] = 3 } },
        },
        ["training/3class BN rmsprop bs8"] = new(
            () => new Sequential([new Dense(5, "relu"), new BatchNormalization(), new Dense(3, "softmax")]),
            new RMSprop(0.02),
            "sparse_categorical_crossentropy",
            ["accuracy"])
        {
            Labels = "T_3class",
        },

        // The clipping never bites: any norm from 0.4 on gives these numbers, a smaller one does not.
        ["training/l2-regularised mse sgd momentum clipnorm"] = new(
            () => Binary("linear", new L2(0.01)), new SGD(0.1, momentum: 0.9) { Clipnorm = 1 }, "mse", ["mae"]),
        ["training/sample_weight"] = new(() => Binary(), new SGD(0.5), "binary_crossentropy", [])
        {
            WeightedMetrics = ["accuracy"],
            SampleWeights = Enumerable.Range(1, 20).Select(i => i / 10f).ToArray(),
        },
        ["training/grad accumulation 3, bs6 (4 steps/epoch)"] = new(
            () => Binary(), new Adam(0.05) { GradientAccumulationSteps = 3 }, "binary_crossentropy", []),
        ["training/ema adam"] = new(() => Binary(), new Adam(0.05) { UseEma = true, EmaMomentum = 0.8 }, "binary_crossentropy", []),
    };

    public static TheoryData<string> Cases => new(Runs.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void History_evaluation_and_last_weights_are_Keras_s(string name)
    {
        JsonElement golden = GoldenCases.All[name];
        Run run = Runs[name];
        JsonElement inputs = Golden.Root.GetProperty("training");
        float[] features = inputs.GetProperty("X").Flat();
        float[] labels = inputs.GetProperty(run.Labels).Flat();
        Sequential model = run.Model();
        model.Build([4]);
        foreach ((Variable variable, JsonElement value) in model.Variables.Zip(golden.GetProperty("initial_weights").EnumerateArray()))
            variable.Assign(value.Flat());
        model.Compile(run.Optimizer, run.Loss, run.Metrics, run.WeightedMetrics);

        JsonElement fit = golden.GetProperty("fit");
        FitOptions options = run.Options(new FitOptions
        {
            BatchSize = fit.GetProperty("batch_size").GetInt32(),
            Epochs = fit.GetProperty("epochs").GetInt32(),
            Shuffle = ShuffleMode.None,
        });
        EpochLog[] history = model.Fit(new Dataset(features, [4], labels, [], run.SampleWeights), options).ToArray();

        foreach (JsonProperty expected in golden.GetProperty("history").EnumerateObject())
        {
            float[] values = history.Select(log => Convert.ToSingle(log[expected.Name])).ToArray();
            Golden.AssertClose(expected.Value.Flat(), values, Tolerance, $"{name}, {expected.Name}");
        }

        Dictionary<string, double> evaluation = model.Evaluate(new Dataset(features, [4], labels), new FitOptions { BatchSize = 8 }).ToDictionary();
        foreach (JsonProperty expected in golden.GetProperty("evaluate_bs8").EnumerateObject())
            Golden.AssertClose(expected.Value, evaluation[expected.Name], Tolerance, $"{name}, evaluated {expected.Name}");
        Assert.Equal(golden.GetProperty("evaluate_bs8").EnumerateObject().Select(p => p.Name), evaluation.Keys.Order(StringComparer.Ordinal));

        JsonElement[] last = golden.GetProperty("final_weights").EnumerateArray().ToArray();
        Assert.Equal(last.Length, model.Variables.Count);
        foreach ((Variable variable, JsonElement expected) in model.Variables.Zip(last))
            Golden.AssertClose(expected.Flat(), variable.ToArray(), Tolerance, $"{name}, last {variable.Path}");
    }

    private static Sequential Binary(ActivationFunction? last = null, Regularizer? regularizer = null) =>
        new([new Dense(5, "tanh") { KernelRegularizer = regularizer }, new Dense(1, last ?? "sigmoid")]);

    /// <summary>What the file does not say about a run; found by trying, and confirmed by every number of the run.</summary>
    private sealed record Run(Func<Sequential> Model, Optimizer Optimizer, Loss Loss, object[] Metrics)
    {
        public object[] WeightedMetrics { get; init; } = [];

        public string Labels { get; init; } = "T_binary";

        public float[]? SampleWeights { get; init; }

        public Func<FitOptions, FitOptions> Options { get; init; } = options => options;
    }
}
