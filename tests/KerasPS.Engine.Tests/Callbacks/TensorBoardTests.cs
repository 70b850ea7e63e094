using System.Collections;
using KerasPS.EventFiles;
using KerasPS.Losses;
using KerasPS.Schedules;

namespace KerasPS.Tests.Callbacks;

/// <summary>
/// Keras's tensorboard_test.py, test by test, and what goes beyond it. Its test of blocking copies only runs with TensorFlow; here it is
/// <see cref="Values_of_batches_are_only_fetched_where_they_are_wanted"/>. The bodies of its four tests of graphs are commented out; ours are of both graphs. Its test of
/// the profiler has none here: there is no profile_batch, as with Keras on PyTorch.
/// </summary>
[TestsOf(typeof(TensorBoard))]
public sealed class TensorBoardTests : FolderTest
{
    private static readonly string[] Basic =
        ["train:epoch_learning_rate", "train:epoch_loss", "validation:epoch_loss", "validation:evaluation_loss_vs_iterations"];

    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(TensorBoard), folder => new TensorBoard(Path.Combine(folder, "logs")))
        {
            NoState = new()
            {
                ["plan"] = "Validate is told it",
                ["isTraining"] = "the training that goes on begins",
                ["isTesting"] = "no backup is made within an evaluation",
                ["isResumed"] = "says that the state was given",
                ["isDescribed"] = "a training that goes on writes no second description",
                ["iterationsBefore"] = "for the speed of the epochs of this process",
            },
        },
    ];

    /// <summary>Keras's test_TensorBoard_basic, with the steps and values of every number.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_basic")]
    public void Test_basic()
    {
        Model model = Model();
        Fit(model, new TensorBoard(Folder.FullName));
        Assert.Equal(Basic, Scalars());
        Assert.Equal([0L, 1], Steps("train", "epoch_loss"));
        Assert.Equal([0L, 1], Steps("validation", "epoch_loss"));
        Assert.Equal([5L, 10], Steps("validation", "evaluation_loss_vs_iterations"));
        Assert.Equal(model.History!["loss"].Select(loss => (float)(double)loss!), Values("train", "epoch_loss"));
        Assert.Equal(model.History["val_loss"].Select(loss => (float)(double)loss!), Values("validation", "epoch_loss"));
        Assert.Equal(Values("validation", "epoch_loss"), Values("validation", "evaluation_loss_vs_iterations"));
        Assert.Equal([0.01f, 0.01f], Values("train", "epoch_learning_rate"));
    }

    /// <summary>Keras's test_TensorBoard_across_invocations.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_across_invocations")]
    public void Test_across_invocations()
    {
        Model model = Model();
        TensorBoard callback = new(Folder.FullName, updateFreq: "batch");
        Fit(model, callback);
        Fit(model, callback);
        Assert.Equal(["train:batch_loss", .. Basic], Scalars());
        Assert.Equal([0L, 1, 0, 1], Steps("train", "epoch_loss"));
        Assert.Equal([.. Enumerable.Range(1, 10), .. Enumerable.Range(1, 10)], Steps("train", "batch_loss").Select(step => (int)step));
    }

    /// <summary>Keras's test_TensorBoard_no_spurious_event_files.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_no_spurious_event_files")]
    public void Test_no_spurious_event_files()
    {
        Fit(Model(), new TensorBoard(Folder.FullName), validate: false);
        Assert.Equal(["train"], Directory.GetDirectories(Folder.FullName).Select(Path.GetFileName));
        Assert.Single(Directory.GetFiles(Folder.FullName, "events.out.*", SearchOption.AllDirectories));
    }

    /// <summary>Keras's test_TensorBoard_batch_metrics.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_batch_metrics")]
    public void Test_batch_metrics()
    {
        Fit(Model(), new TensorBoard(Folder.FullName, updateFreq: "1"));
        Assert.Equal(["train:batch_loss", .. Basic], Scalars());
        Assert.Equal(Enumerable.Range(1, 10), Steps("train", "batch_loss").Select(step => (int)step));
        Assert.Equal(Values("train", "epoch_loss"), Values("train", "batch_loss").Where((_, i) => i % 5 == 4));
    }

    /// <summary>Keras drops values of epochs too unless their last batch is one of the chosen ones (tensorboard#4975); here batches alone are chosen.</summary>
    [Fact]
    public void Only_batches_depend_on_the_frequency()
    {
        Fit(Model(), new TensorBoard(Folder.FullName, updateFreq: "3"));
        Assert.Equal([3L, 6, 9], Steps("train", "batch_loss"));
        Assert.Equal([0L, 1], Steps("train", "epoch_loss"));
        Assert.Equal([5L, 10], Steps("validation", "evaluation_loss_vs_iterations"));
    }

    /// <summary>Keras's test_TensorBoard_learning_rate_schedules: the rate is that of the next step.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_learning_rate_schedules")]
    public void Test_learning_rate_schedules()
    {
        Fit(Model(new SGD(new CosineDecay(0.01, 20))), new TensorBoard(Folder.FullName), validate: false);
        Assert.Equal(["train:epoch_learning_rate", "train:epoch_loss"], Scalars());
        float[] expected = [0.01f * (1 + MathF.Cos(MathF.PI / 4)) / 2, 0.01f / 2];
        Assert.Equal(expected, Values("train", "epoch_learning_rate"), (one, other) => Math.Abs(one - other) <= 1e-8f);
    }

    /// <summary>Keras's test_TensorBoard_global_step.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_global_step")]
    public void Test_global_step()
    {
        Fit(Model(new SGD(new CosineDecay(0.01, 1))), new TensorBoard(Folder.FullName, updateFreq: "1", writeStepsPerSecond: true), validate: false);
        Assert.Equal(
            ["train:batch_loss", "train:batch_steps_per_second", "train:epoch_learning_rate", "train:epoch_loss", "train:epoch_steps_per_second"],
            Scalars());
        Assert.Equal(Enumerable.Range(1, 10), Steps("train", "batch_steps_per_second").Select(step => (int)step));
        Assert.All(Values("train", "epoch_steps_per_second"), value => Assert.InRange(value, 0.1f, 1e6f));
    }

    /// <summary>Keras's test_TensorBoard_weight_histograms.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_weight_histograms")]
    public void Test_weight_histograms()
    {
        Model model = Model();
        Fit(model, new TensorBoard(Folder.FullName, histogramFreq: 1));
        Assert.Equal(Basic, Scalars());
        LoggedValue[] histograms = Logged(LogKind.Histogram);
        Assert.Equal(["dense/bias/histogram", "dense/kernel/histogram"], histograms.Select(value => value.Tag).Distinct().Order());
        Assert.All(histograms, value => Assert.Equal("train", value.Run));
        Assert.Equal([0L, 0, 1, 1], histograms.Select(value => value.Step));
        float[] kernel = model.Variables[0].ToArray();
        HistogramBucket[] last = (HistogramBucket[])histograms.Last(value => value.Tag == "dense/kernel/histogram").Value!;
        Assert.Equal((kernel.Min(), kernel.Max(), 100), ((float)last[0].Left, (float)last[^1].Right, last.Sum(bucket => bucket.Count)));
    }

    [Fact]
    public void Histograms_are_of_every_nth_epoch_from_the_first()
    {
        _ = Model().Fit(Ones(), Options(5, new TensorBoard(Folder.FullName, histogramFreq: 2))).Count();
        Assert.Equal([0L, 2, 4], Steps("train", "dense/kernel/histogram"));
    }

    /// <summary>Keras's test_TensorBoard_weight_images: of the kernels of a convolution, an image each, and of vectors and matrices.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_weight_images")]
    public void Test_weight_images()
    {
        Sequential model = new([new Conv2D(3, [10]), new GlobalAveragePooling2D(), new Dense(1)], [10, 10, 1]);
        model.Compile(new SGD(), "mse");
        Fit(model, new TensorBoard(Folder.FullName, histogramFreq: 1, writeImages: true));
        Assert.Equal(Basic, Scalars());
        Assert.Equal(
            ["conv2d/bias/histogram", "conv2d/kernel/histogram", "dense/bias/histogram", "dense/kernel/histogram"],
            Logged(LogKind.Histogram).Select(value => value.Tag).Distinct().Order());
        Dictionary<string, PngImage[]> images = Logged(LogKind.Image).Where(value => value.Step == 1).ToDictionary(value => value.Tag, value => (PngImage[])value.Value!);
        Assert.Equal([(10, 10), (10, 10), (10, 10)], images["conv2d/kernel/image"].Select(image => (image.Width, image.Height)));
        Assert.Equal([(1, 3)], images["conv2d/bias/image"].Select(image => (image.Width, image.Height)));
        Assert.Equal([(1, 3)], images["dense/kernel/image"].Select(image => (image.Width, image.Height)));
        Assert.DoesNotContain("dense/bias/image", images.Keys);
    }

    /// <summary>The layout by shape, against Keras's steps (squeeze, transpose, reshape) done with loops on numbered pixels.</summary>
    [Theory]
    [InlineData(new long[] { 2, 3 }, "3x2: 0 1 2 3 4 5")]
    [InlineData(new long[] { 3, 2 }, "3x2: 0 2 4 1 3 5")]
    [InlineData(new long[] { 1, 2, 1, 2 }, "2x2: 0 1 2 3")]
    [InlineData(new long[] { 1, 2, 2, 2 }, "2x2: 0 2 4 6|2x2: 1 3 5 7")]
    [InlineData(new long[] { 5 }, "1x5: 0 1 2 3 4")]
    [InlineData(new long[] { 2, 1, 2, 5 }, "2x2: 0 5 10 15|2x2: 1 6 11 16|2x2: 2 7 12 17")]
    [InlineData(new long[] { 2, 2, 2, 2 }, null)]
    [InlineData(new long[] { 1 }, null)]
    public void Weights_lie_in_pictures_as_in_Keras(long[] shape, string? expected)
    {
        Assert.Equal(expected is not null, WeightImages.CanShow(shape));
        if (expected is null)
            return;
        float[] numbered = Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(i => i / 255f).ToArray();
        Assert.Equal(expected, string.Join('|', WeightImages.Of(numbered, shape).Select(image => $"{image.Width}x{image.Height}: {string.Join(' ', Pixels(image))}")));
    }

    /// <summary>Keras's test_TensorBoard_projector_callback: its lines, and one with the table that the projector can read.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_projector_callback")]
    public void Test_projector_callback()
    {
        Sequential model = Embedding(out Dataset data);
        TensorBoard callback = new(Folder.FullName, embeddingsFreq: 1, embeddingsMetadata: new Hashtable { ["test_embedding"] = "metadata.tsv" });
        for (int fit = 0; fit < 2; fit++)
            _ = model.Fit(data, Options(2, callback) with { ValidationData = data }).Count();
        Assert.Equal(
            [
                "embeddings {",
                "  tensor_name: \"layer_with_weights-0/embeddings/.ATTRIBUTES/VARIABLE_VALUE\"",
                "  metadata_path: \"metadata.tsv\"",
                "  tensor_path: \"train/test_embedding.tsv\"",
                "}",
            ],
            File.ReadAllLines(Folder.PathOf("projector_config.pbtxt")));
        float[] table = File.ReadAllLines(Path.Combine(Folder.FullName, "train", "test_embedding.tsv"))
            .SelectMany(line => line.Split('\t'))
            .Select(cell => float.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();
        Assert.Equal(model.Layers[0].Variables[0].ToArray(), table);
        Assert.True(File.Exists(Path.Combine(Folder.FullName, "train", "keras_embedding.ckpt-1.weights.safetensors")));
    }

    /// <summary>As in Keras an error, but before the training, and the same at each fit.</summary>
    [Fact]
    public void Metadata_of_an_unknown_layer_is_refused()
    {
        TensorBoard callback = new(Folder.FullName, embeddingsFreq: 1, embeddingsMetadata: new Hashtable { ["other"] = "metadata.tsv" });
        KerasException error = Assert.Throws<KerasException>(() => Embedding(out Dataset data).Fit(data, Options(1, callback) with { ValidationData = null }));
        Assert.Equal("UnknownName", error.ErrorId);
        Assert.Contains("'other'", error.Message);
        Assert.Contains("test_embedding", error.Message);
    }

    /// <summary>Keras's test_custom_summary: what a layer writes lands in the run that is going on.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_custom_summary")]
    public void Test_custom_summary()
    {
        TensorBoard callback = new(Folder.FullName, updateFreq: "1");
        Sequential model = new([new LayerWithSummary(callback), new Flatten(), new Dense(1)], [10, 10, 1]);
        model.Compile(new SGD(0.001), "mse");
        _ = model.Fit(Ones(), Options(1, callback)).Count();
        Assert.Equal(["train:batch_loss", "train:custom_summary", "train:epoch_learning_rate", "train:epoch_loss", "validation:custom_summary", .. Basic[2..]], Scalars());
        Assert.Equal([1L, 2, 3, 4, 5], Steps("train", "custom_summary"));
        Assert.Equal([1L, 2, 3, 4, 5], Steps("validation", "custom_summary"));
    }

    /// <summary>What Keras's test_TensorBoard_non_blocking is about: the training does not wait for values that nobody asked for.</summary>
    [Theory]
    [InlineData("epoch", 0)]
    [InlineData("4", 1)]
    [InlineData("batch", 5)]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_non_blocking")]
    public void Values_of_batches_are_only_fetched_where_they_are_wanted(string updateFreq, int fetched)
    {
        int count = 0;
        TensorBoard callback = new TensorBoard(Folder.FullName, updateFreq: updateFreq).Attached();
        callback.OnTrainBegin(new Logs());
        for (int batch = 0; batch < 5; batch++)
        {
            Logs logs = new(() => [("loss", () => ++count)]);
            callback.OnTrainBatchBegin(batch, logs);
            callback.OnTrainBatchEnd(batch, logs);
        }

        callback.OnTrainEnd(new Logs());
        Assert.Equal(fetched, count);
    }

    /// <summary>Keras's test_TensorBoard_write_sequential_model_no_input_shape and its companions, whose bodies are commented out.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_write_sequential_model_no_input_shape")]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_write_sequential_model_with_input_shape")]
    public void The_models_layers_are_written_as_Keras_writes_them()
    {
        Fit(Model(), new TensorBoard(Folder.FullName));
        LoggedValue keras = Assert.Single(Logged(LogKind.KerasGraph));
        Assert.Equal(("train", "keras", 0L), (keras.Run, keras.Tag, keras.Step));
        using JsonDocument json = JsonDocument.Parse((string)keras.Value!);
        Assert.Equal("Sequential", json.RootElement.GetProperty("class_name").GetString());
        Assert.Equal(
            ["Flatten", "Dense"],
            json.RootElement.GetProperty("config").GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("class_name").GetString()));
    }

    [Fact]
    public void The_operations_of_a_sequential_model_are_a_graph()
    {
        Sequential model = new([new Flatten(), new Dense(4, activation: "relu"), new Dense(1, useBias: false)], [10, 10, 1], "net");
        model.Compile("adam", "mse");
        Fit(model, new TensorBoard(Folder.FullName));
        LoggedValue graph = Assert.Single(Logged(LogKind.Graph));
        GraphNode[] nodes = (GraphNode[])graph.Value!;
        Assert.Equal(
            [
                "input = Placeholder()",
                "net/flatten/Flatten = Flatten(input)",
                "net/dense/kernel = VariableV2()",
                "net/dense/MatMul = MatMul(net/flatten/Flatten, net/dense/kernel)",
                "net/dense/bias = VariableV2()",
                "net/dense/BiasAdd = BiasAdd(net/dense/MatMul, net/dense/bias)",
                "net/dense/Relu = Relu(net/dense/BiasAdd)",
                "net/dense_1/kernel = VariableV2()",
                "net/dense_1/MatMul = MatMul(net/dense/Relu, net/dense_1/kernel)",
                "target/dense_1 = Placeholder()",
                "loss/dense_1/MeanSquaredError = MeanSquaredError(net/dense_1/MatMul, target/dense_1)",
                "optimizer/Adam = Adam(loss/dense_1/MeanSquaredError, net/dense/kernel, net/dense/bias, net/dense_1/kernel)",
            ],
            nodes.Select(node => node.ToString()),
            StringComparer.OrdinalIgnoreCase);
        Assert.Equal([-1L, 100], nodes[1].Shapes.Single());
        Assert.Equal([100L, 4], nodes[2].Shapes.Single());
    }

    /// <summary>Shared layers, models in models, several inputs, outputs and losses: every input of an operation is one that is there, before it.</summary>
    [Fact]
    [MirrorsKeras("tensorboard_test.test_TensorBoard_write_model")]
    public void The_operations_of_a_functional_model_are_a_graph()
    {
        KerasTensor left = KerasTensor.Input([6], "left");
        KerasTensor right = KerasTensor.Input([6], "right");
        Dense shared = new(4) { Name = "shared" };
        Sequential inner = new([new Dense(3), new Dropout(0.5)], [4], "inner");
        KerasTensor sum = new Add().Call(shared.Call(left), shared.Call(right));
        IReadOnlyList<KerasTensor> sequence = new LSTM(2) { ReturnState = true }.CallAll(new Reshape([1, 4]).Call(sum));
        Functional model = new([left, right], [inner.Call(sum), sequence[1]], "net");
        model.Build(model.KnownInputShapes, seed: 1);
        model.Compile("sgd", "mse");
        IReadOnlyList<GraphNode> nodes = ModelGraph.Of(model);
        HashSet<string> seen = [];
        foreach (GraphNode node in nodes)
        {
            Assert.All(node.Inputs, input => Assert.Contains(input.Split(':')[0], seen));
            Assert.True(seen.Add(node.Name), node.Name);
        }

        Assert.Equal(["left", "right"], nodes.Where(node => node.Operation == "Placeholder").Select(node => node.Name).Take(2));
        Assert.Single(nodes, node => node.Name == "net/shared/kernel");
        Assert.Equal(2, nodes.Count(node => node.Operation == "MatMul" && node.Inputs.Contains("net/shared/kernel")));
        Assert.Contains("net/inner/dense/MatMul", seen);
        Assert.Contains(nodes, node => node.Operation == "AddN" && node.Inputs.Count == 2);
        Assert.Contains(nodes, node => node.Operation == "MeanSquaredError" && node.Inputs[0] == "net/lstm/LSTM:1");
    }

    [Fact]
    public void Without_write_graph_there_is_no_graph()
    {
        Fit(Model(), new TensorBoard(Folder.FullName, writeGraph: false));
        Assert.Empty(Logged(LogKind.KerasGraph).Concat(Logged(LogKind.Graph)));
    }

    [Fact]
    public void The_configuration_is_a_text_where_it_is_wanted()
    {
        Fit(Model(), new TensorBoard(Folder.FullName, writeText: true));
        LoggedValue text = Assert.Single(Logged(LogKind.Text));
        Assert.Equal(("train", "configuration"), (text.Run, text.Tag));
        string markdown = (string)text.Value!;
        Assert.Contains("| epochs | 2 |", markdown);
        Assert.Contains("| batches per epoch | 5 |", markdown);
        Assert.Contains("| optimizer | SGD(learning_rate=0.01", markdown);
        Assert.Contains("| loss | MeanSquaredError(", markdown);
        Assert.Contains("| dense | Dense | (1,) | 101 |", markdown);
    }

    [Fact]
    public void Hyperparameters_are_in_the_run_above_training_and_validation()
    {
        Fit(Model(), new TensorBoard(Folder.FullName, hparams: new Hashtable { ["units"] = 1, ["optimizer"] = "sgd" }));
        LoggedValue[] values = Logged(LogKind.HParams);
        Assert.Equal([".", "."], values.Select(value => value.Run));
        Assert.Equal(new Dictionary<string, object?> { ["optimizer"] = "sgd", ["units"] = 1.0 }, values[0].Value);
        Assert.Equal("Success", values[1].Value);
    }

    [Fact]
    public void A_training_that_fails_leaves_whole_files_that_say_so()
    {
        LambdaCallback failing = new() { TrainBatchEnd = (batch, _) => throw new InvalidOperationException($"batch {batch}") };
        TensorBoard callback = new(Folder.FullName, updateFreq: "batch", hparams: new Hashtable { ["units"] = 1 });
        Assert.Throws<InvalidOperationException>(() => _ = Model().Fit(Ones(), Options(2, callback, failing)).Count());
        Assert.Equal([1L], Steps("train", "batch_loss"));
        Assert.Equal("Failure", Logged(LogKind.HParams)[^1].Value);
        foreach (string file in Directory.GetFiles(Folder.FullName, "events.out.*", SearchOption.AllDirectories))
            File.Delete(file);
    }

    /// <summary>After a resume steps continue: from the state where there is one, else from the epoch that the training begins with.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_resume_steps_go_on(bool hasState)
    {
        Model model = Model();
        TensorBoard first = new(Folder.FullName, updateFreq: "batch");
        _ = model.Fit(Ones(), Options(2, first)).Count();
        TensorBoard second = new(Folder.FullName, updateFreq: "batch");
        if (hasState)
            second.SetState(JsonSerializer.Deserialize<Dictionary<string, double>>(JsonSerializer.Serialize(first.GetState()))!.ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
        _ = model.Fit(Ones(), Options(4, second) with { InitialEpoch = 2 }).Count();
        Assert.Equal(Enumerable.Range(1, 20), Steps("train", "batch_loss").Select(step => (int)step));
        Assert.Equal([0L, 1, 2, 3], Steps("train", "epoch_loss"));
        Assert.Equal([5L, 10, 15, 20], Steps("validation", "evaluation_loss_vs_iterations"));
        Assert.Single(Logged(LogKind.Graph));

        _ = model.Fit(Ones(), Options(1, second)).Count();
        Assert.Equal(1, Steps("train", "batch_loss")[20]);
    }

    /// <summary>What came after the backup is written once more: at the same steps, and the same values.</summary>
    [Fact]
    public void A_training_that_goes_on_from_a_backup_goes_on_within_the_epoch()
    {
        string whole = Folder.PathOf("whole");
        string parted = Folder.PathOf("parted");
        BackupAndRestore Backup() => new(Folder.PathOf("backup"), saveFreq: "6");
        _ = Built().Fit(Ones(), Options(3, new TensorBoard(whole, updateFreq: "batch"))).Count();
        int batches = 0;
        LambdaCallback failing = new() { TrainBatchEnd = (_, _) => _ = ++batches < 8 ? 0 : throw new InvalidOperationException("killed") };
        TensorBoard TensorBoardOf() => new(parted, updateFreq: "batch", writeStepsPerSecond: true);
        Assert.Throws<InvalidOperationException>(() => _ = Built().Fit(Ones(), Options(3, TensorBoardOf(), Backup(), failing)).Count());
        _ = Built().Fit(Ones(), Options(3, TensorBoardOf(), Backup())).Count();

        LoggedValue[] losses = EventLog.Read(parted).Where(value => value.Tag == "batch_loss").ToArray();
        Assert.Equal([.. Enumerable.Range(1, 8), .. Enumerable.Range(7, 9)], losses.Select(value => (int)value.Step));
        Assert.Equal(
            EventLog.Read(whole).Where(value => value.Tag == "batch_loss").Select(value => (value.Step, value.Value)),
            losses.Select(value => (value.Step, value.Value)).Distinct());
        Assert.Equal([0L, 1, 2], EventLog.Read(parted).Where(value => value is { Tag: "epoch_loss", Run: "train" }).Select(value => value.Step));
        Assert.Single(EventLog.Read(parted), value => value.Kind == LogKind.Graph);
        Assert.All(EventLog.Read(parted).Where(value => value.Tag == "epoch_steps_per_second"), value => Assert.InRange((float)value.Value!, 0.1f, 1e6f));

        static Model Built()
        {
            Sequential model = Model();
            model.Build([10, 10, 1], seed: 1);
            return model;
        }
    }

    [Fact]
    public void An_evaluation_alone_writes_and_closes_its_file()
    {
        Model model = Model();
        model.Evaluate(Ones(), new FitOptions { Callbacks = [new TensorBoard(Folder.FullName)], BatchSize = 5 });
        Assert.Equal(["validation:evaluation_loss_vs_iterations"], Scalars());
        Assert.Equal(["validation"], Directory.GetDirectories(Folder.FullName).Select(Path.GetFileName));
        using FileStream file = File.Open(Directory.GetFiles(Folder.FullName, "events.out.*", SearchOption.AllDirectories).Single(), FileMode.Open, FileAccess.Read, FileShare.None);
    }

    [Theory]
    [InlineData("never")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public void Another_frequency_is_refused(string updateFreq) =>
        Assert.Contains(updateFreq, Assert.Throws<KerasException>(() => new TensorBoard(updateFreq: updateFreq)).Message);

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_before_the_first_epoch()
    {
        string file = Folder.PathOf("file");
        File.WriteAllText(file, "");
        Assert.Equal("PathNotWritable", Assert.Throws<KerasException>(() => Model().Fit(Ones(), Options(1, new TensorBoard(file)))).ErrorId);
    }

    private static Sequential Model(Optimizer? optimizer = null)
    {
        Sequential model = new([new Flatten(), new Dense(1)], [10, 10, 1]);
        model.Compile(optimizer ?? new SGD(0.01), "mse");
        return model;
    }

    private static Sequential Embedding(out Dataset data)
    {
        data = new Dataset(Enumerable.Repeat(1f, 100).ToArray(), [10], new float[10]);
        Sequential model = new([new Embedding(10, 4) { Name = "test_embedding" }, new Flatten(), new Dense(1, activation: "sigmoid")], [10]);
        model.Compile("adam", new BinaryCrossentropy(fromLogits: true));
        return model;
    }

    private static Dataset Ones() => new(Enumerable.Repeat(0.1f, 1000).ToArray(), [10, 10, 1], Enumerable.Repeat(1f, 10).ToArray());

    private static FitOptions Options(int epochs, params Callback[] callbacks) => TinyTraining.Options(epochs, callbacks) with { BatchSize = 2, ValidationData = Ones() };

    private static IEnumerable<byte> Pixels(PngImage image)
    {
        int length = (image.Content[35] << 8) | image.Content[36];
        using System.IO.Compression.ZLibStream pixels = new(new MemoryStream(image.Content, 41, length), System.IO.Compression.CompressionMode.Decompress);
        using MemoryStream rows = new();
        pixels.CopyTo(rows);
        return rows.ToArray().Where((_, i) => i % (image.Width + 1) > 0);
    }

    private static void Fit(Model model, TensorBoard callback, bool validate = true) =>
        _ = model.Fit(Ones(), Options(2, callback) with { ValidationData = validate ? Ones() : null }).Count();

    private LoggedValue[] Logged(LogKind kind) => EventLog.Read(Folder.FullName).Where(value => value.Kind == kind).ToArray();

    private string[] Scalars() => Logged(LogKind.Scalar).Select(value => $"{value.Run}:{value.Tag}").Distinct().Order(StringComparer.Ordinal).ToArray();

    private long[] Steps(string run, string tag) => EventLog.Read(Folder.FullName).Where(value => value.Run == run && value.Tag == tag).Select(value => value.Step).ToArray();

    private float[] Values(string run, string tag) => EventLog.Read(Folder.FullName).Where(value => value.Run == run && value.Tag == tag).Select(value => (float)value.Value!).ToArray();

    private sealed class LayerWithSummary(TensorBoard callback) : Layer
    {
        public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

        public override Tensor Call(Tensor input, CallContext context)
        {
            callback.WriteScalar("custom_summary", input.sum().cpu().data<float>().ToArray()[0]);
            return input;
        }
    }
}
