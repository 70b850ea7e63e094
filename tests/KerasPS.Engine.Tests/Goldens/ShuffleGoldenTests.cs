namespace KerasPS.Tests.Goldens;

/// <summary>The order in which samples reach the first layer during a fit.</summary>
public class ShuffleGoldenTests
{
    /// <summary>The case of the bare permutations of generators with small seeds.</summary>
    internal const string PermutationCase = "shuffle/torch_randperm";

    private static readonly Dictionary<string, (int Samples, FitOptions Options)> Fits = new()
    {
        ["shuffle/n7_bs3_3epochs_default"] = (7, new() { BatchSize = 3, Epochs = 3, Shuffle = ShuffleMode.Keras }),
        ["shuffle/n7_bs3_2epochs_shuffle_batch"] = (7, new() { BatchSize = 3, Epochs = 2, Shuffle = ShuffleMode.Batch }),
        ["shuffle/n7_bs3_noshuffle"] = (7, new() { BatchSize = 3, Shuffle = ShuffleMode.None }),
        ["shuffle/validation_split0.3_n10_bs4"] = (10, new() { BatchSize = 4, ValidationSplit = 0.3, Shuffle = ShuffleMode.Keras }),
        ["shuffle/steps_per_epoch2_n7_bs3_3ep"] = (7, new() { BatchSize = 3, Epochs = 3, StepsPerEpoch = 2, Shuffle = ShuffleMode.Keras }),
    };

    public static TheoryData<string> Cases => new(Fits.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Batches_come_in_Keras_s_order(string name)
    {
        (int samples, FitOptions options) = Fits[name];
        RecordingLayer recorder = new();
        Sequential model = new([recorder, new Dense(1)]);
        model.Compile("sgd", "mse");
        float[] numbers = Enumerable.Range(0, samples).Select(i => (float)i).ToArray();
        _ = model.Fit(new Dataset(numbers, [1], numbers), options).Count();
        Golden.AssertSame(GoldenCases.All[name].EnumerateArray().Select(Golden.Flat), recorder.TrainingBatches, name);
    }

    [Fact]
    public void Permutations_are_PyTorch_s()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (JsonProperty golden in GoldenCases.All[PermutationCase].EnumerateObject())
        {
            using Generator generator = new(ulong.Parse(golden.Name));
            Tensor order = randperm(7, generator: generator);
            Golden.AssertSame(golden.Value.EnumerateArray().Select(n => n.GetInt64()), order.data<long>().ToArray(), PermutationCase);
        }
    }
}
