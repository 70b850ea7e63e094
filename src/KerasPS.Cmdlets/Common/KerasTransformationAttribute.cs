using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The base of transformations that call the engine; its errors become PowerShell's, with the same messages.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class KerasTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        try
        {
            return Convert(PowerShellValue.UnwrapAll(inputData));
        }
        catch (KerasException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    /// <summary>The value for the parameter.</summary>
    /// <param name="value">What the user gave, without PowerShell's wrapping.</param>
    /// <exception cref="KerasException">The value cannot be used.</exception>
    protected abstract object? Convert(object? value);
}
