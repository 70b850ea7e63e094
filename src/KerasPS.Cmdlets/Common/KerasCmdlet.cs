using System.Management.Automation;
using System.Runtime.InteropServices;

namespace KerasPS.Cmdlets;

/// <summary>The base of all cmdlets: errors of the engine become error records, and paths are PowerShell's.</summary>
public abstract class KerasCmdlet : PSCmdlet
{
    /// <summary>Whether the user gave this parameter.</summary>
    /// <param name="parameter">The parameter's name.</param>
    protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Resolves a file system path against PowerShell's current location; the file need not exist.</summary>
    /// <param name="path">A path as the user typed it, or null. From a field such as <c>{epoch:02d}</c> on it is kept as it is: its colon does not name a drive.</param>
    protected string ResolvePath(string? path)
    {
        int field = path?.IndexOf('{', StringComparison.Ordinal) ?? -1;
        if (field < 0)
            return GetUnresolvedProviderPathFromPSPath(path);
        int name = path!.LastIndexOfAny(['/', '\\'], field) + 1;
        return Path.Combine(GetUnresolvedProviderPathFromPSPath(name == 0 ? "." : path[..name]), path[name..]);
    }

    /// <summary>The existing files that a path with wildcards stands for, or the file that a literal path names.</summary>
    /// <param name="path">A path, possibly with wildcards; null where the literal path counts.</param>
    /// <param name="literalPath">A path without wildcards.</param>
    protected IEnumerable<string> ResolveFiles(string[]? path, string[]? literalPath)
    {
        if (path is null)
            return (literalPath ?? []).Select(p => ResolvePath(p));
        return path.SelectMany(p => WildcardPattern.ContainsWildcardCharacters(p) ? Matches(p) : [ResolvePath(p)]);
    }

    /// <summary>Writes a file that the user named, unless -WhatIf is given or -Confirm is declined.</summary>
    /// <param name="path">A path as the user typed it.</param>
    /// <param name="write">Writes the file at an absolute path.</param>
    /// <returns>The file; null where it was not to be written.</returns>
    protected FileInfo? WriteFile(string path, Action<string> write)
    {
        string resolved = ResolvePath(path);
        if (!ShouldProcess(resolved, "Write"))
            return null;
        Guarded(() => write(resolved));
        return new FileInfo(resolved);
    }

    /// <summary>Runs an action, and turns errors of the engine into terminating errors of the cmdlet.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="action">What to run.</param>
    protected T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (KerasException exception)
        {
            ThrowTerminatingError(WithHook(new ErrorRecord(exception, "KerasPS." + exception.ErrorId, CategoryOf(exception.Kind), exception.Target)));
        }
        catch (ExternalException exception)
        {
            ErrorRecord error = WithHook(new ErrorRecord(exception, "KerasPS.TorchError", ErrorCategory.InvalidOperation, null));
            error.ErrorDetails = new ErrorDetails(WithoutNativeStack(error.ErrorDetails?.Message ?? exception.Message));
            ThrowTerminatingError(error);
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(WithHook(new ErrorRecord(exception, "KerasPS.FileError", ErrorCategory.WriteError, null)));
        }
        catch (UnauthorizedAccessException exception)
        {
            ThrowTerminatingError(WithHook(new ErrorRecord(exception, "KerasPS.AccessDenied", ErrorCategory.PermissionDenied, null)));
        }
        catch (RuntimeException exception) when (CallbackFailure.IsMarked(exception) && exception is not PipelineStoppedException)
        {
            exception.ErrorRecord.ErrorDetails ??= new ErrorDetails(CallbackFailure.Describe(exception));
            throw;
        }
        catch (Exception exception) when (CallbackFailure.IsMarked(exception) && exception is not (RuntimeException or FlowControlException))
        {
            ThrowTerminatingError(WithHook(new ErrorRecord(exception, "KerasPS.CallbackFailed", ErrorCategory.OperationStopped, null)));
        }

        return default!;
    }

    /// <inheritdoc cref="Guarded{T}(Func{T})"/>
    /// <param name="action">What to run.</param>
    protected void Guarded(Action action) => Guarded(() =>
    {
        action();
        return true;
    });

    /// <summary>Names the callback and hook that failed in what PowerShell shows; the exception and its message stay the user's own.</summary>
    private static ErrorRecord WithHook(ErrorRecord error)
    {
        if (CallbackFailure.IsMarked(error.Exception))
            error.ErrorDetails ??= new ErrorDetails(CallbackFailure.Describe(error.Exception));
        return error;
    }

    /// <summary>The message without libtorch's stack, which TorchSharp appends; it remains in the exception.</summary>
    private static string WithoutNativeStack(string message) => message.Split("\nException raised from ")[0];

    private string[] Matches(string path)
    {
        try
        {
            return GetResolvedProviderPathFromPSPath(path, out _).ToArray();
        }
        catch (ItemNotFoundException exception)
        {
            throw new KerasException("FileNotFound", exception.Message, path, exception);
        }
    }

    private static ErrorCategory CategoryOf(KerasErrorKind kind) => kind switch
    {
        KerasErrorKind.InvalidData => ErrorCategory.InvalidData,
        KerasErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        KerasErrorKind.InvalidOperation => ErrorCategory.InvalidOperation,
        KerasErrorKind.WriteError => ErrorCategory.WriteError,
        _ => ErrorCategory.InvalidArgument,
    };
}
