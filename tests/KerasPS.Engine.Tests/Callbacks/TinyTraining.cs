namespace KerasPS.Tests.Callbacks;

/// <summary>A model of three weights and ten samples, on which trainings take a millisecond.</summary>
internal static class TinyTraining
{
    public static Dataset Data { get; } = Make(10, 0);

    public static Dataset Validation { get; } = Make(4, 10);

    public static Sequential Model(Optimizer? optimizer = null, double learningRate = 0.05)
    {
        Sequential model = new([new Dense(1)], [2], "tiny");
        model.Build([2], seed: 1);
        model.Compile(optimizer ?? new SGD(learningRate), "mse", ["mae"]);
        return model;
    }

    /// <summary>Makes a callback's hooks callable by hand, on a model that is ready to be trained.</summary>
    public static T Attached<T>(this T callback, Model? model = null, RecordingOutput? output = null)
        where T : Callback
    {
        model ??= Model();
        model.MoveTo(CPU);
        callback.Attach(model, new Dictionary<string, object> { ["epochs"] = 100, ["steps"] = 5 }, output ?? new RecordingOutput());
        return callback;
    }

    public static Logs Logs(string name, double value) => KerasPS.Logs.Of([new(name, value)]);

    /// <summary>Replaces a value of the logs by a script, epoch by epoch, before other callbacks see it.</summary>
    public static LambdaCallback Script(string name, params double[] values) => new()
    {
        EpochEnd = (epoch, logs) => logs[name] = values[epoch],
    };

    public static FitOptions Options(int epochs, params Callback[] callbacks) => new()
    {
        Epochs = epochs,
        BatchSize = 4,
        Seed = 3,
        ValidationData = Validation,
        Callbacks = callbacks,
        Device = "cpu",
        Threads = 1,
    };

    public static string NewFolder() => Directory.CreateTempSubdirectory("kerasps-tests-").FullName;

    private static Dataset Make(int count, int first)
    {
        float[] features = Enumerable.Range(first, count).SelectMany(i => new[] { MathF.Sin(i), MathF.Cos(2 * i) }).ToArray();
        float[] labels = Enumerable.Range(0, count).Select(i => (2 * features[2 * i]) - features[(2 * i) + 1] + 0.5f).ToArray();
        return new Dataset(features, [2], labels);
    }
}
