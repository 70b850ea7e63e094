namespace KerasPS.Tests.Callbacks;

/// <summary>
/// What a callback is to the tests that run over all callbacks (<see cref="CallbackStateTests"/>). The test class of a callback declares it in
/// <c>internal static CallbackCase[] CallbackCases</c>; one that has no required arguments and no fields but its state needs none.
/// </summary>
/// <param name="Class">The callback's class, a base class that has fields, or that of an object in which callbacks keep state.</param>
/// <param name="Make">Makes one that has something to do, for files in a folder; null for one with its defaults.</param>
internal sealed record CallbackCase(Type Class, Func<string, Callback>? Make = null)
{
    /// <summary>Fields of the class that change but are no state, with the reason.</summary>
    public Dictionary<string, string> NoState { get; init; } = [];

    /// <summary>Fields whose name in the state is another.</summary>
    public Dictionary<string, string> OtherNames { get; init; } = [];
}
