using System.Globalization;
using KerasPS.Configuration;
using KerasPS.Saving;

namespace KerasPS;

/// <summary>Saves the model or its weights after epochs or batches: always, or only where a value has improved.</summary>
/// <remarks>
/// <para>The file's name may have fields in Python's notation: <c>{epoch}</c>, <c>{batch}</c> (both from 1; batch only when saving by batches) and every
/// value of the logs, with formats such as <c>{epoch:02d}</c> and <c>{val_loss:.2f}</c>. What a name lacks, another epoch overwrites.</para>
/// <para>Unlike in Keras, everything that can be known is checked before epoch 1 (fields, monitor, folder), and a file is replaced only
/// once the new one is whole.</para>
/// <para>The best value is kept over several trainings with the same object, as in Keras.</para>
/// </remarks>
/// <example>
/// <code>
/// New-ModelCheckpoint 'best_{epoch:02d}_{val_loss:.2f}.keras' -SaveBestOnly
/// </code>
/// Keeps the model each time that its loss on the validation data is lower than ever.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 3 -Callback (New-ModelCheckpoint 'epoch{epoch}.keras')
/// Get-ChildItem *.keras
/// </code>
/// A file an epoch.
/// </example>
public sealed class ModelCheckpoint : MonitorCallback
{
    private static readonly string[] EpochCounts = ["epoch"];
    private static readonly string[] BatchCounts = ["epoch", "batch"];

    private readonly FileTemplate template;
    private readonly int? batchesBetween;
    private int epoch;
    private int batchesSinceSave;

    /// <summary>Creates the callback.</summary>
    /// <param name="filepath">The file, with fields if wanted. It ends in <c>.keras</c>, or with saveWeightsOnly in <c>.safetensors</c>. A relative one lies in the process's current folder.</param>
    /// <param name="monitor">The value to watch; only used with saveBestOnly.</param>
    /// <param name="saveBestOnly">Whether to save only where the value is better than ever before.</param>
    /// <param name="saveWeightsOnly">Whether to save only the weights, without architecture and optimizer.</param>
    /// <param name="mode">Which values are better; <c>Auto</c> asks the metric.</param>
    /// <param name="saveFreq"><c>epoch</c>, or a number of batches, which are counted on over the ends of epochs.</param>
    /// <param name="initialValueThreshold">A value that the first save must beat; null for none.</param>
    /// <exception cref="KerasException">The name, its ending or saveFreq cannot be used.</exception>
    public ModelCheckpoint(
        string filepath,
        string monitor = "val_loss",
        bool saveBestOnly = false,
        bool saveWeightsOnly = false,
        MonitorMode mode = MonitorMode.Auto,
        string saveFreq = "epoch",
        double? initialValueThreshold = null)
        : base(monitor, mode)
    {
        Filepath = filepath;
        SaveBestOnly = saveBestOnly;
        SaveWeightsOnly = saveWeightsOnly;
        SaveFreq = saveFreq;
        InitialValueThreshold = initialValueThreshold;
        Best = initialValueThreshold;
        batchesBetween = SaveFrequency.Read(saveFreq, nameof(ModelCheckpoint));
        RequireEnding(filepath, saveWeightsOnly);
        template = new FileTemplate(Path.Combine(Environment.CurrentDirectory, filepath));
    }

    /// <summary>The file, with its fields.</summary>
    [KerasPath]
    public string Filepath { get; }

    /// <summary>Whether to save only where the value is better than ever before.</summary>
    public bool SaveBestOnly { get; }

    /// <summary>Whether to save only the weights.</summary>
    public bool SaveWeightsOnly { get; }

    /// <summary><c>epoch</c>, or a number of batches.</summary>
    public string SaveFreq { get; }

    /// <summary>A value that the first save must beat; null for none.</summary>
    public double? InitialValueThreshold { get; }

    /// <inheritdoc/>
    /// <exception cref="KerasException">
    /// <c>UnknownField</c>, <c>InvalidTemplate</c>, <c>PathNotWritable</c>; with saveBestOnly also what <see cref="MonitorCallback.Validate"/> throws, and
    /// <c>InvalidValue</c> for a <c>val_</c> value that is not there when batches are saved.
    /// </exception>
    public override void Validate(TrainingPlan plan)
    {
        if (SaveBestOnly)
            base.Validate(plan);
        if (SaveBestOnly && batchesBetween is not null && IsValidationValue(Monitor))
            throw Refused($"'{Monitor}' is computed after an epoch, so it cannot decide after every {SaveFreq} batches; monitor 'loss', or save by epoch.", Monitor);
        if (batchesBetween is null)
            template.Require(EpochCounts, plan.LogNames.ToArray());
        else
            template.Require(BatchCounts, plan.MetricNames.Where(name => !IsValidationValue(name)).ToArray());
        if (!plan.ValidatesEveryEpoch && !(SaveBestOnly && IsOccasional) && template.Fields.FirstOrDefault(IsValidationValue) is { } field)
            throw Refused($"'{field}' in the file's name is known only after the epochs with validation, but every epoch may be saved. Leave the field out, or validate after every epoch.", field);
        AtomicFile.RequireFolder(Path.GetDirectoryName(template.Beginning + "file")!);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => this.epoch = epoch;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (batchesBetween is null || ++batchesSinceSave < batchesBetween)
            return;
        batchesSinceSave = 0;
        SaveIfWanted(logs, new Dictionary<string, int> { ["epoch"] = epoch + 1, ["batch"] = batch + 1 });
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        this.epoch = epoch;
        if (batchesBetween is null)
            SaveIfWanted(logs, new Dictionary<string, int> { ["epoch"] = epoch + 1 });
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>(base.GetState())
    {
        ["batches_since_save"] = batchesSinceSave,
        ["epoch"] = epoch,
    };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        base.SetState(state);
        batchesSinceSave = state.Count("batches_since_save");
        epoch = state.Count("epoch");
    }

    private void SaveIfWanted(Logs logs, IReadOnlyDictionary<string, int> counts)
    {
        string reason = "";
        if (SaveBestOnly && TryGetMonitored(logs, out double current))
        {
            string change = string.Create(CultureInfo.InvariantCulture, $"from {Best?.ToString("F5", CultureInfo.InvariantCulture) ?? "none"} to {current:F5}");
            if (!IsImprovement(current, Best))
            {
                Output.Verbose($"Epoch {epoch + 1}: {Monitor} did not improve {change}.");
                return;
            }

            reason = $"{Monitor} improved {change}, ";
            Best = current;
        }
        else if (SaveBestOnly && IsOccasional)
        {
            return;
        }

        // As in Keras, a value that nobody reports does not keep the model from being saved; the warning has been given.
        string path = template.Format(counts, logs);
        Output.Verbose($"Epoch {epoch + 1}: {reason}saving {(SaveWeightsOnly ? "the weights" : "the model")} to {path}");
        if (SaveWeightsOnly)
            WeightsFile.Save(Model, path);
        else
            ModelFile.Save(Model, path);
    }

    private static void RequireEnding(string filepath, bool weightsOnly)
    {
        if (filepath.EndsWith(".h5", StringComparison.OrdinalIgnoreCase))
            throw Refused($"'{filepath}': writing HDF5 files (.h5) is not available yet in this version; use {(weightsOnly ? ".safetensors" : ".keras")}.", filepath);
        string ending = weightsOnly ? ".safetensors" : ".keras";
        if (!filepath.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            throw Refused($"the file's name must end in {ending} to save {(weightsOnly ? "only the weights" : "the model")}, but is '{filepath}'.", filepath);
    }

    private static KerasException Refused(string problem, object target) =>
        new("InvalidValue", KerasErrorKind.InvalidArgument, $"ModelCheckpoint: {problem}", target);
}
