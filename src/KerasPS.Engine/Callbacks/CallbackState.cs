using System.Globalization;

namespace KerasPS;

/// <summary>Reads the values of a callback's state, which may have become other number types in a file.</summary>
internal static class CallbackState
{
    /// <summary>A number; null where there is none.</summary>
    public static double? Number(this IReadOnlyDictionary<string, object?> state, string name) =>
        state.GetValueOrDefault(name) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    /// <summary>A whole number; 0 where there is none.</summary>
    public static int Count(this IReadOnlyDictionary<string, object?> state, string name) => (int)(state.Number(name) ?? 0);
}
