using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>
/// A callback made of scriptblocks, Keras's LambdaCallback for PowerShell. Scripts run on the pipeline's thread, in the scope where
/// they were written; <c>$_</c> is the logs. Their output goes to the verbose stream, not to the pipeline with the epochs. Their errors end the
/// training and show the user's own line.
/// </summary>
public sealed class ScriptCallback : Callback
{
    private readonly IReadOnlyDictionary<string, ScriptBlock> scripts;

    /// <summary>Creates a callback.</summary>
    /// <param name="scripts">The scripts by the hooks' names, e.g. <c>OnEpochEnd</c>.</param>
    /// <param name="title">What messages call it.</param>
    public ScriptCallback(IReadOnlyDictionary<string, ScriptBlock> scripts, string title = "LambdaCallback")
    {
        this.scripts = scripts;
        Title = title;
    }

    /// <inheritdoc/>
    protected override string Title { get; }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs) => Run(nameof(OnTrainBegin), logs);

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Run(nameof(OnTrainEnd), logs);

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => Run(nameof(OnEpochBegin), logs, epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => Run(nameof(OnEpochEnd), logs, epoch);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch, Logs logs)
    {
        Run(nameof(OnTrainBatchBegin), logs, batch);
        base.OnTrainBatchBegin(batch, logs);
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        Run(nameof(OnTrainBatchEnd), logs, batch);
        base.OnTrainBatchEnd(batch, logs);
    }

    /// <inheritdoc/>
    public override void OnBatchBegin(int batch, Logs logs) => Run(nameof(OnBatchBegin), logs, batch);

    /// <inheritdoc/>
    public override void OnBatchEnd(int batch, Logs logs) => Run(nameof(OnBatchEnd), logs, batch);

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs) => Run(nameof(OnTestBegin), logs);

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => Run(nameof(OnTestEnd), logs);

    /// <inheritdoc/>
    public override void OnTestBatchBegin(int batch, Logs logs) => Run(nameof(OnTestBatchBegin), logs, batch);

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Logs logs) => Run(nameof(OnTestBatchEnd), logs, batch);

    /// <inheritdoc/>
    public override void OnPredictBegin(Logs logs) => Run(nameof(OnPredictBegin), logs);

    /// <inheritdoc/>
    public override void OnPredictEnd(Logs logs) => Run(nameof(OnPredictEnd), logs);

    /// <inheritdoc/>
    public override void OnPredictBatchBegin(int batch, Logs logs) => Run(nameof(OnPredictBatchBegin), logs, batch);

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch, Logs logs) => Run(nameof(OnPredictBatchEnd), logs, batch);

    /// <inheritdoc/>
    protected override bool Implements(string hook) => scripts.ContainsKey(hook) || (hook.StartsWith("OnTrain", StringComparison.Ordinal) && scripts.ContainsKey(hook.Replace("Train", "")));

    private void Run(string hook, Logs logs, int? index = null)
    {
        if (!scripts.TryGetValue(hook, out ScriptBlock? script))
            return;
        object?[] arguments = index is null ? [logs, Model] : [index, logs, Model];
        foreach (PSObject? emitted in UserScript.Run(script, logs, arguments))
            Output.Verbose($"{hook}: {emitted}");
    }
}
