using System.Collections;
using System.Diagnostics;
using System.Text.Json;
using KerasPS.Configuration;
using KerasPS.EventFiles;
using KerasPS.Files;
using KerasPS.Layers;
using KerasPS.Metrics;
using KerasPS.Saving;

namespace KerasPS;

/// <summary>
/// Writes event files that TensorBoard shows: losses and metrics, weights as histograms and images, the model's graphs, embeddings, the configuration.
/// </summary>
/// <remarks>
/// <para>Tags, steps and folders are Keras's. In <c>train/</c>: <c>epoch_NAME</c> by the epoch, counted from 0, and with updateFreq also <c>batch_NAME</c> by the
/// batch of the training, counted from 1. In <c>validation/</c>: <c>epoch_NAME</c>, and <c>evaluation_NAME_vs_iterations</c> by the optimizer's steps.
/// <c>epoch_learning_rate</c> is the optimizer's rate after the epoch, as in Keras.</para>
/// <para>Another thread writes; values of a batch are fetched from the device only where updateFreq asks for them. Values can be read while the training runs, e.g.
/// with <c>Show-TensorBoardLog</c>.</para>
/// <para>Differs from Keras: values of epochs and evaluations are written whatever updateFreq is, since they cost nothing, and batches are counted on when a training is resumed or begins at a
/// later epoch, since they would otherwise be drawn over those before.</para>
/// </remarks>
/// <example>
/// <code>
/// New-TensorBoard logs/first -HistogramFreq 1 -UpdateFreq 100
/// </code>
/// Losses and metrics of every epoch and every 100 batches, and the weights after each epoch.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -ValidationSplit 0.2 -Epoch 3 -Callback (New-TensorBoard logs)
/// Show-TensorBoardLog logs -Tag epoch_loss
/// </code>
/// What a training wrote, read back without TensorBoard.
/// </example>
public sealed class TensorBoard : Callback
{
    private const string EachEpoch = "epoch";
    private const string TrainRun = "train";
    private const string ValidationRun = "validation";

    private readonly string folder;
    private readonly int? batchesBetween;
    private readonly Dictionary<string, EventFileWriter> writers = [];
    private readonly Stopwatch epochWatch = new();
    private readonly Stopwatch batchWatch = new();
    private TrainingPlan? plan;
    private bool isTraining;
    private bool isTesting;
    private bool isResumed;
    private bool isDescribed;
    private long trainBatches;
    private long testBatches;
    private long iterationsBefore;

    /// <summary>Creates the callback.</summary>
    /// <param name="logDir">The folder of this run; it is created where it is missing. TensorBoard is given it, or the folder above it to compare runs.</param>
    /// <param name="histogramFreq">After how many epochs the weights are written as histograms; 0 for never.</param>
    /// <param name="writeGraph">Whether the model's layers, and the operations that they compute, are written as graphs.</param>
    /// <param name="writeImages">Whether the weights are also written as images, when they are written as histograms.</param>
    /// <param name="writeStepsPerSecond">Whether the number of training steps in a second is written.</param>
    /// <param name="updateFreq"><c>epoch</c>; <c>batch</c>; or a number of batches, after which the values so far are written too.</param>
    /// <param name="embeddingsFreq">After how many epochs the weights of embedding layers are written for the projector; 0 for never.</param>
    /// <param name="embeddingsMetadata">
    /// A file with the names of the rows of the embeddings, relative to logDir; or a dictionary with such a file by the name of an embedding layer.
    /// </param>
    /// <param name="writeText">Whether the configuration is written as text: optimizer, loss, metrics, epochs, layers.</param>
    /// <param name="hparams">The hyperparameters of this run, by names: numbers, strings and booleans, for TensorBoard's HParams page.</param>
    /// <exception cref="KerasException">A frequency is below 0, or updateFreq is none of those.</exception>
    public TensorBoard(
        string logDir = "logs",
        int histogramFreq = 0,
        bool writeGraph = true,
        bool writeImages = false,
        bool writeStepsPerSecond = false,
        string updateFreq = EachEpoch,
        int embeddingsFreq = 0,
        object? embeddingsMetadata = null,
        bool writeText = false,
        IDictionary? hparams = null)
    {
        LogDir = logDir;
        HistogramFreq = Require.NotNegative(histogramFreq, nameof(TensorBoard), nameof(histogramFreq));
        WriteGraph = writeGraph;
        WriteImages = writeImages;
        WriteStepsPerSecond = writeStepsPerSecond;
        UpdateFreq = updateFreq;
        EmbeddingsFreq = Require.NotNegative(embeddingsFreq, nameof(TensorBoard), nameof(embeddingsFreq));
        EmbeddingsMetadata = embeddingsMetadata;
        WriteText = writeText;
        Hparams = hparams;
        folder = Path.Combine(Environment.CurrentDirectory, logDir);
        batchesBetween = SaveFrequency.Read(updateFreq, nameof(TensorBoard), "update_freq");
    }

    /// <summary>The folder of this run.</summary>
    [KerasPath]
    public string LogDir { get; }

    /// <summary>After how many epochs the weights are written; 0 for never.</summary>
    public int HistogramFreq { get; }

    /// <summary>Whether the model's graphs are written.</summary>
    public bool WriteGraph { get; }

    /// <summary>Whether weights are also written as images.</summary>
    public bool WriteImages { get; }

    /// <summary>Whether the number of training steps in a second is written.</summary>
    public bool WriteStepsPerSecond { get; }

    /// <summary><c>epoch</c>, <c>batch</c>, or a number of batches.</summary>
    public string UpdateFreq { get; }

    /// <summary>After how many epochs embeddings are written; 0 for never.</summary>
    public int EmbeddingsFreq { get; }

    /// <summary>The file with the names of the rows of the embeddings, or such files by the names of layers; or null.</summary>
    public object? EmbeddingsMetadata { get; }

    /// <summary>Whether the configuration is written as text.</summary>
    public bool WriteText { get; }

    /// <summary>What this run tries, by names; or null.</summary>
    public IDictionary? Hparams { get; }

    /// <summary>Writes a custom value, e.g. from a layer or another callback, to the current run: training or validation.</summary>
    /// <param name="name">The tag.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">The step; null for the number of batches so far.</param>
    public void WriteScalar(string name, double value, long? step = null) => WriteValue(step, () => SummaryValue.Scalar(name, value));

    /// <summary>Writes custom text, as <see cref="WriteScalar"/> writes a value.</summary>
    /// <param name="name">The tag.</param>
    /// <param name="markdown">The text, which may be Markdown.</param>
    /// <param name="step">The step; null for the number of batches so far.</param>
    public void WriteMarkdown(string name, string markdown, long? step = null) => WriteValue(step, () => SummaryValue.Text(name, markdown));

    /// <inheritdoc/>
    /// <exception cref="KerasException"><c>PathNotWritable</c>; <c>UnknownName</c>: embeddingsMetadata names no embedding layer of the model.</exception>
    public override void Validate(TrainingPlan plan)
    {
        this.plan = plan;
        AtomicFile.RequireFolder(folder);
        _ = Projector();
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        if (!isResumed)
            trainBatches = plan is null ? 0 : (long)plan.InitialEpoch * plan.StepsPerEpoch;
        isTraining = true;
        isDescribed = false;
        epochWatch.Reset();
        if (Hparams is { } values)
            Writer("").Add(0, () => HParamsMessage.OfStart(values, EventFileWriter.Now));
        if (EmbeddingsFreq > 0)
            Projector()!.WriteConfig();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        isTraining = false;
        isTesting = false;
        isResumed = false;
        bool isSuccess = Model.History?.StopReason != StopReason.Error;
        if (Hparams is not null)
            Writer("").Add(0, () => HParamsMessage.OfEnd(isSuccess, EventFileWriter.Now));
        Close();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => StartEpochWatch();

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch, Logs logs)
    {
        if (!isDescribed)
            WriteDescription();

        // A training that resumes within an epoch does not begin it again.
        if (!epochWatch.IsRunning)
            StartEpochWatch();
        trainBatches++;
        batchWatch.Restart();
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (batchesBetween is not { } between || trainBatches % between != 0)
            return;
        if (WriteStepsPerSecond)
            WriteNumber(TrainRun, "batch_steps_per_second", 1 / batchWatch.Elapsed.TotalSeconds, trainBatches);
        foreach ((string name, double value) in Numbers(logs))
            WriteNumber(TrainRun, $"batch_{name}", value, trainBatches);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        foreach ((string name, double value) in Numbers(logs).Where(number => number.Name != "learning_rate"))
        {
            MetricName metric = MetricName.Parse(name);
            WriteNumber(metric.IsValidation ? ValidationRun : TrainRun, $"epoch_{metric.Bare}", value, epoch);
        }

        WriteNumber(TrainRun, "epoch_learning_rate", Model.LearningRate, epoch);
        if (WriteStepsPerSecond)
            WriteNumber(TrainRun, "epoch_steps_per_second", (Model.Compilation!.Optimizer.Iterations - iterationsBefore) / epochWatch.Elapsed.TotalSeconds, epoch);
        if (HistogramFreq > 0 && epoch % HistogramFreq == 0)
            WriteWeights(epoch);
        if (EmbeddingsFreq > 0 && epoch % EmbeddingsFreq == 0)
            Projector()!.WriteEmbeddings(epoch);
        foreach (EventFileWriter writer in writers.Values)
            writer.Flush();
    }

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs) => isTesting = true;

    /// <inheritdoc/>
    public override void OnTestBatchBegin(int batch, Logs logs) => testBatches++;

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        isTesting = false;
        if (Model.Compilation is { } compilation)
        {
            foreach ((string name, double value) in Numbers(logs))
                WriteNumber(ValidationRun, $"evaluation_{name}_vs_iterations", value, compilation.Optimizer.Iterations);
        }

        if (!isTraining)
            Close();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>
    {
        ["train_batches"] = trainBatches,
        ["test_batches"] = testBatches,
    };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        trainBatches = (long)(state.Number("train_batches") ?? 0);
        testBatches = (long)(state.Number("test_batches") ?? 0);
        isResumed = true;
    }

    private static IEnumerable<(string Name, double Value)> Numbers(Logs logs)
    {
        foreach (string name in logs.Keys.ToArray())
        {
            if (logs.TryGetNumber(name, out double value))
                yield return (name, value);
        }
    }

    private EmbeddingProjector? Projector() => EmbeddingsFreq == 0 ? null : new EmbeddingProjector(Model, folder, TrainRun, EmbeddingsMetadata);

    private void StartEpochWatch()
    {
        iterationsBefore = Model.Compilation!.Optimizer.Iterations;
        epochWatch.Restart();
    }

    /// <summary>
    /// Writes graphs and configuration, once. TensorBoard takes one graph per run, and a training that resumes writes to a run that already has it; whether it resumes is
    /// known when its first batch begins.
    /// </summary>
    private void WriteDescription()
    {
        isDescribed = true;
        bool goesOn = isResumed || plan is { InitialEpoch: > 0 };
        if (goesOn && Directory.Exists(Path.Combine(folder, TrainRun)))
            return;
        if (WriteGraph)
        {
            Writer(TrainRun).AddGraph(ModelGraph.Of(Model));
            if (Json() is { } json)
                Writer(TrainRun).Add(0, () => SummaryValue.KerasModel("keras", json));
        }

        if (WriteText)
        {
            string text = TrainingDescription.Of(Model, plan);
            Writer(TrainRun).Add(0, () => SummaryValue.Text("configuration", text));
        }
    }

    /// <summary>The model's layers; null, as in Keras with a warning, where a layer of the user's own has no description.</summary>
    private string? Json()
    {
        try
        {
            return JsonSerializer.Serialize(ModelConfig.Describe(Model));
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or JsonException or KerasException)
        {
            Output.Warning($"TensorBoard: the model '{Model.Name}' cannot be written as Keras's JSON, so its conceptual graph is left out: {exception.Message}");
            return null;
        }
    }

    private void WriteWeights(int epoch)
    {
        foreach (Variable variable in Model.Layers.SelectMany(layer => layer.Variables).Distinct())
        {
            string path = variable.Path.Replace(':', '_');
            float[] values = variable.ToArray();
            Writer(TrainRun).Add(epoch, () => SummaryValue.Histogram($"{path}/histogram", values));
            if (WriteImages && WeightImages.CanShow(variable.Shape))
                Writer(TrainRun).Add(epoch, () => SummaryValue.Images($"{path}/image", WeightImages.Of(values, variable.Shape)));
        }
    }

    private void WriteValue(long? step, Func<SummaryValue> value) =>
        Writer(isTesting ? ValidationRun : TrainRun).Add(step ?? (isTesting ? testBatches : trainBatches), value);

    private void WriteNumber(string run, string tag, double value, long step) => Writer(run).Add(step, () => SummaryValue.Scalar(tag, value));

    /// <summary>The writer of a run, whose folder is created with its first value.</summary>
    private EventFileWriter Writer(string run)
    {
        if (!writers.TryGetValue(run, out EventFileWriter? writer))
            writers.Add(run, writer = new EventFileWriter(Path.Combine(folder, run)));
        return writer;
    }

    /// <summary>Closes all files, also where one of them could not be written.</summary>
    private void Close()
    {
        EventFileWriter[] open = writers.Values.ToArray();
        writers.Clear();
        List<KerasException> failures = [];
        foreach (EventFileWriter writer in open)
        {
            try
            {
                writer.Dispose();
            }
            catch (KerasException exception)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw failures[0];
    }
}
