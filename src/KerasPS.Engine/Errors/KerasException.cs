namespace KerasPS;

/// <summary>An error that a user can correct: the message says what was given, what is allowed and the nearest match.</summary>
public sealed class KerasException : Exception
{
    /// <summary>Creates the error; its category follows from the identifier.</summary>
    /// <param name="errorId">A stable identifier such as <c>ColumnNotFound</c>; PowerShell shows it as <c>KerasPS.ColumnNotFound</c>.</param>
    /// <param name="message">What was given, what is allowed, and how to correct it.</param>
    /// <param name="target">The offending value, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public KerasException(string errorId, string message, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = KindOf(errorId);
        Target = target;
    }

    /// <summary>A stable identifier such as <c>ColumnNotFound</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The category of the error: that of its identifier, but for errors that are of several.</summary>
    public KerasErrorKind Kind { get; init; }

    /// <summary>The offending value, or null.</summary>
    public object? Target { get; }

    /// <summary>The error for an argument that is not one of the allowed values, or contradicts another.</summary>
    /// <param name="owner">The class or cmdlet whose argument it is.</param>
    /// <param name="problem">What was given, what is allowed, and how to correct it.</param>
    /// <param name="target">The offending value, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public static KerasException InvalidValue(string owner, string problem, object? target = null, Exception? innerException = null) =>
        new("InvalidValue", $"{owner}: {problem}", target, innerException);

    /// <summary>The same error with another message, and this one as its cause.</summary>
    internal KerasException WithMessage(string message, object? target) => new(ErrorId, message, target, this) { Kind = Kind };

    /// <summary>The category of an identifier; what is not listed is about an argument.</summary>
    private static KerasErrorKind KindOf(string errorId) => errorId switch
    {
        "NoRoom" or "PathNotWritable" => KerasErrorKind.WriteError,
        "ArrayNotFound" or "ClassNotFound" or "ColumnNotFound" or "FileNotFound" or "FileNotReadable" or "MetricNotFound" or "SampleDatasetNotFound" =>
            KerasErrorKind.NotFound,
        "AlreadyBuilt" or "AlreadyTraining" or "DuplicateName" or "FileTooLarge" or "InvalidOperation" or "LoopKeywordInCallback" or "NoGradient" or "NotAClassifier" or
            "NotBuilt" or "NotInitialized" or "NotSupported" or "NotTrained" or "PolicyNotSupported" or "ScheduledLearningRate" or "StateMismatch" =>
            KerasErrorKind.InvalidOperation,
        "BackupDiffers" or "CountMismatch" or "DatasetTooLarge" or "DatasetsDiffer" or "DuplicateColumn" or "EmptyCell" or "EmptyDataset" or "EmptyRow" or "FileChanged"
            or "InputsDiffer" or "InvalidCsv" or "InvalidFile" or "InvalidGzip" or "InvalidIdx" or "InvalidImage" or "InvalidNpy" or "InvalidRow" or "LabelOutOfRange" or
            "LossNotFinite" or "MissingProperty" or "NoEpochs" or "NoLabels" or "NoPredictions" or "NotAClass" or "NotANumber" or "NotUtf8" or "OutputsDiffer" or
            "RaggedRow" or "ShapeMismatch" or "TruncatedIdx" or "TruncatedNpy" or "TypeNotSupported" or "UnexpectedProperty" or "UnknownCategory" or "UnknownClass" or
            "UnknownLabel" or "UnknownToken" or "ValueOutOfRange" or "WeightsMismatch" => KerasErrorKind.InvalidData,
        _ => KerasErrorKind.InvalidArgument,
    };
}
