namespace KerasPS.Tests.Training;

/// <summary>What several tests of training need.</summary>
internal static class TrainingFixtures
{
    /// <summary>Samples of four numbers in three classes that can be learned; one label a sample.</summary>
    public static Dataset Classes(int count, bool isWeighted = false)
    {
        Random random = new(count);
        float[] features = new float[count * 4];
        float[] labels = new float[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(3);
            for (int j = 0; j < 4; j++)
                features[(i * 4) + j] = (j == labels[i] ? 1 : 0) + (float)random.NextDouble();
        }

        float[]? weights = isWeighted ? Enumerable.Range(0, count).Select(i => 0.5f + (i % 3)).ToArray() : null;
        return new Dataset(features, [4], labels, [], weights);
    }

    /// <summary>Samples whose only feature, and label, is their index.</summary>
    public static Dataset Numbered(int count, int from = 0)
    {
        float[] numbers = Enumerable.Range(from, count).Select(i => (float)i).ToArray();
        return new Dataset(numbers, [1], numbers);
    }

    /// <summary>A model for <see cref="Classes"/>, compiled.</summary>
    public static Sequential Classifier(params Layer[] between)
    {
        Sequential model = new([new Dense(8, "relu"), .. between, new Dense(3, "softmax")]);
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    /// <summary>A model for <see cref="Numbered"/>, compiled, that first shows each batch to a recorder.</summary>
    public static Sequential Recorded(RecordingLayer recorder)
    {
        Sequential model = new([recorder, new Dense(1)]);
        model.Compile(new SGD(0.0001), "mse");
        return model;
    }

    /// <summary>Trains to the end.</summary>
    public static EpochLog[] Train(this Model model, Dataset data, FitOptions options) => model.Fit(data, options).ToArray();

    /// <summary>The sizes of the batches.</summary>
    public static int[] Sizes(this IEnumerable<float[]> batches) => batches.Select(batch => batch.Length).ToArray();
}
