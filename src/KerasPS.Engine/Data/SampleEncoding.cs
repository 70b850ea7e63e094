using KerasPS.Text;

namespace KerasPS.Data;

/// <summary>How the rows of a table become samples. It is learnt from all rows, given at once or in parts.</summary>
internal sealed class SampleEncoding
{
    private readonly TableOptions options;
    private readonly FeatureEncoding feature;
    private readonly LabelEncoding? label;
    private readonly string[] labelName;

    private SampleEncoding(TableOptions options, FeatureEncoding feature, LabelEncoding? label, ColumnSelection columns, int count)
    {
        this.options = options;
        this.feature = feature;
        this.label = label;
        labelName = columns.Label.Select(column => column.Name).ToArray();
        HasWeights = columns.Weight is not null;
        Count = count;
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of values of a row.</summary>
    public int Width => FeatureWidth + LabelWidth + (HasWeights ? 1 : 0);

    /// <summary>The number of features of a row.</summary>
    public int FeatureWidth => feature.FeatureName.Count;

    /// <summary>The number of values of a row's label; 0 for none.</summary>
    public int LabelWidth => label is null ? 0 : (int)KerasPS.Shape.Size(label.Shape);

    /// <summary>Whether rows have weights.</summary>
    public bool HasWeights { get; }

    /// <summary>Learns an encoding.</summary>
    /// <param name="parts">The rows in parts, with the same columns; they may be gone through several times.</param>
    /// <param name="options">Which columns are what.</param>
    /// <param name="className">The classes that are allowed; empty: those of the rows.</param>
    /// <param name="given">The encoding of the features where it is known.</param>
    public static SampleEncoding Learn(IEnumerable<Table> parts, TableOptions options, IReadOnlyList<string> className, FeatureEncoding? given)
    {
        FeatureEncodingBuilder features = new();
        LabelEncodingBuilder labels = new(options.OneHot, className);
        ColumnSelection? first = null;
        int count = 0;
        foreach (Table part in parts)
        {
            if (part.RowCount == 0)
                throw EmptyDataset(part);
            ColumnSelection columns = ColumnSelection.Resolve(part, options);
            if (first is null && given is null)
                LearnTexts(columns, parts, options);
            first ??= columns;
            if (given is null)
                features.Add(part, columns);
            labels.Add(part, columns.Label);
            count += part.RowCount;
        }

        FeatureEncoding feature = given ?? features.Result(options.Shape, options.Scale ?? 1);
        return new SampleEncoding(options, feature, labels.Result(parts.Select(part => ColumnSelection.Resolve(part, options).Label)), first!, count);
    }

    /// <summary>The samples of rows.</summary>
    public EncodedSamples Encode(Table part)
    {
        ColumnSelection columns = ColumnSelection.Resolve(part, options);
        return new EncodedSamples(
            part.RowCount,
            feature.Encode(part),
            label?.Encode(part, columns.Label),
            columns.Weight is { } weight ? LabelEncoding.EncodeNumbers(part, [weight]) : null);
    }

    /// <summary>A dataset over encoded samples.</summary>
    public Dataset DatasetOf(ArrayValues features, ArrayValues? labels, ArrayValues? weights, string name) => new(
        [new DataArray(features, feature.Shape, "", "features")],
        labels is null ? [] : [new DataArray(labels, label!.Shape, "", "labels")],
        weights)
    {
        Name = name,
        FeatureName = feature.FeatureName,
        LabelName = labelName,
        ClassName = label?.ClassName ?? [],
        FeatureEncoding = feature,
    };

    /// <summary>A layer without a vocabulary learns that of its columns.</summary>
    private static void LearnTexts(ColumnSelection columns, IEnumerable<Table> parts, TableOptions options)
    {
        foreach (IGrouping<TextLayer, TableColumn> texts in columns.Text.GroupBy(pair => pair.Value, pair => pair.Key).Where(group => !group.Key.IsAdapted))
        {
            string[] names = texts.Select(column => column.Name).ToArray();
            texts.Key.Adapt(parts.SelectMany(part => names.SelectMany(name => Texts(part, part.GetColumn(name)))));
        }
    }

    private static IEnumerable<string> Texts(Table table, TableColumn column) => Enumerable.Range(0, table.RowCount).Select(column.TextAt);

    private static KerasException EmptyDataset(Table table) => new(
        "EmptyDataset", $"There are no rows{(table.Name.Length == 0 ? "" : $" in {table.Name}")}; a dataset needs one at least.");
}
