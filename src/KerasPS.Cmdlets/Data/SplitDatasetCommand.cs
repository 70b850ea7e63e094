using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Splits a dataset at random into parts, e.g. for training and validation, and emits them.</summary>
/// <example>
/// <code>
/// $train, $test = Get-SampleDataset Iris | Split-Dataset 0.8 -Stratified -Seed 1
/// </code>
/// Four fifths to train on and one fifth to test on, with the species in the same proportions (stratified).
/// </example>
/// <example>
/// <code>
/// $past, $recent, $latest = 1..100 | ForEach-Object { @{ day = $_; sales = $_ % 7 } } | ConvertTo-Dataset -Label sales | Split-Dataset 0.7, 0.15, 0.15 -NoShuffle
/// </code>
/// Three parts in the order of the data.
/// </example>
/// <seealso cref="ConvertToDatasetCommand"/>
/// <seealso cref="GetSampleDatasetCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsCommon.Split, "Dataset"), OutputType(typeof(Dataset))]
public sealed class SplitDatasetCommand : KerasCmdlet
{
    /// <summary>The dataset.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("Data")]
    public Dataset InputObject { get; set; } = null!;

    /// <summary>The fraction of each part: <c>0.8</c> makes two parts, <c>0.7, 0.15, 0.15</c> three.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public double[] Fraction { get; set; } = [];

    /// <summary>The seed, which makes the split repeatable.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>Keep the proportions of the classes equal in all parts (stratified).</summary>
    [Parameter]
    public SwitchParameter Stratified { get; set; }

    /// <summary>Split in the order of the data instead of at random.</summary>
    [Parameter]
    public SwitchParameter NoShuffle { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(
        Guarded(() => DatasetSplitter.Split(InputObject, Fraction, Seed ?? KerasRandom.NextSeed(), Stratified, !NoShuffle)),
        enumerateCollection: true);
}
