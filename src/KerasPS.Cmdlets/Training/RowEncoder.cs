using System.Collections;
using System.Globalization;
using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Makes what a model's inputs take of rows: of the columns that it was trained on, or of properties with the inputs' names.</summary>
/// <param name="model">The model.</param>
/// <param name="culture">How numbers in strings are written.</param>
internal sealed class RowEncoder(Model model, CultureInfo culture)
{
    private const string Source = "the input";

    /// <summary>The dataset of some rows.</summary>
    /// <param name="rows">Objects, hashtables, or, for a model with one input, arrays of numbers.</param>
    /// <param name="before">How many rows came before, for the numbers in messages.</param>
    public Dataset Encode(IReadOnlyList<PSObject?> rows, int before)
    {
        if (model.InputNames.Count > 1)
            return new Dataset(model.InputNames.Select((name, i) => OfInput(name, i, rows, before)).ToArray(), []) { Name = Source };
        (float[] values, IReadOnlyList<long> shape) = OfTable(model.FeatureEncoding, rows, before);
        return new Dataset(values, shape) { Name = Source };
    }

    private DataArray OfInput(string name, int index, IReadOnlyList<PSObject?> rows, int before)
    {
        if (model.InputEncodings.ElementAtOrDefault(index) is { } encoding)
            return new DataArray(encoding.Encode(TableOf(encoding, rows, before)), encoding.Shape, name);
        IReadOnlyList<long> shape = model.KnownInputShapes![index];
        float[][] values = rows.Select((row, i) => NumbersOf(row, name, before + i + 1)).ToArray();
        return new DataArray(values.SelectMany(value => value).ToArray(), Fitted(name, shape, values, before), name);
    }

    private (float[] Values, IReadOnlyList<long> Shape) OfTable(FeatureEncoding? known, IReadOnlyList<PSObject?> rows, int before)
    {
        Table table = TableOf(known, rows, before);
        FeatureEncoding encoding = known ?? new FeatureEncoding(table.Columns.Select(column => new FeatureColumn(column.Name)).ToArray(), model.InputShape);
        return (encoding.Encode(table), encoding.Shape);
    }

    private Table TableOf(FeatureEncoding? known, IReadOnlyList<PSObject?> rows, int before)
    {
        Table table = new(known?.Columns.Select(column => column.Name) ?? [], culture) { Name = Source, IgnoresOtherCells = known is not null, RowsBefore = before };
        foreach (PSObject? row in rows)
            TableRow.Append(table, row);
        return table;
    }

    /// <summary>The shape of the values where the input leaves a size open.</summary>
    private static IReadOnlyList<long> Fitted(string name, IReadOnlyList<long> shape, float[][] values, int before)
    {
        long known = shape.Where(size => size > 0).Aggregate(1L, (product, size) => product * size);
        int open = shape.Count(size => size < 0);
        for (int i = 0; i < values.Length; i++)
        {
            bool fits = open == 1 ? values[i].Length % known == 0 && values[i].Length == values[0].Length : open == 0 && values[i].Length == known;
            if (!fits)
            {
                throw new KerasException(
                    "ShapeMismatch",
                    $"Row {before + i + 1} of {Source} has {values[i].Length} values for the input '{name}', whose samples have the shape {KerasPS.Shape.Format(shape)}.");
            }
        }

        return shape.Select(size => size > 0 ? size : values[0].Length / known).ToArray();
    }

    private float[] NumbersOf(PSObject? row, string name, int number)
    {
        object? value = row?.BaseObject is IDictionary entries
            ? entries.Cast<DictionaryEntry>().FirstOrDefault(entry => name.Equals(entry.Key.ToString(), StringComparison.OrdinalIgnoreCase)).Value
            : row?.Properties[name]?.Value;
        value = PowerShellValue.Unwrap(value);
        if (value is null)
        {
            throw new KerasException(
                "ColumnNotFound",
                $"Row {number} of {Source} has nothing for the input '{name}' of the model '{model.Name}'; give each row a property with numbers for each of the inputs: {string.Join(", ", model.InputNames)}.",
                name);
        }

        try
        {
            return Flat(value).ToArray();
        }
        catch (Exception exception) when (exception is PSInvalidCastException or FormatException or OverflowException)
        {
            throw new KerasException("NotANumber", $"Row {number} of {Source} has something else than numbers for the input '{name}': {exception.Message}", value, exception);
        }
    }

    private IEnumerable<float> Flat(object? value) => PowerShellValue.Unwrap(value) switch
    {
        string text => [float.Parse(text, culture)],
        IEnumerable list => list.Cast<object?>().SelectMany(Flat),
        var number => [LanguagePrimitives.ConvertTo<float>(number)],
    };
}
