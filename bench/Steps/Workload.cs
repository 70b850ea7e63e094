using KerasPS.Layers;
using KerasPS.Losses;
using static TorchSharp.torch;

namespace KerasPS.Bench;

/// <summary>A network and how it is trained, alike in every loop that is measured. Labels are ten classes.</summary>
/// <param name="Name">The name that the loops' programs receive.</param>
/// <param name="Title">What the table says.</param>
/// <param name="Threads">The threads of all loops; the better number for PyTorch.</param>
/// <param name="Samples">The samples of an epoch.</param>
/// <param name="BatchSize">The samples of a step.</param>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Layers">The layers of the model.</param>
/// <param name="Goals">What its steps on the CPU are to take.</param>
/// <param name="Forward">The same layers as plain operations on a batch, with the model's variables in their order; null where there is no bare loop of it.</param>
/// <param name="FromLogits">Whether the outputs are logits.</param>
internal sealed record Workload(
    string Name,
    string Title,
    int Threads,
    int Samples,
    int BatchSize,
    long[] Shape,
    Func<Layer[]> Layers,
    StepGoals? Goals = null,
    Func<Tensor, Tensor[], Tensor>? Forward = null,
    bool FromLogits = false)
{
    public const int Classes = 10;

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("mlp-128", "MLP 784-128-10, batch 32", 1, 32 * 400, 32, [784], () => [new Dense(128, "relu"), new Dense(Classes, "softmax")], new(0.70, 0.60), Mlp),
        new(
            "mlp-512",
            "MLP 784-512-512-10, batch 256",
            2,
            256 * 40,
            256,
            [784],
            () => [new Dense(512, "relu"), new Dense(512, "relu"), new Dense(Classes, "softmax")],
            new(0.90, 0.95),
            Mlp),
        new(
            "cnn",
            "CNN (conv 32, pool, conv 64, pool, dense 128), batch 64",
            2,
            64 * 20,
            64,
            [28, 28, 1],
            () => [.. Convolutions()[..^1], new Dense(Classes, "softmax")],
            new(0.95, 0.80),
            Cnn),
        new("lstm", "LSTM 128, 50 steps of 16, batch 64", 2, 64 * 10, 64, [50, 16], () => [new LSTM(128), new Dense(Classes, "softmax")], new(0.70, 0.80), Lstm),
    ];

    /// <summary>What is trained on a GPU.</summary>
    public static IReadOnlyList<Workload> OnGpu { get; } =
    [
        ForGpu("gpu-cnn-256", "CNN (conv 32, pool, conv 64, pool, dense 128), batch 256", 256, [28, 28, 1], Convolutions),
        ForGpu("gpu-cnn-1024", "CNN (conv 32, pool, conv 64, pool, dense 128), batch 1024", 1024, [28, 28, 1], Convolutions),
        ForGpu("gpu-mlp", "MLP 784-512-512-10, batch 256", 256, [784], () => [new Dense(512, "relu"), new Dense(512, "relu"), new Dense(Classes)]),
        ForGpu("gpu-lstm", "LSTM 128, 50 steps of 16, batch 256", 256, [50, 16], () => [new LSTM(128), new Dense(Classes)]),
        ForGpu(
            "gpu-transformer",
            "transformer encoder (2 blocks of 256, 8 heads, dense 1024), 128 steps of 64, batch 64",
            64,
            [128, 64],
            () => [new Dense(256), EncoderBlock(), EncoderBlock(), new GlobalAveragePooling1D(), new Dense(Classes)]),
    ];

    /// <summary>The workload of that name.</summary>
    public static Workload Of(string name) => All.Concat(OnGpu).First(workload => workload.Name == name);

    public float[] Features() => Numbers(Shape.Aggregate((long)Samples, (product, size) => product * size), random => random.NextSingle());

    public float[] Labels() => Numbers(Samples, random => random.Next(Classes));

    public Model Model(string policy)
    {
        Sequential model = new(Layers(), Shape);
        model.Compile("adam", new SparseCategoricalCrossentropy(FromLogits), policy: policy);
        model.Build(Shape, seed: 1);
        return model;
    }

    private static Workload ForGpu(string name, string title, int batchSize, long[] shape, Func<Layer[]> layers) =>
        new(name, title, 2, batchSize * 100, batchSize, shape, layers, FromLogits: true);

    private static Layer[] Convolutions() =>
        [new Conv2D(32, [3], activation: "relu"), new MaxPooling2D(), new Conv2D(64, [3], activation: "relu"), new MaxPooling2D(), new Flatten(), new Dense(128, "relu"), new Dense(Classes)];

    /// <summary>Attention and two dense layers, each added to its input and normalised after that, as PyTorch's <c>TransformerEncoderLayer</c> does it.</summary>
    private static Functional EncoderBlock()
    {
        KerasTensor input = KerasTensor.Input([128, 256]);
        KerasTensor attended = new LayerNormalization().Call(new Add().Call(input, new MultiHeadAttention(8, 32).Call(input, input)));
        KerasTensor dense = new Dense(256).Call(new Dense(1024, "relu").Call(attended));
        return new Functional([input], [new LayerNormalization().Call(new Add().Call(attended, dense))]);
    }

    private static float[] Numbers(long count, Func<Random, float> next)
    {
        Random random = new(1);
        float[] numbers = new float[count];
        for (long i = 0; i < count; i++)
            numbers[i] = next(random);
        return numbers;
    }

    private static Tensor Mlp(Tensor x, Tensor[] w)
    {
        for (int i = 0; i < w.Length - 2; i += 2)
            x = nn.functional.relu(w[i + 1].addmm(x, w[i]));
        return w[^1].addmm(x, w[^2]);
    }

    private static Tensor Cnn(Tensor x, Tensor[] w)
    {
        x = x.permute(0, 3, 1, 2);
        for (int i = 0; i < 4; i += 2)
            x = nn.functional.max_pool2d(nn.functional.relu(nn.functional.conv2d(x, w[i].permute(3, 2, 0, 1), w[i + 1])), [2, 2]);
        return Mlp(x.permute(0, 2, 3, 1).reshape(x.size(0), -1), w[4..]);
    }

    /// <summary>Kernel, recurrent kernel and bias of the four gates i, f, c, o.</summary>
    private static Tensor Lstm(Tensor x, Tensor[] w)
    {
        Tensor given = x.transpose(0, 1).matmul(w[0]).add(w[2]);
        Tensor h = zeros([x.size(0), w[1].size(0)]);
        Tensor c = zeros([x.size(0), w[1].size(0)]);
        for (long t = 0; t < x.size(1); t++)
        {
            Tensor[] gates = given.narrow(0, t, 1).squeeze(0).addmm(h, w[1]).chunk(4, -1);
            c = gates[1].sigmoid().mul(c).add(gates[0].sigmoid().mul(gates[2].tanh()));
            h = gates[3].sigmoid().mul(c.tanh());
        }

        return Mlp(h, w[3..]);
    }
}
