using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>
/// Emits the batches that a training would use, in its order, for inspection: the number of the batch, the indices of its samples in the dataset, and the samples
/// as a dataset (<c>.Data</c>). With the <c>-BatchSize</c>, <c>-Shuffle</c> and <c>-Seed</c> of Invoke-ModelFit they are exactly those of that training.
/// </summary>
/// <example>
/// <code>
/// Get-SampleDataset Iris | Get-DatasetBatch -Count 3 -Seed 1
/// </code>
/// The first three batches of the first epoch.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $data = Get-SampleDataset Iris
/// $null = Invoke-ModelFit $model $data -Loss sparse_categorical_crossentropy -Metric accuracy -Epoch 5 -Seed 1
/// Get-DatasetBatch $data -Epoch 5 -Seed 1 | ForEach-Object { Invoke-ModelEvaluate $model $_.Data } | Sort-Object loss | Select-Object -Last 1
/// </code>
/// The batch of epoch 5 with the highest loss.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
/// <seealso cref="ConvertToDatasetCommand"/>
/// <seealso cref="SplitDatasetCommand"/>
[Cmdlet(VerbsCommon.Get, "DatasetBatch"), OutputType(typeof(DatasetBatch))]
public sealed class GetDatasetBatchCommand : KerasCmdlet
{
    /// <summary>The dataset.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Data")]
    public Dataset InputObject { get; set; } = null!;

    /// <summary>How many batches; those of the whole epoch by default.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = int.MaxValue;

    /// <summary>The number of samples in a batch.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int BatchSize { get; set; } = 32;

    /// <summary>The epoch whose batches to return, from 1.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Epoch { get; set; } = 1;

    /// <summary>How the samples are shuffled, as with Invoke-ModelFit.</summary>
    [Parameter]
    public ShuffleMode Shuffle { get; set; } = ShuffleMode.Seeded;

    /// <summary>The seed of the training; random by default.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(
        Guarded(() => DatasetBatch.OfEpoch(InputObject, BatchSize, Shuffle, Seed ?? Random.Shared.NextInt64(), Epoch)).Take(Count),
        enumerateCollection: true);
}
