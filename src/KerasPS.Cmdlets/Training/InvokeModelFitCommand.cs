using System.Collections;
using System.Globalization;
using System.Management.Automation;
using KerasPS.Data;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;

namespace KerasPS.Cmdlets;

/// <summary>
/// Trains a model and emits one object per epoch as soon as it ends: <c>epoch</c> (from 1), the metrics, their <c>val_</c> values,
/// <c>learning_rate</c> and <c>seconds</c>. Stopping the pipeline early (Select-Object -First, Ctrl+C) ends the training properly: <c>OnTrainEnd</c> is called and best weights are restored.
/// </summary>
/// <example>
/// <code>
/// $train, $test = Get-SampleDataset Iris | Split-Dataset 0.8 -Stratified -Seed 1
/// $model = New-SequentialModel (New-DenseLayer 16 -Activation relu), (New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model $train -ValidationData $test -Loss sparse_categorical_crossentropy -Metric accuracy -Epoch 5
/// </code>
/// Five epochs, each an object with the metrics of the training and of the validation.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Get-SampleDataset Iris | Invoke-ModelFit $model -Loss sparse_categorical_crossentropy -Metric accuracy -Epoch 50 -ValidationSplit 0.2 -Callback @(
///     New-EarlyStopping -Monitor val_loss -Patience 3 -RestoreBestWeights
///     { param($epoch, $logs) if ($logs.accuracy -gt 0.95) { $model.StopTraining = $true } }) |
///     Export-Csv history.csv
/// $model.History.StopReason
/// </code>
/// Callbacks end the training, a file keeps its epochs, and the model says why it ended.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Initialize-Model $model -Optimizer (New-AdamOptimizer 0.01) -Loss sparse_categorical_crossentropy
/// Get-SampleDataset Iris | Invoke-ModelFit $model -Epoch 100 | Where-Object loss -lt 0.8 | Select-Object -First 1
/// </code>
/// Ends the training at the first epoch with a loss below 0.8.
/// </example>
/// <seealso cref="InitializeModelCommand"/>
/// <seealso cref="InvokeModelEvaluateCommand"/>
/// <seealso cref="InvokeModelPredictCommand"/>
/// <seealso cref="ExportModelCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "ModelFit", DefaultParameterSetName = "PipedData"), OutputType("KerasPS.EpochLog")]
public sealed class InvokeModelFitCommand : RunCommand
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "PipedData")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "PipedModel")]
    public Model Model { get; set; } = null!;

    /// <summary>The training data.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = "PipedData")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "PipedModel")]
    public Dataset Data { get; set; } = null!;

    /// <summary>The data to validate on after each epoch.</summary>
    [Parameter]
    public Dataset? ValidationData { get; set; }

    /// <summary>The fraction of the data, its last samples before shuffling, that is kept for validation.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double ValidationSplit { get; set; }

    /// <summary>One number: the number of epochs between validations. Several: the epochs to validate after, counted from 1.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int[] ValidationFrequency { get; set; } = [1];

    /// <summary>The number of samples in a validation batch; -BatchSize by default, or without that 32, or what spreads the data over -ValidationSteps.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? ValidationBatchSize { get; set; }

    /// <summary>The number of validation batches; all by default.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? ValidationSteps { get; set; }

    /// <summary>The number of the last epoch.</summary>
    [Parameter]
    [Alias("Epochs")]
    [ValidateRange(1, int.MaxValue)]
    public int Epoch { get; set; } = 1;

    /// <summary>The epoch to begin with, from 0.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int InitialEpoch { get; set; }

    /// <summary>The number of batches in an epoch; all of the data by default.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? StepsPerEpoch { get; set; }

    /// <summary>Weights of classes in the loss, by class index or name, e.g. <c>@{ 0 = 1.0; 1 = 3.0 }</c>; classes not listed weigh 1.</summary>
    [Parameter]
    public IDictionary? ClassWeight { get; set; }

    /// <summary>How the samples are shuffled in each epoch.</summary>
    [Parameter]
    public ShuffleMode Shuffle { get; set; } = ShuffleMode.Seeded;

    /// <summary>Makes shuffling, dropout, and the initial weights of a model that is not built yet repeatable.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>Compile the model with this optimizer; needs -Loss.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(Optimizer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<Optimizer>))]
    public Optimizer? Optimizer { get; set; }

    /// <summary>Compile the model with this loss, e.g. <c>binary_crossentropy</c> for two classes with one sigmoid unit, <c>sparse_categorical_crossentropy</c> for more with a softmax unit each, <c>mse</c> for numbers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KerasNameCompleter<Loss>))]
    public object? Loss { get; set; }

    /// <summary>Compile the model with these metrics; needs -Loss.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KerasNameCompleter<Metric>))]
    public object[] Metric { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guarded(() =>
    {
        bool compiles = Loss is not null || Optimizer is not null || Metric.Length > 0;
        FitOptions options = Options with
        {
            ValidationData = ValidationData,
            ValidationSplit = ValidationSplit,
            ValidationFrequency = ValidationFrequency[0],
            ValidationEpochs = ValidationFrequency.Length > 1 ? ValidationFrequency : null,
            ValidationBatchSize = ValidationBatchSize,
            ValidationSteps = ValidationSteps,
            Epochs = Epoch,
            InitialEpoch = InitialEpoch,
            StepsPerEpoch = StepsPerEpoch,
            ClassWeight = ClassWeight is null ? null : ClassWeights(ClassWeight),
            Shuffle = Shuffle,
            Seed = Seed,
        };
        IEnumerable<EpochLog> epochs = compiles
            ? Model.Fit(Data, options, model => model.Compile(Optimizer, PowerShellValue.UnwrapAll(Loss), Metric.Select(PowerShellValue.UnwrapAll)!))
            : Model.Fit(Data, options);
        foreach (EpochLog log in epochs)
            Emit(EpochLogObject.Of(log));
    });

    private Dictionary<int, double> ClassWeights(IDictionary weights)
    {
        Dictionary<int, double> result = [];
        foreach (DictionaryEntry entry in weights)
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            int index = Data.ClassName.ToList().FindIndex(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (index < 0 && !int.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out index))
                throw new KerasException("UnknownName", $"-ClassWeight: '{name}' is neither a class index nor a class of the data. {NearestName.Hint(name, Data.ClassName)}", name);
            result[index] = LanguagePrimitives.TryConvertTo(entry.Value, CultureInfo.InvariantCulture, out double weight)
                ? weight
                : throw new KerasException("InvalidValue", $"-ClassWeight: the weight of class '{name}' must be a number, not '{entry.Value}'.", entry.Value);
        }

        return result;
    }
}
