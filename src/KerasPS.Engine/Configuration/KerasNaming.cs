using System.Text.RegularExpressions;

namespace KerasPS.Configuration;

/// <summary>Keras's rules for names.</summary>
public static partial class KerasNaming
{
    /// <summary>A class or parameter name in Keras's snake case: <c>Conv2D</c> to <c>conv2d</c>, <c>LeakyReLU</c> to <c>leaky_re_lu</c>.</summary>
    /// <param name="name">A name in Pascal or camel case.</param>
    public static string ToSnakeCase(string name) =>
        WordEnd().Replace(WordStart().Replace(name, "$1_$2"), "$1_$2").ToLowerInvariant();

    /// <summary>A name with its case and underscores ignored, for comparing what a user typed.</summary>
    /// <param name="name">Any spelling.</param>
    public static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex WordStart();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex WordEnd();
}
