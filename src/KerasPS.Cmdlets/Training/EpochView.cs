using System.Globalization;
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>What the table of epochs shows: numbers of the culture, the best epoch marked, values that are better than all before colored.</summary>
/// <remarks>The colors are PowerShell's to leave out: it does so for <c>NO_COLOR</c>, <c>$PSStyle.OutputRendering</c>, pipes and files.</remarks>
public static class EpochView
{
    private const int Width = 8;

    private static readonly string[] Columns = ["epoch", "loss", "val_loss", "learning_rate", "seconds"];

    /// <summary>The number of the epoch, with a star where it is the best one so far.</summary>
    /// <param name="row">The epoch.</param>
    public static string Epoch(PSObject row)
    {
        string number = Text(row.Properties["epoch"]?.Value, "0");
        return EpochLogObject.LogOf(row)?.IsBest == true ? Paint(number + "*") : number + " ";
    }

    /// <summary>A value with four decimals, or as many as leave room for a large one.</summary>
    /// <param name="row">The epoch.</param>
    /// <param name="name">The value's name.</param>
    public static string Value(PSObject row, string name)
    {
        string text = Text(row.Properties[name]?.Value, "0.0000");
        return EpochLogObject.LogOf(row)?.IsImproved(name) == true ? Paint(text) : text;
    }

    /// <summary>A learning rate in few letters.</summary>
    /// <param name="row">The epoch.</param>
    public static string Rate(PSObject row) => Text(row.Properties["learning_rate"]?.Value, "0.######");

    /// <summary>How long the epoch took.</summary>
    /// <param name="row">The epoch.</param>
    public static string Seconds(PSObject row) => Text(row.Properties["seconds"]?.Value, "0.00");

    /// <summary>All other values with their names.</summary>
    /// <param name="row">The epoch, or an evaluation.</param>
    public static string Metrics(PSObject row) => string.Join("  ", (EpochLogObject.LogOf(row)?.Items.Select(item => item.Key) ?? row.Properties.Select(property => property.Name))
        .Where(name => !Columns.Contains(name, StringComparer.OrdinalIgnoreCase))
        .Select(name => $"{name} {Value(row, name)}"));

    private static string Paint(string text) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? $"\e[32m{text}\e[0m" : text;

    /// <summary>A number with up to four decimals, as many as fit into the column; PowerShell would truncate the first digits.</summary>
    private static string Fitting(double number) =>
        Enumerable.Range(0, 5).Select(missing => number.ToString($"F{4 - missing}", CultureInfo.CurrentCulture)).First(text => text.Length <= Width || !text.Contains(CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal));

    /// <summary>Numbers that the format would show as 0, or that are very large, are shown by their powers of ten.</summary>
    private static string Text(object? value, string format) => PowerShellValue.Unwrap(value) switch
    {
        null => "",
        double number when number != 0 && double.IsFinite(number) && format.Length > 4 && Math.Abs(number) is < 5e-5 or >= 1e6 => number.ToString("0.##e+0", CultureInfo.CurrentCulture),
        double number when format == "0.0000" => Fitting(number),
        double number => number.ToString(format, CultureInfo.CurrentCulture),
        var other => Convert.ToString(other, CultureInfo.CurrentCulture) ?? "",
    };
}
