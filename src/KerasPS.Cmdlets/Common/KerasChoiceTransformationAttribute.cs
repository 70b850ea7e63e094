using System.Management.Automation;
using KerasPS.Configuration;

namespace KerasPS.Cmdlets;

/// <summary>Lets a parameter take Keras's spelling of a choice, e.g. <c>fan_avg</c>, in any case.</summary>
/// <param name="choices">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KerasChoiceTransformationAttribute(Type choices) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string name
                ? ConfigValue.Convert(name, choices, choices.Name)!
                : inputData;
        }
        catch (KerasException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }
}
