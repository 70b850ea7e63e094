using System.Collections;
using KerasPS.Configuration;
using KerasPS.Text;

namespace KerasPS.Cmdlets;

/// <summary>Lets a parameter take a layer for texts, or a hashtable from columns to such layers.</summary>
public sealed class PreprocessingTransformationAttribute : KerasTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object? value) => value switch
    {
        null => Array.Empty<TextPreprocessing>(),
        IDictionary columns => columns.Cast<DictionaryEntry>().Select(entry => Of(entry.Value, entry.Key.ToString())).ToArray(),
        TextPreprocessing[] done => done,
        _ => new[] { Of(value, null) },
    };

    private static TextPreprocessing Of(object? layer, string? column) => new(
        KerasRegistry.Resolve<TextLayer>(layer ?? throw new KerasException("InvalidValue", $"The column '{column}' has no layer.")),
        column);
}
