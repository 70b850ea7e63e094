using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

/// <summary>Wherever the samples are, training gives the same numbers.</summary>
[Collection(RunsAlone.Name)]
public class StreamedTrainingTests
{
    public static TheoryData<string> Trainings => [.. Options.Keys];

    private static readonly Dictionary<string, FitOptions> Options = new()
    {
        ["seeded"] = new() { Epochs = 3, BatchSize = 8 },
        ["Keras's order"] = new() { Epochs = 2, BatchSize = 8, Shuffle = ShuffleMode.Keras },
        ["within batches"] = new() { Epochs = 2, BatchSize = 16, Shuffle = ShuffleMode.Batch },
        ["the order of the data"] = new() { Epochs = 2, BatchSize = 7, Shuffle = ShuffleMode.None },
        ["a part held out"] = new() { Epochs = 2, BatchSize = 8, ValidationSplit = 0.3, ValidationBatchSize = 5 },
        ["passes longer than epochs"] = new() { Epochs = 4, BatchSize = 8, StepsPerEpoch = 3 },
        ["one batch"] = new() { Epochs = 2, BatchSize = 64 },
        ["class weights"] = new() { Epochs = 2, BatchSize = 8, ClassWeight = new Dictionary<int, double> { [0] = 2, [2] = 0.5 } },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Samples_in_a_file_train_as_those_in_memory(string name)
    {
        Dataset data = Classes(50, isWeighted: Options[name].ClassWeight is null);
        AssertSameTraining(data, Streamed(data), Options[name]);
    }

    [Fact]
    public void Bytes_train_as_the_numbers_that_they_stand_for()
    {
        const float Scale = 1 / 255f;
        byte[] bytes = new byte[50 * 4];
        new Random(1).NextBytes(bytes);
        float[] labels = Classes(50).Labels!;
        Dataset asBytes = new([new DataArray(new ByteValues(bytes, Scale), [4], "", "features")], [new DataArray(labels, [])]);
        Dataset asNumbers = new(Array.ConvertAll(bytes, value => value * Scale), [4], labels);
        AssertSameTraining(asNumbers, asBytes, Options["a part held out"]);
        AssertSameTraining(asNumbers, asBytes, Options["the order of the data"]);
        Assert.Equal(asNumbers.Select([3, 1]).Features, asBytes.Select([3, 1]).Features);
        Assert.Equal(asNumbers.Features, asBytes.Features);
    }

    [Fact]
    public void Predictions_and_evaluations_of_a_file_are_those_of_memory()
    {
        Dataset data = Classes(50);
        Sequential model = Classifier();
        model.Train(data, new() { Epochs = 1, Seed = 1 });
        FitOptions batches = new() { BatchSize = 16 };
        Assert.Equal(model.Predict(data, batches).Values, model.Predict(Streamed(data), batches).Values);
        Assert.Equal(model.Evaluate(data, batches), model.Evaluate(Streamed(data), batches));
    }

    [Fact]
    public void An_error_while_samples_are_read_ends_the_training()
    {
        Dataset data = new([new DataArray(new BrokenValues(160), [4], "", "features")], [new DataArray(new float[40], [])]);
        Sequential model = Classifier();
        Assert.Equal("The disk is gone.", Assert.Throws<IOException>(() => model.Train(data, new() { BatchSize = 8, Seed = 1 })).Message);
        Assert.Equal(StopReason.Error, model.History!.StopReason);
    }

    private static void AssertSameTraining(Dataset expected, Dataset actual, FitOptions options)
    {
        (EpochLog[] logs, float[] weights) = Train(expected, options);
        (EpochLog[] sameLogs, float[] sameWeights) = Train(actual, options);
        Assert.Equal(logs.Select(log => log["loss"]), sameLogs.Select(log => log["loss"]));
        Assert.Equal(weights, sameWeights);
    }

    private static (EpochLog[] Logs, float[] Weights) Train(Dataset data, FitOptions options)
    {
        Sequential model = Classifier(new Dropout(0.3));
        EpochLog[] logs = model.Train(data, options with { Seed = 5 });
        return (logs, model.Weights());
    }

    /// <summary>A dataset whose samples are in a file, with features, label and weight side by side.</summary>
    private static Dataset Streamed(Dataset data)
    {
        EncodedSamples samples = new(data.Count, data.Features, data.Labels, data.SampleWeights);
        int width = samples.Rows().Length / data.Count;
        RowFile file = RowFile.Write(data.Count, width, samples.Rows().Chunk(width * 20));
        return new Dataset(
            [new DataArray(new RowValues(file, 0, 4), [4], "", "features")],
            [new DataArray(new RowValues(file, 4, 1), [], "", "labels")],
            data.SampleWeights is null ? null : new RowValues(file, 5, 1));
    }

    private sealed class BrokenValues(long length) : ArrayValues
    {
        public override bool IsInMemory => false;

        public override long Length => length;

        public override float[] ToArray() => throw new NotSupportedException();

        public override ArrayValues Select(IReadOnlyList<int> samples, int size) => throw new NotSupportedException();

        public override ArrayValues ScaleInPlace(float factor) => throw new NotSupportedException();

        public override void CopyTo(long first, Span<float> values)
        {
            if (first > 0)
                throw new IOException("The disk is gone.");
        }
    }
}
