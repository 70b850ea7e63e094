namespace KerasPS.Tests.Configuration;

/// <summary>
/// A value for an argument in tests that make objects of all classes, where that of its type would not do. The test class of a class declares those of its arguments as
/// <c>internal static ArgumentSample[] ArgumentSamples</c>.
/// </summary>
/// <param name="Class">The class, or a base class.</param>
/// <param name="Argument">The argument, by Keras's name.</param>
/// <param name="Value">The value as a user would write it; null where the other samples leave no choice.</param>
internal sealed record ArgumentSample(Type Class, string Argument, object? Value)
{
    private static readonly Lazy<IReadOnlyList<ArgumentSample>> All = new(DeclaredCases.Of<ArgumentSample>);

    /// <summary>Whether no object can be made without it, although the argument alone is not required.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The sample that is declared for an argument of a class, or null.</summary>
    public static ArgumentSample? Find(Type type, ObjectArgument argument) => All.Value.SingleOrDefault(sample => sample.Argument == argument.Name && type.IsAssignableTo(sample.Class));
}
