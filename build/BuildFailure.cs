namespace KerasPS.Build;

/// <summary>A build step that failed; the message is shown to the user as one line.</summary>
internal sealed class BuildFailure(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode == 0 ? 1 : exitCode;
}
