using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Runs a user's scriptblock on the pipeline's thread, in the scope where it was written.</summary>
internal static class UserScript
{
    /// <summary>What the script emitted.</summary>
    /// <param name="script">The script.</param>
    /// <param name="dollarUnderbar">What <c>$_</c> is.</param>
    /// <param name="arguments">The arguments for its param block.</param>
    /// <exception cref="KerasException">The script left itself with <c>break</c> or <c>continue</c>, which would end the caller's loop or script without a word.</exception>
    public static IReadOnlyList<PSObject?> Run(ScriptBlock script, object? dollarUnderbar, params object?[] arguments)
    {
        try
        {
            return script.InvokeWithContext(null, [new PSVariable("_", dollarUnderbar)], arguments);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            if (exception.ErrorRecord.InvocationInfo is { ScriptLineNumber: > 0 } place)
                CallbackFailure.SetPlace(exception, PlaceOf(place));
            throw;
        }
        catch (Exception exception) when (exception.GetType().Name is "BreakException" or "ContinueException")
        {
            throw new KerasException(
                "LoopKeywordInCallback",
                "A callback's script used break or continue outside a loop of its own. Use return to leave the script, or $model.StopTraining = $true to end the training.",
                script,
                exception);
        }
    }

    private static string PlaceOf(InvocationInfo place)
    {
        string file = string.IsNullOrEmpty(place.ScriptName) ? "" : $" of {Path.GetFileName(place.ScriptName)}";
        return $"line {place.ScriptLineNumber}{file}: {place.Line.Trim()}";
    }
}
