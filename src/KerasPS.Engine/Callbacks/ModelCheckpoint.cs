using System.Globalization;
using KerasPS.Configuration;
using KerasPS.Files;
using KerasPS.Metrics;
using KerasPS.Saving;

namespace KerasPS;

/// <summary>
/// Saves the model or its weights after epochs, batches or minutes, and when training fails: always, or only where a value has improved; keeps
/// every file, the last ones or the best ones.
/// </summary>
/// <remarks>
/// <para>The file's name may have fields in Python's notation: <c>{epoch}</c>, <c>{batch}</c> (both from 1; batch only when saving within epochs) and every
/// value of the logs, with formats such as <c>{epoch:02d}</c> and <c>{val_loss:.2f}</c>. Files of epochs whose names are equal overwrite each other.</para>
/// <para>Differs from Keras: fields, monitor and folder are checked before epoch 1, and a file is replaced only
/// once the new one is complete, so that a full disk or a power cut never destroys the previous checkpoint.</para>
/// <para>Differs from Keras: each file stores the value that it was saved with. A training that is started again, also in another process, finds
/// the files that fit its file name, so saveBestOnly never replaces a better file, and keepLast and keepBest count them. In Keras a restart overwrites the best
/// file after its first epoch. Delete the files, or give another name, to ignore them.</para>
/// <para>keepLast, keepBest, epochInterval, timeInterval, exceptionFilepath and continueOnError are not in Keras. Only one of saveFreq, epochInterval and
/// timeInterval is given; for several of them, use several checkpoints.</para>
/// <para>The best value is kept across trainings with the same object, as in Keras.</para>
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
/// $checkpoint = New-ModelCheckpoint 'epoch{epoch}.keras' -Monitor loss -KeepBest 2 -KeepLast 1
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 5 -Callback $checkpoint
/// Get-ChildItem epoch*.keras
/// </code>
/// A file per epoch, of which the two best and the last are kept.
/// </example>
/// <example>
/// <code>
/// New-ModelCheckpoint 'hourly.keras' -TimeInterval 01:00:00 -ExceptionFilepath 'crash_{epoch}_{batch}.keras' -ContinueOnError
/// </code>
/// A file that is never older than an hour, another one if training fails, and a warning if the disk is full.
/// </example>
public sealed class ModelCheckpoint : MonitorCallback
{
    private static readonly string[] EpochCounts = ["epoch"];
    private static readonly string[] BatchCounts = ["epoch", "batch"];

    private readonly FileTemplate template;
    private readonly FileTemplate? exceptionTemplate;
    private readonly SaveSchedule schedule;
    private readonly CheckpointRetention retention;
    private CheckpointFiles files = CheckpointFiles.None;
    private (string Path, double Value)? earlier;
    private int epoch;
    private int batches;

    /// <summary>Creates the callback.</summary>
    /// <param name="filepath">The file's name, which may have fields. It ends in <c>.keras</c>, or with saveWeightsOnly in <c>.weights.h5</c>, as Keras has it, or <c>.safetensors</c>. A relative one lies in the current folder.</param>
    /// <param name="monitor">The value to watch; only used with saveBestOnly and keepBest.</param>
    /// <param name="saveBestOnly">Whether to save only where the value is better than ever before.</param>
    /// <param name="saveWeightsOnly">Whether to save only the weights, without architecture and optimizer.</param>
    /// <param name="mode">Which values are better; <c>Auto</c> asks the metric.</param>
    /// <param name="saveFreq"><c>epoch</c>, or a number of batches, which are counted across epochs.</param>
    /// <param name="initialValueThreshold">A value that the first save must beat; null for none.</param>
    /// <param name="epochInterval">Saves after each epoch whose number, from 1, is a multiple of this one.</param>
    /// <param name="timeInterval">Saves after the batch at which so much time has passed since the last save; null for after epochs or batches.</param>
    /// <param name="keepLast">How many files to keep; older ones are deleted. Null for all.</param>
    /// <param name="keepBest">
    /// How many files to keep, those with the best values; others are not saved, or deleted once they are not among them. With keepLast too, a file is kept if it is among the
    /// last or among the best. Null for all.
    /// </param>
    /// <param name="exceptionFilepath">A file to save to when training ends with an error or is interrupted, which may have the fields epoch and batch; null for none.</param>
    /// <param name="continueOnError">Whether training continues with a warning where a file cannot be written, e.g. on a full disk, rather than to end with the error.</param>
    /// <exception cref="KerasException">A name, its ending, a frequency, or a combination of them cannot be used.</exception>
    public ModelCheckpoint(
        string filepath,
        string monitor = "val_loss",
        bool saveBestOnly = false,
        bool saveWeightsOnly = false,
        MonitorMode mode = MonitorMode.Auto,
        string saveFreq = "epoch",
        double? initialValueThreshold = null,
        int epochInterval = 1,
        TimeSpan? timeInterval = null,
        int? keepLast = null,
        int? keepBest = null,
        string? exceptionFilepath = null,
        bool continueOnError = false)
        : base(monitor, mode)
    {
        Filepath = filepath;
        SaveBestOnly = saveBestOnly;
        SaveWeightsOnly = saveWeightsOnly;
        SaveFreq = saveFreq;
        InitialValueThreshold = initialValueThreshold;
        Best = initialValueThreshold;
        EpochInterval = Require.Positive(epochInterval, nameof(ModelCheckpoint), nameof(epochInterval));
        TimeInterval = timeInterval;
        KeepLast = keepLast;
        KeepBest = keepBest;
        ExceptionFilepath = exceptionFilepath;
        ContinueOnError = continueOnError;
        schedule = new SaveSchedule(SaveFrequency.Read(saveFreq, nameof(ModelCheckpoint), "save_freq"), timeInterval, epochInterval);
        retention = new CheckpointRetention(keepLast, keepBest, IsBetter);
        Require.Positive(timeInterval?.TotalSeconds ?? 1, nameof(ModelCheckpoint), nameof(timeInterval));
        Require.Positive(keepLast ?? 1, nameof(ModelCheckpoint), nameof(keepLast));
        Require.Positive(keepBest ?? 1, nameof(ModelCheckpoint), nameof(keepBest));
        template = TemplateOf(filepath, saveWeightsOnly);
        exceptionTemplate = exceptionFilepath is null ? null : TemplateOf(exceptionFilepath, saveWeightsOnly);
        if (new[] { !saveFreq.Equals("epoch", StringComparison.OrdinalIgnoreCase), timeInterval is not null, epochInterval > 1 }.Count(isGiven => isGiven) > 1)
            throw Refused("save_freq in batches, epoch_interval and time_interval exclude each other; use one checkpoint for each.", filepath);
        if (saveBestOnly && keepBest is not null)
            throw Refused("save_best_only and keep_best exclude each other; keep_best saves whatever is among the best.", filepath);
        if ((keepLast > 1 || keepBest > 1 || (keepLast is not null && keepBest is not null)) && !template.Fields.Any())
            throw Refused($"'{filepath}' has no field, so that each file would replace the one before it; to keep several, give a name such as 'model_{{epoch:02d}}.keras'.", filepath);
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

    /// <summary>Saves after each epoch whose number is a multiple of this one.</summary>
    public int EpochInterval { get; }

    /// <summary>Saves after so much time; null for after epochs or batches.</summary>
    public TimeSpan? TimeInterval { get; }

    /// <summary>How many files to keep, the last ones; null for all.</summary>
    public int? KeepLast { get; }

    /// <summary>How many files to keep, the best ones; null for all.</summary>
    public int? KeepBest { get; }

    /// <summary>A file to save to when training ends with an error or is interrupted; null for none.</summary>
    [KerasPath]
    public string? ExceptionFilepath { get; }

    /// <summary>Whether training continues where a file cannot be written.</summary>
    public bool ContinueOnError { get; }

    internal TimeProvider Clock { init => schedule.Clock = value; }

    /// <inheritdoc/>
    private protected override bool IsMonitoring => SaveBestOnly || KeepBest is not null;

    /// <inheritdoc/>
    /// <exception cref="KerasException">
    /// <c>UnknownField</c>, <c>InvalidTemplate</c>, <c>PathNotWritable</c>; with saveBestOnly also what <see cref="MonitorCallback.Validate"/> throws, and
    /// <c>InvalidValue</c> for a <c>val_</c> value when files are saved within epochs.
    /// </exception>
    public override void Validate(TrainingPlan plan)
    {
        if (IsMonitoring)
            base.Validate(plan);
        if (IsMonitoring && schedule.IsWithinEpochs && MetricName.Parse(Monitor).IsValidation)
            throw Refused($"'{Monitor}' is computed after an epoch, so it cannot decide within one; monitor 'loss', or save by epoch.", Monitor);
        if (schedule.IsWithinEpochs)
            template.Require(BatchCounts, plan.MetricNames.Where(name => !MetricName.Parse(name).IsValidation).ToArray());
        else
            template.Require(EpochCounts, plan.LogNames.ToArray());
        if (!plan.ValidatesEveryEpoch && !(SaveBestOnly && MayLackValue) && template.Fields.FirstOrDefault(name => MetricName.Parse(name).IsValidation) is { } field)
            throw Refused($"'{field}' in the file's name is known only after the epochs with validation, but every epoch may be saved. Leave the field out, or validate after every epoch.", field);
        RequireFolder(template);
        if (exceptionTemplate is null)
            return;
        exceptionTemplate.Require(BatchCounts, []);
        RequireFolder(exceptionTemplate);
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        schedule.Begin();
        earlier = null;
        files = IsMonitoring || KeepLast is not null ? CheckpointFiles.Find(template, IsMonitoring ? Monitor : null) : CheckpointFiles.None;
        if (!SaveBestOnly)
            return;
        foreach ((string path, CheckpointRecord record) in files.InOrder)
        {
            if (record.Value is { } value && (Best is not { } best || IsBetter(value, best)))
                (Best, earlier) = (value, (path, value));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => (this.epoch, batches) = (epoch, 0);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        batches = batch + 1;
        if (schedule.CountBatch())
            SaveIfDue(logs, batches);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        this.epoch = epoch;
        if (schedule.IsDueAfter(epoch))
            SaveIfDue(logs, null);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (earlier is { } file)
        {
            Output.Warning(string.Create(
                CultureInfo.InvariantCulture,
                $"ModelCheckpoint: nothing was saved, since '{file.Path}' of an earlier training has the {Monitor} {file.Value}, which no epoch has improved on. Delete it, or give another name, to begin without it."));
        }

        if (exceptionTemplate is not null && Model.History?.StopReason is StopReason.Error or StopReason.Interrupted)
            Save(exceptionTemplate.Format(Counts(batches), new Logs()), new CheckpointRecord(DateTime.UtcNow, epoch + 1, batches, null, null), "training has failed, ");
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>(base.GetState())
    {
        ["batches_since_save"] = schedule.BatchesSinceSave,
        ["epoch"] = epoch,
        ["batches"] = batches,
    };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        base.SetState(state);
        schedule.BatchesSinceSave = state.Count("batches_since_save");
        epoch = state.Count("epoch");
        batches = state.Count("batches");
        earlier = null;
    }

    /// <inheritdoc/>
    protected internal override bool Implements(string hook) => (schedule.IsWithinEpochs || exceptionTemplate is not null) && base.Implements(hook);

    private void SaveIfDue(Logs logs, int? batch)
    {
        // As in Keras, the model is saved even if the monitored value is missing, after a warning.
        double? value = IsMonitoring && TryGetMonitored(logs, out double current) ? current : null;
        string reason = "";
        if (SaveBestOnly)
        {
            if (value is null && MayLackValue)
                return;
            if (value is { } number && !Improves(number, out reason))
                return;
        }

        string path = template.Format(Counts(batch), logs);
        if (KeepBest is not null && !IsAmongBest(value, path))
            return;
        CheckpointRecord record = new(DateTime.UtcNow, epoch + 1, batch, IsMonitoring ? Monitor : null, value is { } v && double.IsFinite(v) ? v : null);
        if (!Save(path, record, reason))
            return;
        if (SaveBestOnly)
            (Best, earlier) = (value ?? Best, null);
        files.Add(path, record);
        foreach (string problem in retention.Kept(files) is { } kept ? files.KeepOnly(kept) : [])
            Output.Warning($"ModelCheckpoint: {problem}");
    }

    private bool Improves(double value, out string reason)
    {
        string change = string.Create(CultureInfo.InvariantCulture, $"from {Best?.ToString("F5", CultureInfo.InvariantCulture) ?? "none"} to {value:F5}");
        reason = $"{Monitor} improved {change}, ";
        bool improves = IsImprovement(value, Best);
        if (!improves)
            Output.Verbose($"Epoch {epoch + 1}: {Monitor} did not improve {change}.");
        return improves;
    }

    /// <summary>Whether a file with a value is to be written: it belongs to the last ones, or to the best.</summary>
    private bool IsAmongBest(double? value, string path)
    {
        if (value is { } number && files.At(path)?.Value is { } there && IsBetter(there, number))
        {
            Output.Warning($"ModelCheckpoint: epoch {epoch + 1} is not saved, since '{path}' of an earlier training has a better {Monitor}. Delete it, or give another name or folder.");
            return false;
        }

        bool isAmong = retention.Keeps(files, path, value);
        if (!isAmong)
            Output.Verbose(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}: {Monitor} {value:F5} is not among the best {KeepBest}."));
        return isAmong;
    }

    /// <summary>Writes the file; false where it could not be, and training continues all the same.</summary>
    private bool Save(string path, CheckpointRecord record, string reason)
    {
        Output.Verbose($"Epoch {epoch + 1}: {reason}saving {(SaveWeightsOnly ? "the weights" : "the model")} to {path}");
        try
        {
            record.Save(Model, path, SaveWeightsOnly);
            return true;
        }
        catch (KerasException exception) when (ContinueOnError && exception.Kind == KerasErrorKind.WriteError)
        {
            Output.Warning($"ModelCheckpoint: {exception.Message} Training continues without this checkpoint.");
            return false;
        }
    }

    private Dictionary<string, int> Counts(int? batch) =>
        batch is { } number ? new() { ["epoch"] = epoch + 1, ["batch"] = number } : new() { ["epoch"] = epoch + 1 };

    private static void RequireFolder(FileTemplate template) => AtomicFile.RequireFolder(Path.GetDirectoryName(template.Beginning + "file")!);

    private static FileTemplate TemplateOf(string filepath, bool weightsOnly)
    {
        string[] endings = weightsOnly ? [".weights.h5", ".safetensors"] : [".keras"];
        if (!endings.Any(ending => filepath.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw Refused($"the file's name must end in {string.Join(" or ", endings)} to save {(weightsOnly ? "only the weights" : "the model")}, but is '{filepath}'.", filepath);
        return new FileTemplate(Path.Combine(Environment.CurrentDirectory, filepath));
    }

    private static KerasException Refused(string problem, object target) =>
        KerasException.InvalidValue(nameof(ModelCheckpoint), problem, target);
}
