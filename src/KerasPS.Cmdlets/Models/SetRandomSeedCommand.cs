using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Makes initial weights, shuffling, dropout and splits repeatable wherever no seed of their own is given.</summary>
/// <example>
/// <code>
/// Set-RandomSeed 7
/// $model = New-SequentialModel (New-DenseLayer 1) -InputShape 2
/// $null = Get-ModelSummary $model
/// (Get-ModelWeight $model *kernel).ToArray()
/// </code>
/// The same initial weights each time.
/// </example>
/// <example>
/// <code>
/// Set-RandomSeed 7
/// $train, $test = Get-SampleDataset Iris | Split-Dataset 0.8
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model $train -Loss sparse_categorical_crossentropy
/// </code>
/// The same split, initial weights and order of samples each time.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
/// <seealso cref="SplitDatasetCommand"/>
[Cmdlet(VerbsCommon.Set, "RandomSeed"), OutputType(typeof(void))]
public sealed class SetRandomSeedCommand : KerasCmdlet
{
    /// <summary>Any integer.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public long Seed { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => KerasRandom.SetSeed(Seed);
}
