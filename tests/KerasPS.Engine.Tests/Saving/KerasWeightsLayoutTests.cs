using KerasPS.Hdf5;
using KerasPS.Schedules;
using KerasPS.Tests.Hdf5;

namespace KerasPS.Tests.Saving;

/// <summary>Paths, shapes and types are those of files that Keras wrote (<c>tests/goldens/keras-weights.tsv</c>).</summary>
public class KerasWeightsLayoutTests
{
    private static readonly ILookup<string, string[]> Goldens = File.ReadLines(RepositoryFiles.PathOf("tests", "goldens", "keras-weights.tsv"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).ToLookup(fields => fields[0]);

    private static readonly Dictionary<string, Func<Model>> Models = new()
    {
        ["recurrent"] = () => new Sequential([new LSTM(2) { ReturnSequences = true }, new GRU(2) { ReturnSequences = true }, new SimpleRNN(2) { ReturnSequences = true }, new LSTM(2)], [5, 3]),
        ["stacked"] = () => new Sequential([new RNN(new StackedRNNCells([new LSTMCell(2), new GRUCell(3), new LSTMCell(2)]))], [5, 3]),
        ["bidirectional"] = () => new Sequential(
            [new Bidirectional(new LSTM(2) { ReturnSequences = true }), new Bidirectional(new GRU(2), backwardLayer: new GRU(2) { GoBackwards = true })], [5, 3]),
        ["wrappers"] = () => new Sequential(
            [
                new TimeDistributed(new Dense(3)), new SpectralNormalization(new Dense(2)), new BatchNormalization(), new PReLU(), new Flatten(), new Dropout(0.5), new Dense(1),
            ],
            [5, 4]),
        ["attention"] = Attention,
        ["nested"] = Nested,
        ["graph"] = Graph,
        ["convolutions"] = () => new Sequential(
            [new SeparableConv2D(3, [2], depthMultiplier: 2), new DepthwiseConv2D([2]), new Conv2DTranspose(2, [2]), new Conv2D(2, [2]), new Flatten()], [8, 8, 2]),
        ["normalization"] = () => new Sequential(
            [new Normalization(), new BatchNormalization(renorm: true), new EinsumDense("ab,bc->ac", [3], biasAxes: "c")], [4]),
        ["half"] = () => new Sequential([new Dense(2) { Dtype = "float16" }, new Dense(1) { Dtype = "mixed_bfloat16" }], [4]),
    };

    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["sgd"] = () => new SGD(),
        ["momentum"] = () => new SGD(momentum: 0.9),
        ["adam"] = () => new Adam(),
        ["amsgrad"] = () => new Adam(new ExponentialDecay(0.1, 10, 0.9), amsgrad: true),
        ["adamw"] = () => new AdamW { UseEma = true, GradientAccumulationSteps = 2 },
        ["rmsprop"] = () => new RMSprop(momentum: 0.5, centered: true),
        ["adagrad"] = () => new Adagrad(),
        ["adadelta"] = () => new Adadelta(),
        ["adamax"] = () => new Adamax(),
        ["nadam"] = () => new Nadam(),
        ["ftrl"] = () => new Ftrl(),
        ["lion"] = () => new Lion(),
        ["lamb"] = () => new Lamb(),
        ["muon"] = () => new Muon(),
        ["adafactor"] = () => new Adafactor(),
        ["schedulefree"] = () => new ScheduleFreeAdamW(),
        ["lossscale"] = () => new LossScaleOptimizer(new SGD(momentum: 0.9)),
    };

    public static TheoryData<string> Names => [.. Goldens.Select(golden => golden.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_are_laid_out_as_Keras_does(string name)
    {
        Hdf5File file = Hdf5File.Open(new MemoryStream(Hdf5Samples.Write(KerasWeights.Describe(Make(name)))));
        Assert.Equal(
            Goldens[name].Where(fields => fields[3] != "group").Select(fields => $"{fields[1]} ({fields[2]})").Order(StringComparer.Ordinal),
            file.Datasets().Select(dataset => $"{dataset.Path[1..]} ({string.Join(",", dataset.Shape)})").Order(StringComparer.Ordinal));
        Dictionary<string, string> groups = Goldens[name].Where(fields => fields[3] == "group").ToDictionary(fields => fields[1], fields => fields[2]);
        Assert.All(GroupsOf(file.Root).Where(group => group.Attributes.ContainsKey("name")), group => Assert.Contains(group.Path[1..], groups));
        Dictionary<string, string> types = Goldens[name].ToDictionary(fields => fields[1], fields => fields[3]);
        // Keras counts in integers what is a number like all others here.
        Assert.All(
            file.Datasets().Where(dataset => dataset.Path != "/layers/normalization/vars/2"),
            dataset => Assert.Equal((dataset.Path, types[dataset.Path[1..]]), (dataset.Path, dataset.Type.Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_written_is_read(string name)
    {
        Model model = Make(name);
        Randomize(model);
        byte[] bytes = Hdf5Samples.Write(KerasWeights.Describe(model));
        Model other = Make(name);
        Hdf5File file = Hdf5File.Open(new MemoryStream(bytes));
        KerasWeights.RequireMatch(other, file);
        KerasWeights.Read(other, file);
        if (other.Compilation is { } compilation)
            Assert.Null(KerasWeights.ReadOptimizer(compilation.Optimizer, file));
        Assert.Equal(bytes, Hdf5Samples.Write(KerasWeights.Describe(other)));
        Assert.NotEqual(bytes, Hdf5Samples.Write(KerasWeights.Describe(Make(name))));
    }

    private static Model Make(string name)
    {
        if (!name.StartsWith("optimizer_", StringComparison.Ordinal))
        {
            Model model = Models[name]();
            model.EnsureBuilt(seed: 1);
            return model;
        }

        Sequential trained = new([new Dense(3), new Dense(2)], [4]);
        trained.Build([4], seed: 1);
        trained.Compile(Optimizers[name["optimizer_".Length..]](), "mse");
        trained.MoveTo(CPU);
        trained.Compilation!.Optimizer.Attach(trained.Parameters!);
        return trained;
    }

    private static void Randomize(Model model)
    {
        Random random = new(3);
        foreach (Variable variable in model.Variables)
            variable.Assign(Enumerable.Range(0, (int)variable.Count).Select(_ => random.NextSingle()).ToArray());
        if (model.Compilation?.Optimizer is not { } optimizer)
            return;
        using IDisposable noGrad = no_grad();
        foreach (OptimizerSlot slot in optimizer.State())
            slot.Values.fill_(random.Next(1, 100));
        optimizer.Innermost.Resume(123, 1);
        if (optimizer.Schedule is null)
            optimizer.LearningRate = 0.125;
    }

    private static Functional Attention()
    {
        KerasTensor a = KerasTensor.Input([4, 6]);
        KerasTensor b = KerasTensor.Input([5, 6]);
        KerasTensor x = new MultiHeadAttention(2, 3) { UseGate = true }.Call(a, b);
        x = new GroupQueryAttention(6, 4, 2).Call(x, b);
        x = new Attention(useScale: true, scoreMode: AttentionScoreMode.Concat).Call(x, b);
        return new Functional([a, b], [new AdditiveAttention().Call(x, b)]);
    }

    private static Functional Nested()
    {
        Dense shared = new(3) { Name = "shared" };
        Sequential inner = new([new Dense(3), shared], [3], "inner");
        KerasTensor i = KerasTensor.Input([3]);
        KerasTensor j = KerasTensor.Input([3]);
        Functional branch = new([j], [new Dense(2).Call(shared.Call(j))], "branch");
        KerasTensor x = shared.Call(i);
        x = new Add().Call(inner.Call(x), new Dense(3).Call(x));
        return new Functional([i], [new Dense(1).Call(branch.Call(x))]);
    }

    private static Functional Graph()
    {
        KerasTensor i = KerasTensor.Input([3]);
        KerasTensor far = new Dense(2).Call(new Dense(4).Call(i));
        KerasTensor near = new Dense(2).Call(i);
        return new Functional([i], [new Dense(1).Call(new Concatenate().Call(near, far))]);
    }

    private static IEnumerable<Hdf5FileGroup> GroupsOf(Hdf5FileGroup group) => group.Groups.Values.SelectMany(GroupsOf).Prepend(group);
}
