using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Returns a well-known dataset: Iris, Wine and Digits come with the module, Mnist and FashionMnist are read from the machine.</summary>
/// <example>
/// <code>
/// Get-SampleDataset Iris
/// </code>
/// 150 flowers of three species, with four measurements each.
/// </example>
/// <example>
/// <code>
/// $digits = Get-SampleDataset Digits
/// $model = New-SequentialModel (New-FlattenLayer), (New-DenseLayer 10 -Activation softmax)
/// Invoke-ModelFit $model $digits -Loss sparse_categorical_crossentropy -Metric accuracy
/// </code>
/// Small images of handwritten digits, and a first model of them.
/// </example>
/// <seealso cref="ImportDatasetCommand"/>
/// <seealso cref="SplitDatasetCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsCommon.Get, "SampleDataset"), OutputType(typeof(Dataset))]
public sealed class GetSampleDatasetCommand : KerasCmdlet
{
    /// <summary>Which dataset.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public SampleName Name { get; set; }

    /// <summary>The folder with the IDX files of Mnist or FashionMnist; where Debian's package puts them by default.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Which part of Mnist or FashionMnist.</summary>
    [Parameter]
    public SampleSubset Subset { get; set; } = SampleSubset.Train;

    /// <summary>A factor for the features, e.g. <c>(1/255)</c> for the pixels of Mnist and FashionMnist, <c>(1/16)</c> for those of Digits.</summary>
    [Parameter]
    public float? Scale { get; set; }

    private static string DataFolder =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(GetSampleDatasetCommand).Assembly.Location)!, "data");

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RefuseForTables(nameof(Path), "comes with the module");
        RefuseForTables(nameof(Subset), "has no parts; use Split-Dataset");
        string? folder = Path is null ? null : ResolvePath(Path);
        WriteObject(Guarded(() => Name switch
        {
            SampleName.Iris => SampleDatasets.Iris(DataFolder, Scale),
            SampleName.Wine => SampleDatasets.Wine(DataFolder, Scale),
            SampleName.Digits => SampleDatasets.Digits(DataFolder, Scale),
            SampleName.Mnist => SampleDatasets.Mnist(folder, Subset, Scale),
            _ => SampleDatasets.FashionMnist(folder, Subset, Scale),
        }));
    }

    private void RefuseForTables(string parameter, string why)
    {
        if (MyInvocation.BoundParameters.ContainsKey(parameter) && Name is not (SampleName.Mnist or SampleName.FashionMnist))
            Guarded(() => throw new KerasException("InvalidValue", $"-{parameter} is for Mnist and FashionMnist; {Name} {why}.", parameter));
    }
}
