using System.Collections;
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Lets a parameter take callbacks and scriptblocks, one or several, in any mixture.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CallbackTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object bare = Bare(inputData);
        return bare is IEnumerable items and not IDictionary
            ? items.Cast<object>().Where(item => item is not null).Select(item => ToCallback(Bare(item))).ToArray()
            : new[] { ToCallback(bare) };
    }

    private static Callback ToCallback(object value) => value switch
    {
        Callback callback => callback,
        ScriptBlock script => new ScriptCallback(new Dictionary<string, ScriptBlock> { [nameof(Callback.OnEpochEnd)] = script }),
        _ => throw new ArgumentTransformationMetadataException(
            $"A {value?.GetType().Name ?? "null"} is no callback. Give callbacks (New-EarlyStopping, New-ModelCheckpoint, ...) or scriptblocks such as "
            + "{ param($epoch, $logs, $model) ... }."),
    };

    private static object Bare(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
