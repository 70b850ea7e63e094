using System.Collections;
using System.Globalization;
using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Reads rows and their cells out of PowerShell objects.</summary>
internal static class TableRow
{
    /// <summary>
    /// The rows that an input stands for: an array of simple values is one row, as is any other object; of an array of objects or arrays,
    /// each item is one.
    /// </summary>
    public static IEnumerable<PSObject?> RowsOf(PSObject? input) =>
        input?.BaseObject is IList items && items.Cast<object?>().All(IsRow)
            ? items.Cast<object?>().Select(item => item is null ? null : PSObject.AsPSObject(item))
            : [input];

    /// <summary>Appends an object's properties, a dictionary's entries, or a list's items.</summary>
    public static void Append(Table table, PSObject? row)
    {
        switch (row?.BaseObject)
        {
            case null:
                throw new KerasException("EmptyRow", $"Row {table.NumberOf(table.RowCount)} is null; a row is an object with properties, a hashtable, or an array of numbers.");
            case IConvertible value:
                throw new KerasException(
                    "InvalidRow",
                    $"Row {table.NumberOf(table.RowCount)} is just the {value.GetType().Name} '{value.ToString(CultureInfo.InvariantCulture)}'; a row is an object with properties, a hashtable, or an array of numbers. "
                    + "The pipeline takes arrays apart: pipe one row as ,(1, 2, 3).",
                    value);
            case IDictionary dictionary:
                table.Append(dictionary.Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, object?>(entry.Key.ToString()!, PowerShellValue.Unwrap(entry.Value))));
                break;
            case IList list:
                table.AppendCells(list.Cast<object?>().Select(PowerShellValue.Unwrap).ToArray());
                break;
            default:
                table.Append(row.Properties.Where(p => p.IsGettable).Select(p => new KeyValuePair<string, object?>(p.Name, PowerShellValue.Unwrap(p.Value))));
                break;
        }
    }

    private static bool IsRow(object? item) => PowerShellValue.Unwrap(item) is not null and not IConvertible;
}
