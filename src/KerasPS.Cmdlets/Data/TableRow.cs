using System.Collections;
using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Reads the cells of a row out of a PowerShell object.</summary>
internal static class TableRow
{
    /// <summary>Appends an object's properties, a dictionary's entries, or a list's items.</summary>
    public static void Append(Table table, PSObject? row)
    {
        switch (row?.BaseObject)
        {
            case null:
                throw new KerasException(
                    "EmptyRow",
                    KerasErrorKind.InvalidData,
                    $"Row {table.RowCount + 1} is null; a row is an object with properties, a hashtable, or an array of numbers.");
            case IDictionary dictionary:
                table.Append(dictionary.Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, object?>(entry.Key.ToString()!, Bare(entry.Value))));
                break;
            case IList list:
                table.AppendCells(list.Cast<object?>().Select(Bare).ToArray());
                break;
            default:
                table.Append(row.Properties.Where(p => p.IsGettable).Select(p => new KeyValuePair<string, object?>(p.Name, Bare(p.Value))));
                break;
        }
    }

    private static object? Bare(object? cell) => cell is PSObject wrapped ? wrapped.BaseObject : cell;
}
