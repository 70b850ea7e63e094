using System.Globalization;
using System.Management.Automation;
using KerasPS.Data;
using KerasPS.Text;

namespace KerasPS.Cmdlets;

/// <summary>The base of the cmdlets that make datasets of tables: the roles of the columns.</summary>
public abstract class TableCommand : KerasCmdlet
{
    /// <summary>The columns that are features, wildcards allowed; all that are neither label nor weight by default.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[] Feature { get; set; } = [];

    /// <summary>The columns that are to be predicted. A column of strings becomes class indices; several columns must be numbers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[] Label { get; set; } = [];

    /// <summary>The column with each sample's weight in the loss.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string? Weight { get; set; }

    /// <summary>The shape that each sample's features are given, e.g. <c>28, 28, 1</c>.</summary>
    [Parameter]
    public long[]? Shape { get; set; }

    /// <summary>Make class labels one-hot instead of indices.</summary>
    [Parameter]
    public SwitchParameter OneHot { get; set; }

    /// <summary>Categorical columns, wildcards allowed, that become one feature per category (one-hot).</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[] CategoricalFeature { get; set; } = [];

    /// <summary>
    /// The layers that turn strings into numbers: a hashtable from columns, wildcards allowed, to layers (New-TextVectorizationLayer, New-StringLookupLayer), or
    /// one layer where there is one feature column. A layer without a vocabulary learns it from these rows; take the same layer, or the
    /// model, for other rows.
    /// </summary>
    [Parameter]
    [PreprocessingTransformation]
    public TextPreprocessing[] Preprocessing { get; set; } = [];

    /// <summary>The names of the classes in the order of their indices, e.g. <c>$train.ClassName</c>; the values of the label column, sorted, by default.</summary>
    [Parameter]
    public string[]? ClassName { get; set; }

    /// <summary>How numbers in strings are written, e.g. <c>de-DE</c> for 1,5; with a decimal point by default, whatever the culture of the session is.</summary>
    [Parameter]
    public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture;

    /// <summary>A factor for the numeric features, e.g. <c>(1/255)</c>.</summary>
    [Parameter]
    public float? Scale { get; set; }

    /// <summary>The use of the columns.</summary>
    private protected TableOptions Options => new()
    {
        Feature = Feature,
        Label = Label,
        Weight = Weight,
        Shape = Shape,
        OneHot = OneHot,
        CategoricalFeature = CategoricalFeature,
        Scale = Scale,
        Preprocessing = Preprocessing,
    };

    /// <summary>Makes a dataset, and says with -Verbose which layers learnt from it.</summary>
    /// <param name="make">Makes the dataset.</param>
    protected Dataset Encode(Func<Dataset> make) => Guarded(() =>
    {
        TextLayer[] learning = Preprocessing.Select(texts => texts.Layer).Distinct().Where(layer => !layer.IsAdapted).ToArray();
        Dataset data = make();
        foreach (TextLayer layer in learning)
            WriteVerbose($"{layer.ClassName} had no vocabulary and learnt one of {layer.VocabularySize} tokens from these rows.");
        return data;
    });
}
