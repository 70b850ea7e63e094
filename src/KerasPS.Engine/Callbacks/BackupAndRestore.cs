using System.Globalization;
using KerasPS.Configuration;
using KerasPS.Files;
using KerasPS.Saving;

namespace KerasPS;

/// <summary>
/// Saves everything that a training needs to resume, in one file. A training that finds the file when it begins resumes from it, and ends
/// with the same weights, history and files as a training without an interruption.
/// </summary>
/// <remarks>
/// <para>The file <c>backup.keras</c> holds the model, the optimizer, the running losses and metrics, the state of every callback, the history, the
/// random generators, and the position in the data. It is written atomically, so there is no second copy
/// (Keras's <c>double_checkpoint</c>). Run the same script again to resume; the epochs that were trained before are emitted first.</para>
/// <para>Differs from Keras: callbacks and the history resume too, and a backup within an epoch resumes at its next batch, where Keras restarts the epoch;
/// a backup of another model, or of other data, batches or shuffling, is an error; only the file is deleted, not the folder with other
/// files in it.</para>
/// <para>The file is deleted at the end of a training that is complete, or that a callback has ended. It stays after an error, an interruption, or a
/// pipeline that stopped reading epochs.</para>
/// </remarks>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $null = Get-SampleDataset Iris | Invoke-ModelFit $model -Loss sparse_categorical_crossentropy -Epoch 20 -Callback (New-BackupAndRestore backup)
/// </code>
/// If the machine stops in epoch 12, the same lines resume it.
/// </example>
/// <example>
/// <code>
/// New-BackupAndRestore backup -SaveFreq 100
/// </code>
/// After every 100 batches, for long epochs.
/// </example>
public sealed class BackupAndRestore : Callback
{
    private const string FileName = "backup.keras";

    private readonly SaveSchedule schedule;
    private readonly string path;

    /// <summary>Creates the callback.</summary>
    /// <param name="backupDir">The folder for the file; it is created where it is missing.</param>
    /// <param name="saveFreq"><c>epoch</c>, or the number of batches after which to save.</param>
    /// <param name="deleteCheckpoint">Whether the file is deleted at the end of the training.</param>
    /// <param name="continueOnError">Whether training continues with a warning where the file cannot be written, e.g. on a full disk, rather than to end with the error. The previous backup stays intact.</param>
    /// <exception cref="KerasException"><c>InvalidValue</c>: saveFreq is neither, or backupDir is empty.</exception>
    public BackupAndRestore(string backupDir, string saveFreq = "epoch", bool deleteCheckpoint = true, bool continueOnError = false)
    {
        BackupDir = !string.IsNullOrEmpty(backupDir) ? backupDir : throw KerasException.InvalidValue(nameof(BackupAndRestore), "backup_dir is empty; give a folder.", backupDir);
        SaveFreq = saveFreq;
        DeleteCheckpoint = deleteCheckpoint;
        ContinueOnError = continueOnError;
        schedule = new SaveSchedule(SaveFrequency.Read(saveFreq, nameof(BackupAndRestore), "save_freq"));
        path = Path.Combine(Environment.CurrentDirectory, backupDir, FileName);
    }

    /// <summary>The folder for the file.</summary>
    [KerasPath]
    public string BackupDir { get; }

    /// <summary><c>epoch</c>, or a number of batches.</summary>
    public string SaveFreq { get; }

    /// <summary>Whether the file is deleted at the end of the training.</summary>
    public bool DeleteCheckpoint { get; }

    /// <summary>Whether training continues where the file cannot be written.</summary>
    public bool ContinueOnError { get; }

    private string Folder => Path.GetDirectoryName(path)!;

    /// <inheritdoc/>
    /// <exception cref="KerasException"><c>PathNotWritable</c>.</exception>
    public override void Validate(TrainingPlan plan) => AtomicFile.RequireFolder(Folder);

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs) => schedule.BatchesSinceSave = 0;

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (!DeleteCheckpoint || Model.History?.StopReason is StopReason.Error or StopReason.Interrupted or StopReason.PipelineStopped)
            return;
        File.Delete(path);
        if (!Directory.EnumerateFileSystemEntries(Folder).Any())
            Directory.Delete(Folder);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?> { ["batches_since_save"] = schedule.BatchesSinceSave };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state) => schedule.BatchesSinceSave = state.Count("batches_since_save");

    /// <summary>The BackupAndRestore among some callbacks; null if there is none.</summary>
    /// <exception cref="KerasException">There are several.</exception>
    internal static BackupAndRestore? In(IEnumerable<Callback> callbacks) => callbacks.OfType<BackupAndRestore>().ToArray() switch
    {
        [] => null,
        [var one] => one,
        _ => throw new KerasException("InvalidValue", "A training has one BackupAndRestore at most."),
    };

    /// <summary>The state of the training in the file; null if there is no file.</summary>
    /// <exception cref="KerasException"><c>BackupDiffers</c>: it is of another model, or of other batches. <c>InvalidFile</c>.</exception>
    internal TrainingState? ReadState(Model model, ResumeFingerprint fingerprint)
    {
        TrainingState? state = BackupFile.ReadState(model, path);
        if (state is null || state.Setting == fingerprint)
            return state;
        throw new KerasException(
            "BackupDiffers",
            $"The backup '{path}' is of a training with {state.Setting}, but this one has {fingerprint}. Train with the same, delete the file, or give another folder.",
            path);
    }

    /// <summary>Restores the values of the model and its optimizer from the file.</summary>
    internal void RestoreValues() => BackupFile.Restore(Model, path);

    /// <summary>Called after OnEpochEnd of all callbacks.</summary>
    internal void AfterEpoch(Func<TrainingState> state)
    {
        if (!schedule.IsWithinEpochs)
            Save(state());
    }

    /// <summary>Called after OnTrainBatchEnd of all callbacks.</summary>
    internal void AfterBatch(Func<TrainingState> state)
    {
        if (schedule.CountBatch())
            Save(state());
    }

    private void Save(TrainingState state)
    {
        try
        {
            BackupFile.Save(Model, state, path);
        }
        catch (KerasException exception) when (ContinueOnError && exception.Kind == KerasErrorKind.WriteError)
        {
            Output.Warning($"BackupAndRestore: {exception.Message} Training continues; the previous backup is kept.");
            return;
        }

        Output.Verbose(string.Create(CultureInfo.InvariantCulture, $"Epoch {state.Epoch + 1}, batch {state.Batch}: backed up to {path}"));
    }
}
