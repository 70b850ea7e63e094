namespace KerasPS.Tests.Configuration;

/// <summary>Says which classes of the engine the tests of a class are about, where no table of golden cases or gradients says so.</summary>
/// <param name="types">The classes.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TestsOfAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types { get; } = types;
}
