using System.IO.Compression;

namespace KerasPS.Tests.Fuzz;

/// <summary>
/// Models in <c>.keras</c> files. The members are damaged, JSON by its tokens, and packed with right checksums, so that what reads them is reached;
/// sometimes the archive itself is damaged.
/// </summary>
internal sealed class KerasFileFuzz : IDisposable
{
    private static readonly string[] Members = ["config.json", "config.json", "config.json", "model.weights.h5", "model.weights.h5", "kerasps.json", "metadata.json"];

    private readonly TemporaryFolder folder = new();

    public FuzzTarget Target() => new(
        ".keras",
        [
            File.ReadAllBytes(RepositoryFiles.PathOf("tests", "goldens", "sample_sequential.keras")),
            Bytes(new Sequential([new Embedding(5, 3, maskZero: true), new Bidirectional(new LSTM(2)), new BatchNormalization(), new Dropout(0.2), new Dense(2, "softmax")], [4])),
            Bytes(Graph()),
        ],
        Mutate,
        Read);

    public void Dispose() => folder.Dispose();

    private static Functional Graph()
    {
        KerasTensor input = KerasTensor.Input([4, 4, 1], "image");
        Dense shared = new(3, "relu") { KernelRegularizer = new Regularizers.L2(0.1) };
        KerasTensor flat = new Flatten().Call(new MaxPooling2D().Call(new Conv2D(2, [3], padding: Padding.Same).Call(input)));
        KerasTensor twice = new Add().Call(shared.Call(flat), shared.Call(flat));
        return new Functional([input], [new Dense(1).Call(new LayerNormalization().Call(twice))]);
    }

    private byte[] Bytes(Model model)
    {
        model.EnsureBuilt(seed: 1);
        model.Compile("adam", "mse", ["mae"]);
        string path = folder.PathOf("seed.keras");
        ModelFile.Save(model, path);
        return File.ReadAllBytes(path);
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        ByteMutator bytes = new(random);
        if (random.Next(6) == 0)
            return bytes.Mutate(seed);
        using ZipArchive archive = new(new MemoryStream(seed));
        string chosen = Members[random.Next(Members.Length)];
        using MemoryStream stream = new();
        using (ZipArchive changed = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                byte[] content = new byte[entry.Length];
                using (Stream member = entry.Open())
                    member.ReadExactly(content);
                if (entry.FullName == chosen)
                    content = chosen.EndsWith(".json", StringComparison.Ordinal) ? new JsonMutator(random).Mutate(content) : bytes.Mutate(content);
                using Stream target = changed.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                target.Write(content);
            }
        }

        return stream.ToArray();
    }

    private void Read(byte[] bytes)
    {
        string path = folder.PathOf("read.keras");
        File.WriteAllBytes(path, bytes);
        ModelFile.Load(path);
    }
}
