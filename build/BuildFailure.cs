namespace KerasPS.Build;

/// <summary>A step that failed, told to the user in the one line that is its message.</summary>
internal sealed class BuildFailure(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode == 0 ? 1 : exitCode;
}
