using System.Collections;
using System.Management.Automation;
using KerasPS.Configuration;

namespace KerasPS.Cmdlets;

/// <summary>Lets a parameter take a name, a hashtable with <c>class_name</c>, or an object of a family, one or several.</summary>
/// <param name="family">The family's base class, e.g. <c>typeof(Optimizer)</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KerasObjectTransformationAttribute(Type family) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return Resolve(inputData);
        }
        catch (KerasException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    private object Resolve(object value)
    {
        object bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare is null or IList ? value : KerasRegistry.Resolve(family, bare);
    }
}
