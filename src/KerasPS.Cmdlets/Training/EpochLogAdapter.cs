using System.Collections.ObjectModel;
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Shows PowerShell the values of an epoch as properties: <c>$model.History.Epochs | Export-Csv</c> has the same columns as the pipeline.</summary>
public sealed class EpochLogAdapter : PSPropertyAdapter
{
    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject) =>
        new(((EpochLog)baseObject).Items.Select(item => new PSAdaptedProperty(item.Key, null)).ToArray());

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName) =>
        ((EpochLog)baseObject).Items.Where(item => item.Key.Equals(propertyName, StringComparison.OrdinalIgnoreCase))
            .Select(item => new PSAdaptedProperty(item.Key, null)).FirstOrDefault();

    /// <inheritdoc/>
    public override object? GetPropertyValue(PSAdaptedProperty adaptedProperty) => ((EpochLog)adaptedProperty.BaseObject)[adaptedProperty.Name];

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty) =>
        (GetPropertyValue(adaptedProperty)?.GetType() ?? typeof(object)).FullName!;

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => false;

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object? value) =>
        throw new NotSupportedException("What an epoch reported cannot be changed.");
}
