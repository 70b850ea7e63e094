namespace KerasPS;

/// <summary>What went wrong, in the terms of PowerShell's error categories.</summary>
public enum KerasErrorKind
{
    /// <summary>An argument is not one of the allowed values, or contradicts another.</summary>
    InvalidArgument,

    /// <summary>The data cannot be used: a string where a number belongs, a label outside the classes, a wrong shape.</summary>
    InvalidData,

    /// <summary>A name, file or column does not exist.</summary>
    NotFound,

    /// <summary>The object is not in a state in which this can be done.</summary>
    InvalidOperation,

    /// <summary>A file or folder cannot be written.</summary>
    WriteError,
}
