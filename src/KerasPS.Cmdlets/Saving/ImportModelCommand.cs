using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Reads a model from a <c>.keras</c> file, written here or by Keras 3, ready to predict, to be evaluated and to be trained on.</summary>
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 1) -InputShape 4 | Export-Model -Path first.keras
/// $model = Import-Model first.keras
/// Get-ModelSummary $model
/// </code>
/// A model as it was written.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Callback (New-ModelCheckpoint 'epoch{epoch}.keras')
/// Import-Model epoch*.keras | ForEach-Object { Invoke-ModelEvaluate $_ (Get-SampleDataset Iris) }
/// </code>
/// All models that a training kept, compared.
/// </example>
/// <seealso cref="ExportModelCommand"/>
/// <seealso cref="GetModelFileCommand"/>
/// <seealso cref="ImportModelWeightCommand"/>
/// <seealso cref="InvokeModelPredictCommand"/>
[Cmdlet(VerbsData.Import, "Model", DefaultParameterSetName = "Path"), OutputType(typeof(Sequential), typeof(Functional))]
public sealed class ImportModelCommand : FileCommand
{
    /// <summary>Leave out the optimizer, losses and metrics: for files whose compilation cannot be read, or that are only used to predict.</summary>
    [Parameter]
    public SwitchParameter NoCompile { get; set; }

    /// <inheritdoc/>
    protected override void Read(string file) => WriteObject(Guarded(() => ModelFile.Load(file, compile: !NoCompile, WriteWarning)));
}
