using System.IO.Compression;
using System.Text;
using KerasPS.Metrics;
using KerasPS.Regularizers;
using KerasPS.Text;

namespace KerasPS.Tests.Saving;

public sealed class ModelFileTests : FolderTest
{
    private string Target => Folder.PathOf("a.keras");

    public static TheoryData<string> Optimizers() => ["sgd", "momentum", "adam", "amsgrad", "adamw", "rmsprop", "centered"];

    /// <summary>Two epochs, a save, two more in the model and in the loaded one: not one bit differs.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    [MirrorsKeras("orbax_checkpoint_test.test_comprehensive_model_state_restoration")]
    public void Training_goes_on_bit_by_bit(string optimizer)
    {
        Sequential model = Rich(Create(optimizer));
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(2)).Count();
        ModelFile.Save(model, Target);
        Model loaded = ModelFile.Load(Target);
        Assert.Equal(model.Weights(), loaded.Weights());

        object?[] expected = Continue(model);
        Assert.Equal(expected, Continue(loaded));
        Assert.Equal(model.Weights(), loaded.Weights());
        Assert.Equal(model.Compilation!.Optimizer.Iterations, loaded.Compilation!.Optimizer.Iterations);
    }

    [Fact]
    public void The_optimizers_state_matters_to_that()
    {
        Sequential model = Rich(new Adam());
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(2)).Count();
        ModelFile.Save(model, Target);
        Model loaded = ModelFile.Load(Target);
        loaded.Compile(new Adam(), "mse");
        Continue(model);
        Continue(loaded);
        Assert.NotEqual(model.Weights(), loaded.Weights());
    }

    /// <summary>Without dropout, whose random numbers start afresh with each fit.</summary>
    [Fact]
    [MirrorsKeras("orbax_checkpoint_test.test_checkpoint_loading_via_saving_api")]
    [MirrorsKeras("orbax_checkpoint_test.test_training_resumption")]
    public void A_checkpoint_in_mid_training_goes_on_bit_by_bit()
    {
        Sequential model = new([new Dense(4, "tanh"), new BatchNormalization(), new Dense(1)], [2]);
        model.Compile("adam", "mse");
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(4, new ModelCheckpoint(Folder.PathOf("{epoch}.keras")))).Count();
        Model loaded = ModelFile.Load(Folder.PathOf("2.keras"));
        Continue(loaded);
        Assert.Equal(model.Weights(), loaded.Weights());
    }

    [Fact]
    public void Layers_names_and_compilation_are_the_same()
    {
        Sequential model = Rich(new AdamW(0.01, weightDecay: 0.1) { GlobalClipnorm = 1.5 });
        model.Compilation!.Optimizer.LearningRate = 0.003;
        model.Layers[3].Trainable = false;
        ModelFile.Save(model, Target);
        Model loaded = ModelFile.Load(Target);
        Assert.Equal(("rich", true), (loaded.Name, loaded.IsBuilt));
        Assert.Equal(model.InputShape, loaded.InputShape);
        Assert.Equal(model.Layers.Select(Describe), loaded.Layers.Select(Describe));
        Assert.Equal(Json(model.Compilation.Optimizer.GetConfig()), Json(loaded.Compilation!.Optimizer.GetConfig()));
        Assert.IsType<AdamW>(loaded.Compilation.Optimizer);
        Assert.IsType<KerasPS.Losses.MeanSquaredError>(loaded.Compilation.Loss);
        Assert.Equal(model.Compilation.Metrics.Concat(model.Compilation.WeightedMetrics).Select(Named), loaded.Compilation.Metrics.Concat(loaded.Compilation.WeightedMetrics).Select(Named));

        static string Describe(Layer layer) => $"{layer.ClassName} {Json(layer.GetConfig())}";
        static string Named(Metric metric) => $"{metric.ClassName} {metric.Name}";
    }

    [Fact]
    public void Images_and_an_input_layer_too()
    {
        Sequential model = new(
            [new InputLayer([6, 6, 2]) { Name = "images" }, new Conv2D(3, [2, 3], padding: Padding.Same, activation: "leaky_relu"), new MaxPooling2D([2]), new Flatten(), new Reshape([9, 3]), new Flatten(), new Dropout(0.5), new Dense(2, "softmax"), new KerasPS.Layers.Activation("relu")],
            name: "net");
        model.Build([6, 6, 2], seed: 4);
        ModelFile.Save(model, Target);
        Model loaded = ModelFile.Load(Target);
        Assert.Null(loaded.Compilation);
        Dataset images = new(Enumerable.Range(0, 144).Select(i => MathF.Sin(i)).ToArray(), [6, 6, 2]);
        Assert.Equal(model.Predict(images).Values, loaded.Predict(images).Values);
        Assert.Equal(model.Layers.Select(layer => layer.Name), loaded.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void What_normalization_learned_survives()
    {
        Normalization normalization = new();
        normalization.Adapt(TinyTraining.Data);
        Sequential model = new([normalization, new Dense(1)], [2]);
        ModelFile.Save(model, Target);
        Model loaded = ModelFile.Load(Target);
        Assert.NotEqual([0, 0], loaded.Layers[0].Variables[0].ToArray());
        Assert.Equal(normalization.Variables.Select(v => v.ToArray()), loaded.Layers[0].Variables.Select(v => v.ToArray()));
        Assert.Equal(model.Predict(TinyTraining.Validation).Values, loaded.Predict(TinyTraining.Validation).Values);
    }

    [Fact]
    public void Class_names_and_the_encoding_of_rows_survive()
    {
        Table table = new(["size", "colour", "kind"]);
        foreach (string[] row in new[] { new[] { "1", "red", "b" }, ["2.5", "blue", "a"], ["3", "red", "a"] })
            table.AppendCells(row);
        Dataset data = TableEncoder.Encode(table, new TableOptions { Label = ["kind"], CategoricalFeature = ["colour"], Scale = 0.5f });
        Sequential model = new([new Dense(2, "softmax")], name: "rows");
        model.Compile("adam", "sparse_categorical_crossentropy");
        _ = model.Fit(data, new FitOptions { Device = "cpu" }).Count();
        ModelFile.Save(model, Target);
        Model loaded = ModelFile.Load(Target);
        Assert.Equal(["a", "b"], loaded.ClassLabel);
        Assert.Equal(data.FeatureName, loaded.FeatureEncoding!.FeatureName);
        Assert.Equal(data.Features, loaded.FeatureEncoding.Encode(table));
        Assert.Equal(["a", "b"], loaded.Predict(data).ClassName);
    }

    [Fact]
    [MirrorsKeras("orbax_checkpoint_test.test_checkpoint_with_assets")]
    public void What_turned_texts_into_numbers_survives()
    {
        Table table = new(["text", "kind"]);
        foreach (string[] row in new[] { new[] { "good \"fun\"", "b" }, ["no fun", "a"] })
            table.AppendCells(row);
        TextVectorization words = new(ngrams: [2], outputMode: TextOutputMode.TfIdf);
        Dataset data = TableEncoder.Encode(table, new TableOptions { Label = ["kind"], Preprocessing = [new TextPreprocessing(words)] });
        Sequential model = new([new Dense(2, "softmax")]);
        model.Compile("adam", "sparse_categorical_crossentropy");
        _ = model.Fit(data, new FitOptions { Device = "cpu" }).Count();
        ModelFile.Save(model, Target);
        Model loaded = ModelFile.Load(Target);
        Assert.Equal(data.FeatureName, loaded.FeatureEncoding!.FeatureName);
        Assert.Equal(data.Features, loaded.FeatureEncoding.Encode(table));
    }

    [Fact]
    public void A_compiled_model_that_was_never_trained_is_loaded()
    {
        Model model = TinyTraining.Model();
        ModelFile.Save(model, Target);
        Assert.Equal(0, ModelFile.Load(Target).Compilation!.Optimizer.Iterations);
    }

    [Fact]
    public void The_archive_is_stored_and_in_Keras_order()
    {
        Sequential model = Rich(new Adam());
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(1)).Count();
        ModelFile.Save(model, Target);
        using ZipArchive zip = ZipFile.OpenRead(Target);
        Assert.Equal(["metadata.json", "config.json", "model.weights.h5", "kerasps.json"], zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
    }

    /// <summary>The parts of config.json that Keras's own file has too, at the same places.</summary>
    [Fact]
    public void The_configuration_has_Keras_form()
    {
        ModelFile.Save(Rich(new Adam()), Target);
        using ZipArchive zip = ZipFile.OpenRead(Target);
        using JsonDocument document = JsonDocument.Parse(zip.GetEntry("config.json")!.Open());
        JsonElement root = document.RootElement;
        Assert.Equal(("keras", "Sequential", JsonValueKind.Null), (root.GetProperty("module").GetString(), root.GetProperty("class_name").GetString(), root.GetProperty("registered_name").ValueKind));
        Assert.Equal("[null,2]", root.GetProperty("config").GetProperty("build_input_shape").GetRawText().ReplaceLineEndings("").Replace(" ", ""));
        JsonElement dense = root.GetProperty("config").GetProperty("layers").EnumerateArray().First(layer => layer.GetProperty("class_name").GetString() == "Dense");
        Assert.Equal("keras.layers", dense.GetProperty("module").GetString());
        Assert.Equal("relu", dense.GetProperty("config").GetProperty("activation").GetString());
        Assert.Equal("keras.initializers", dense.GetProperty("config").GetProperty("kernel_initializer").GetProperty("module").GetString());
        Assert.Equal("keras.regularizers", dense.GetProperty("config").GetProperty("kernel_regularizer").GetProperty("module").GetString());
        JsonElement optimizer = root.GetProperty("compile_config").GetProperty("optimizer");
        Assert.Equal(("keras.optimizers", "Adam"), (optimizer.GetProperty("module").GetString(), optimizer.GetProperty("class_name").GetString()));
        Assert.Equal(0.9, optimizer.GetProperty("config").GetProperty("beta_1").GetDouble());
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        byte[] file = SmallFile();
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<KerasException>(() => ModelFile.Load(new MemoryStream(file, 0, length), Target));
        }
    }

    /// <summary>Large weights are read, and added up, by several threads.</summary>
    [Fact]
    public void Reading_in_pieces_gives_the_same_every_time_and_finds_every_damage()
    {
        Sequential model = new([new Dense(900), new Dense(30)], [700]);
        model.Build([700], seed: 1);
        ModelFile.Save(model, Target);
        for (int i = 0; i < 50; i++)
            Assert.Equal(model.Weights(), ModelFile.Load(Target).Weights());
        byte[] file = File.ReadAllBytes(Target);
        Random random = new(1);
        int start = file.AsSpan().IndexOf("\u0089HDF"u8[1..]);
        for (int i = 0; i < 50; i++)
        {
            int place = random.Next(start, start + (model.Weights().Length * sizeof(float)));
            file[place] ^= 0x10;
            File.WriteAllBytes(Target, file);
            KerasException error = Assert.Throws<KerasException>(() => ModelFile.Load(Target));
            Assert.Contains("checksum of 'model.weights.h5'", error.Message, StringComparison.Ordinal);
            file[place] ^= 0x10;
        }
    }

    /// <summary>A changed bit is an error, or does not matter (e.g. in a date, or in metadata.json, which nobody reads); none takes much memory.</summary>
    [Fact]
    public void Every_changed_bit_is_an_error_or_does_not_matter()
    {
        byte[] file = SmallFile();
        string expected = Fingerprint(ModelFile.Load(Target));
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Assert.Equal(expected, Fingerprint(ModelFile.Load(new MemoryStream(changed), Target)));
            }
            catch (KerasException)
            {
                // Said clearly, which is as good.
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 << 20);
        }
    }

    [Theory]
    [InlineData("\"class_name\": \"Dense\"", "\"class_name\": \"Lambda\"", "has a Lambda layer, which is Python code")]
    [InlineData("\"class_name\": \"Dense\"", "\"class_name\": \"System.Diagnostics.Process\"", "There is no layer")]
    [InlineData("\"class_name\": \"Sequential\"", "\"class_name\": \"Subclassed\"", "Sequential and Functional models")]
    [InlineData("\"registered_name\": null", "\"registered_name\": \"mine>Thing\"", "custom class \"mine\\u003EThing\"")]
    [InlineData("\"units\": 1", "\"units\": 2", "'/layers/dense/vars/0' (dense/kernel) has the shape (2, 1) instead of (2, 2); '/layers/dense/vars/1' (dense/bias) has the shape (1,) instead of (2,)")]
    [InlineData("\"units\": 1", "\"unit\": 1", "Dense has no argument 'unit'. Did you mean 'units'")]
    [InlineData("\"class_name\": \"Dense\"", "\"class_name\": \"EinsumDense\"", "EinsumDense")]
    [InlineData("\"optimizer\": {", "\"optimiser\": {", "compile_config has optimiser, which is not known")]
    [InlineData("\"layers\": [", "\"layers\": 1, \"x\": [", "layers of config of the model is not a list")]
    public void What_a_configuration_may_not_say_is_refused(string from, string to, string problem)
    {
        SmallFile();
        Rewrite("config.json", text => text.Replace(Compact(from), Compact(to), StringComparison.Ordinal));
        KerasException error = Assert.Throws<KerasException>(() => ModelFile.Load(Target));
        Assert.Contains(problem, error.Message);
        Assert.StartsWith($"'{Target}' cannot be loaded. ", error.Message);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.weights.h5")]
    public void A_missing_member_is_an_error(string name)
    {
        SmallFile();
        using (ZipArchive zip = ZipFile.Open(Target, ZipArchiveMode.Update))
            zip.GetEntry(name)!.Delete();
        Assert.Contains($"no member '{name}'", Assert.Throws<KerasException>(() => ModelFile.Load(Target)).Message);
    }

    [Fact]
    public void Two_members_of_a_name_or_compressed_ones_are_refused()
    {
        SmallFile();
        using (ZipArchive zip = ZipFile.Open(Target, ZipArchiveMode.Update))
            zip.CreateEntry("config.json");
        Assert.Contains("it has 'config.json' twice", Assert.Throws<KerasException>(() => ModelFile.Load(Target)).Message);
        SmallFile();
        Rewrite("kerasps.json", text => text + new string(' ', 1000), CompressionLevel.Optimal);
        Assert.Contains("'kerasps.json' is compressed", Assert.Throws<KerasException>(() => ModelFile.Load(Target)).Message);
    }

    [Fact]
    public void The_state_follows_the_variables_when_one_is_frozen_and_is_forgotten_for_others()
    {
        Adam adam = new();
        Sequential model = Rich(adam);
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(1)).Count();
        Dictionary<string, float[]> before = State();
        model.Layers[1].Trainable = false;
        model.MoveTo(CPU);
        adam.Attach(model.Parameters!);
        Dictionary<string, float[]> after = State();
        Assert.True(after.Count < before.Count);
        Assert.All(after, part => Assert.Equal(before[part.Key], part.Value));
        Assert.NotEqual(0, adam.Iterations);

        Sequential other = Rich(adam);
        other.MoveTo(CPU);
        adam.Attach(other.Parameters!);
        Assert.All(State().Values, values => Assert.All(values, value => Assert.Equal(0, value)));
        Assert.Equal(0, adam.Iterations);

        Dictionary<string, float[]> State() => adam.State().ToDictionary(
            part => part.Path,
            part => part.Values.contiguous().data<float>().ToArray());
    }

    private static Optimizer Create(string name) => name switch
    {
        "momentum" => new SGD(0.05, momentum: 0.9, nesterov: true),
        "amsgrad" => new Adam(amsgrad: true),
        "centered" => new RMSprop(momentum: 0.5, centered: true),
        _ => name,
    };

    private static Sequential Rich(Optimizer optimizer)
    {
        Sequential model = new(
            [new Normalization(mean: [0.1f, 0.2f], variance: [1.5f, 0.3f]), new Dense(4, "relu") { KernelRegularizer = new L2(0.001) }, new BatchNormalization(momentum: 0.9), new Dropout(0.25), new Dense(1, useBias: false)],
            [2],
            "rich");
        model.Build([2], seed: 5);
        model.Compile(optimizer, "mse", ["mae", "mae"], ["mse"]);
        return model;
    }

    /// <summary>Epochs 3 and 4.</summary>
    private static object?[] Continue(Model model) => model
        .Fit(TinyTraining.Data, TinyTraining.Options(4) with { InitialEpoch = 2 })
        .SelectMany(log => log.Items.Where(item => item.Key != "seconds").Select(item => item.Value))
        .ToArray();

    private static string Compact(string json) => json.Replace("\": ", "\":", StringComparison.Ordinal);

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private static string Fingerprint(Model model)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Optimizer optimizer = model.Compilation!.Optimizer;
        IEnumerable<float[]> state = optimizer.State().Select(part => part.Values.contiguous().data<float>().ToArray());
        return Json(new object[] { model.Name!, ModelConfig.Describe(model), ModelExtras.Of(model), model.Weights(), state });
    }

    private byte[] SmallFile()
    {
        Sequential model = new([new Dense(1)], [2], "s");
        model.Compile(new SGD(momentum: 0.5), "mse");
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(1)).Count();
        ModelFile.Save(model, Target);
        return File.ReadAllBytes(Target);
    }

    private void Rewrite(string member, Func<string, string> change, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using ZipArchive zip = ZipFile.Open(Target, ZipArchiveMode.Update);
        ZipArchiveEntry old = zip.GetEntry(member)!;
        string text;
        using (StreamReader reader = new(old.Open()))
            text = reader.ReadToEnd();
        old.Delete();
        string changed = change(text);
        using Stream stream = zip.CreateEntry(member, level).Open();
        stream.Write(Encoding.UTF8.GetBytes(changed));
    }
}
