using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Joins datasets that hold the same samples into one for a model with several inputs or outputs.</summary>
/// <remarks>Samples are joined in their order, so make all datasets of the same rows, and split and shuffle what Join-Dataset gives.</remarks>
/// <example>
/// <code>
/// $rows = 1..40 | ForEach-Object { @{ rooms = $_ % 5; area = $_; age = 40 - $_; price = 3 * $_; kind = ('flat', 'house')[$_ % 2] } }
/// $size = $rows | ConvertTo-Dataset -Feature rooms, area -Label price
/// $state = $rows | ConvertTo-Dataset -Feature age -Label kind
/// $data = Join-Dataset -Input @{ size = $size; state = $state } -Output @{ price = $size; kind = $state }
///
/// $inputs = (New-ModelInput 2 -Name size), (New-ModelInput 1 -Name state)
/// $both = $inputs | New-ConcatenateLayer | New-DenseLayer 8 -Activation relu
/// $outputs = ($both | New-DenseLayer 1 -Name price), ($both | New-DenseLayer 2 -Activation softmax -Name kind)
/// New-FunctionalModel $inputs $outputs | Invoke-ModelFit -Data $data -Loss @{ price = 'mse'; kind = 'sparse_categorical_crossentropy' } -Epoch 3
/// </code>
/// A model with two inputs and two outputs, whose names say which columns they take.
/// </example>
/// <example>
/// <code>
/// $past = 1..10 | ForEach-Object { @{ x = $_ } } | ConvertTo-Dataset
/// $now = 1..10 | ForEach-Object { @{ y = 2 * $_ } } | ConvertTo-Dataset
/// Join-Dataset @{ past = $past; now = $now }
/// </code>
/// Without labels, to predict from.
/// </example>
/// <seealso cref="ConvertToDatasetCommand"/>
/// <seealso cref="NewFunctionalModelCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsCommon.Join, "Dataset"), OutputType(typeof(Dataset))]
public sealed class JoinDatasetCommand : KerasCmdlet
{
    /// <summary>The dataset whose features each input of the model takes, by the input's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public IDictionary Input { get; set; } = null!;

    /// <summary>The dataset whose labels each output of the model is compared with, by the output's name.</summary>
    [Parameter(Position = 1)]
    public IDictionary Output { get; set; } = new Hashtable();

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => DatasetJoiner.Join(PartsOf(Input, "-Input"), PartsOf(Output, "-Output"))));

    /// <summary>The entries in their order where the table has one, else by name.</summary>
    private static KeyValuePair<string, Dataset>[] PartsOf(IDictionary table, string parameter)
    {
        IEnumerable<KeyValuePair<string, Dataset>> parts = table.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create(
            entry.Key.ToString()!,
            PowerShellValue.Unwrap(entry.Value) as Dataset ?? throw new KerasException(
                "InvalidValue",
                $"{parameter} takes names with datasets, but '{entry.Key}' is {(entry.Value is null ? "nothing" : $"a {PowerShellValue.Unwrap(entry.Value)!.GetType().Name}")}.",
                entry.Value)));
        return table is IOrderedDictionary ? parts.ToArray() : parts.OrderBy(part => part.Key, StringComparer.Ordinal).ToArray();
    }
}
