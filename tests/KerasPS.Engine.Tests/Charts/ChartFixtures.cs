using KerasPS.Charts;

namespace KerasPS.Tests.Charts;

/// <summary>Epochs without a training.</summary>
internal static class ChartFixtures
{
    public static readonly TextStyle Ascii = new(IsUnicode: false, HasColor: false);

    public static readonly TextStyle Unicode = new(IsUnicode: true, HasColor: false);

    public static readonly TextStyle Color = new(IsUnicode: true, HasColor: true);

    /// <summary>A table of columns of the same length; null for a missing value.</summary>
    public static EpochTable Table(params (string Name, object?[] Values)[] columns) => Titled("", columns);

    public static EpochTable Titled(string title, params (string Name, object?[] Values)[] columns) => new(
        Enumerable.Range(0, columns[0].Values.Length).Select(row => columns.Select(column => KeyValuePair.Create(column.Name, column.Values[row]))), title);

    public static object?[] Values(params object?[] values) => values;
}
