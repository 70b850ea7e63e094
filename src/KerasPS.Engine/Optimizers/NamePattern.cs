using System.Text.RegularExpressions;

namespace KerasPS.Optimizers;

/// <summary>Patterns of names of variables.</summary>
internal static class NamePattern
{
    /// <summary>A regular expression that matches where any of the given ones does; null where there are none.</summary>
    public static Regex? Any(string[] patterns, string className, string argument)
    {
        try
        {
            return patterns.Length == 0 ? null : new Regex(string.Join('|', patterns), RegexOptions.CultureInvariant);
        }
        catch (ArgumentException exception)
        {
            throw KerasException.InvalidValue(
                className, $"{Configuration.KerasNaming.ToSnakeCase(argument)} must be regular expressions. {exception.Message}", patterns, exception);
        }
    }
}
