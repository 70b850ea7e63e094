using System.Globalization;
using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>
/// Computes a model's outputs. Piped objects with the columns that the model was trained on are emitted again with
/// <c>prediction</c> added, and for classifiers <c>confidence</c> and <c>probability</c>; a dataset gives one object per sample. The
/// properties of a model with several outputs begin with the output's name, as in <c>price_prediction</c>.
/// </summary>
/// <example>
/// <code>
/// $flowers = 1..60 | ForEach-Object { [pscustomobject]@{ length = $_ % 10; width = $_ % 3; kind = ('small', 'large')[$_ % 10 -gt 5] } }
/// $model = New-SequentialModel (New-DenseLayer 2 -Activation softmax)
/// $null = $flowers | ConvertTo-Dataset -Label kind | Invoke-ModelFit $model -Loss sparse_categorical_crossentropy -Epoch 5
/// $flowers | Invoke-ModelPredict $model | Where-Object confidence -lt 0.6 | Select-Object length, width, kind, prediction
/// </code>
/// Objects get a prediction and a confidence beside their own properties.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 1) -InputShape 2
/// , (0.5, 1.5) | Invoke-ModelPredict $model
/// Invoke-ModelPredict $model (ConvertTo-Dataset -InputObject @{ a = 1; b = 2 })
/// </code>
/// Numbers in the order of the features, and a dataset.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
/// <seealso cref="InvokeModelEvaluateCommand"/>
/// <seealso cref="ConvertToDatasetCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "ModelPredict"), OutputType("KerasPS.Prediction")]
public sealed class InvokeModelPredictCommand : RunCommand
{
    private readonly List<PSObject?> waiting = [];
    private int done;

    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public Model Model { get; set; } = null!;

    /// <summary>Datasets, or rows: objects, hashtables, or arrays of numbers in the order of the model's features.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Data")]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>How numbers in strings are written, e.g. <c>de-DE</c> for 1,5; with a decimal point by default.</summary>
    [Parameter]
    public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? row in TableRow.RowsOf(InputObject))
        {
            if (row?.BaseObject is Dataset dataset)
            {
                EmitDataset(dataset);
                continue;
            }

            waiting.Add(row);
            if (waiting.Count == (BatchSize ?? 32))
                EmitWaiting();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => EmitWaiting();

    private void EmitDataset(Dataset dataset)
    {
        Prediction prediction = Guarded(() => Model.Predict(dataset, Options));
        for (int i = 0; i < prediction.Count; i++)
            WriteObject(Added(new PSObject(), prediction, i));
    }

    private void EmitWaiting()
    {
        if (waiting.Count == 0)
            return;
        Prediction prediction = Guarded(() => Model.Predict(Encoded(), Options));
        for (int i = 0; i < prediction.Count; i++)
            WriteObject(Added(AsObject(waiting[i]!), prediction, i));
        done += waiting.Count;
        waiting.Clear();
    }

    private Dataset Encoded() => new RowEncoder(Model, Culture).Encode(waiting, done);

    private static PSObject Added(PSObject row, Prediction prediction, int sample)
    {
        row.TypeNames.Insert(0, "KerasPS.Prediction");
        foreach (OutputPrediction output in prediction.Outputs)
            Add(row, prediction.Outputs.Count == 1 ? "" : output.Name + "_", output, sample);
        return row;
    }

    private static void Add(PSObject row, string prefix, OutputPrediction output, int sample)
    {
        if (output.ProbabilitiesOf(sample) is { } probabilities)
        {
            int best = Array.IndexOf(probabilities, probabilities.Max());
            Set(row, prefix + "prediction", output.ClassName.Count > best ? output.ClassName[best] : best);
            Set(row, prefix + "confidence", (double)probabilities[best]);
            Set(row, prefix + "probability", Array.ConvertAll(probabilities, p => (double)p));
        }
        else
        {
            float[] values = output.Of(sample);
            Set(row, prefix + "prediction", values.Length == 1 ? (double)values[0] : Array.ConvertAll(values, v => (double)v));
        }
    }

    private static PSObject AsObject(PSObject row)
    {
        if (row.BaseObject is System.Collections.IDictionary or System.Collections.IList)
            return row.BaseObject is System.Collections.IDictionary entries ? FromEntries(entries) : new PSObject();
        return row.Copy();
    }

    private static PSObject FromEntries(System.Collections.IDictionary entries)
    {
        PSObject result = new();
        foreach (System.Collections.DictionaryEntry entry in entries)
            Set(result, entry.Key.ToString()!, entry.Value);
        return result;
    }

    private static void Set(PSObject row, string name, object? value)
    {
        row.Properties.Remove(name);
        row.Properties.Add(new PSNoteProperty(name, value));
    }
}
