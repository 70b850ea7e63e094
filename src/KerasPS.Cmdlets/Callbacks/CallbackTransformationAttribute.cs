using System.Collections;
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Lets a parameter take callbacks and scriptblocks, one or several, in any mixture.</summary>
public sealed class CallbackTransformationAttribute : KerasTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object? value) => value is IEnumerable items and not IDictionary
        ? items.Cast<object?>().Where(item => item is not null).Select(item => ToCallback(PowerShellValue.Unwrap(item))).ToArray()
        : new[] { ToCallback(value) };

    private static Callback ToCallback(object? value) => value switch
    {
        Callback callback => callback,
        ScriptBlock script => new ScriptCallback(new Dictionary<string, ScriptBlock> { [nameof(Callback.OnEpochEnd)] = script }, "scriptblock"),
        _ => throw new KerasException(
            "InvalidValue",
            $"A {value?.GetType().Name ?? "null"} is not a callback. Give callbacks (New-EarlyStopping, New-ModelCheckpoint, ...) or scriptblocks such as "
            + "{ param($epoch, $logs, $model) ... }.",
            value),
    };
}
