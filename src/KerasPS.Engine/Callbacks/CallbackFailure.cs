namespace KerasPS;

/// <summary>Marks an exception with the callback and hook that it came from, so that it can be rethrown unchanged.</summary>
public static class CallbackFailure
{
    private const string Key = "KerasPS.Callback";
    private const string PlaceKey = "KerasPS.Place";

    /// <summary>Whether an exception came from a callback.</summary>
    /// <param name="exception">The exception.</param>
    public static bool IsMarked(Exception exception) => exception.Data.Contains(Key);

    /// <summary>Marks an exception with the position in a user's script that it came from.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="place">The position, e.g. <c>line 3 of train.ps1</c>.</param>
    public static void SetPlace(Exception exception, string place) => exception.Data[PlaceKey] = place;

    /// <summary>What failed and how, e.g. <c>scriptblock.OnEpochEnd failed: no such file (line 3 of train.ps1)</c>.</summary>
    /// <param name="exception">An exception that came from a callback.</param>
    public static string Describe(Exception exception) =>
        $"{exception.Data[Key]} failed: {exception.Message}{(exception.Data[PlaceKey] is { } place ? $" ({place})" : "")}";

    /// <summary>Marks an exception; where a callback's hook evaluates the model, the innermost callback counts.</summary>
    internal static void Mark(Exception exception, Callback callback, string hook)
    {
        if (!exception.Data.Contains(Key))
            exception.Data[Key] = $"{callback.Title}.{hook}";
    }
}
