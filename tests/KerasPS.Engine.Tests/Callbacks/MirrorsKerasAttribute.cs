using Xunit.Sdk;

namespace KerasPS.Tests.Callbacks;

/// <summary>
/// Names the test of Keras whose behaviour a test shows; <c>dotnet test --filter Keras=csv_logger_test.test_CSVLogger</c> runs it.
/// </summary>
/// <param name="test">The file and the method, e.g. <c>csv_logger_test.test_CSVLogger</c>.</param>
[TraitDiscoverer("KerasPS.Tests.Callbacks.MirrorsKerasDiscoverer", "KerasPS.Engine.Tests")]
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class MirrorsKerasAttribute(string test) : Attribute, ITraitAttribute
{
    public string Test { get; } = test;
}
