using System.Globalization;

namespace KerasPS.Example;

/// <summary>An epoch's log as a line of text.</summary>
internal static class EpochLine
{
    public static string Of(EpochLog log) => string.Join("  ", log.Items.Select(item => item.Value switch
    {
        double number => string.Create(CultureInfo.InvariantCulture, $"{item.Key} {number:0.0000}"),
        var value => $"{item.Key} {value}",
    }));
}
