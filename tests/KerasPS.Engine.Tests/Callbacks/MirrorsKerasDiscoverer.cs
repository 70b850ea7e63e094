using Xunit.Abstractions;
using Xunit.Sdk;

namespace KerasPS.Tests.Callbacks;

/// <summary>Makes the trait of a <see cref="MirrorsKerasAttribute"/>.</summary>
public sealed class MirrorsKerasDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        [new("Keras", traitAttribute.GetNamedArgument<string>(nameof(MirrorsKerasAttribute.Test)))];
}
