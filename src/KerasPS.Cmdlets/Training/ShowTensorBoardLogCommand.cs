using System.Management.Automation;
using KerasPS.EventFiles;

namespace KerasPS.Cmdlets;

/// <summary>Shows what event files hold, without TensorBoard: an object for each value, with Run, Tag, Step, Value, WallTime and Kind.</summary>
/// <remarks>
/// <para>Reads what New-TensorBoard writes, and event files of TensorFlow, Keras and PyTorch. Values come as they are read, run by run; files may still be written to.</para>
/// <para>The value is by its kind: a number (Scalar), a string (Text, KerasGraph), buckets with Left, Right and Count (Histogram), images with Width, Height and Content
/// (Image), operations with Name, Operation and Inputs (Graph), names with values (HParams).</para>
/// </remarks>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 3 -Callback (New-TensorBoard logs)
/// Show-TensorBoardLog logs -Tag epoch_*
/// </code>
/// The values of each epoch.
/// </example>
/// <example>
/// <code>
/// foreach ($rate in 0.01, 0.1) {
///     $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
///     $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Optimizer (New-SGDOptimizer $rate) -Loss sparse_categorical_crossentropy -Epoch 3 -Callback (New-TensorBoard "runs/$rate")
/// }
/// Show-TensorBoardLog runs -Tag epoch_loss | Group-Object Run | ForEach-Object { $_.Group | Sort-Object Step | Select-Object -Last 1 }
/// </code>
/// The last losses of two runs in one folder, compared.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsCommon.Show, "TensorBoardLog", DefaultParameterSetName = "Path"), OutputType(typeof(LoggedValue))]
public sealed class ShowTensorBoardLogCommand : FileCommand
{
    /// <summary>The folder, which is read with those below it, or the event file; wildcards allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    public override string[]? Path { get; set; } = ["logs"];

    /// <summary>Only values whose tag matches, e.g. <c>epoch_*</c>.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[] Tag { get; set; } = ["*"];

    /// <summary>Only values of runs that match, e.g. <c>*validation</c>.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Run { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Read(string file)
    {
        WildcardPattern[] tags = Patterns(Tag);
        WildcardPattern[] runs = Patterns(Run);
        using IEnumerator<LoggedValue> values = Guarded(() => EventLog.Read(file).GetEnumerator());
        while (Guarded(values.MoveNext))
        {
            LoggedValue value = values.Current;
            if (tags.Any(pattern => pattern.IsMatch(value.Tag)) && runs.Any(pattern => pattern.IsMatch(value.Run)))
                WriteObject(value);
        }
    }

    private static WildcardPattern[] Patterns(string[] texts) => Array.ConvertAll(texts, text => new WildcardPattern(text, WildcardOptions.IgnoreCase));
}
