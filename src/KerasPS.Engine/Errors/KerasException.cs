namespace KerasPS;

/// <summary>An error that a user can mend: the message says what was given, what is allowed and the nearest match.</summary>
public sealed class KerasException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="errorId">A stable identifier such as <c>ColumnNotFound</c>; PowerShell shows it as <c>KerasPS.ColumnNotFound</c>.</param>
    /// <param name="kind">The category.</param>
    /// <param name="message">What was given, what is allowed, and how to mend it.</param>
    /// <param name="target">The offending value, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public KerasException(string errorId, KerasErrorKind kind, string message, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = kind;
        Target = target;
    }

    /// <summary>A stable identifier such as <c>ColumnNotFound</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The category of the error.</summary>
    public KerasErrorKind Kind { get; }

    /// <summary>The offending value, or null.</summary>
    public object? Target { get; }
}
