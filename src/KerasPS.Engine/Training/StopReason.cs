namespace KerasPS;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>EarlyStopping saw no improvement for its patience.</summary>
    EarlyStopping,

    /// <summary>A callback or scriptblock set <c>StopTraining</c>.</summary>
    Callback,

    /// <summary>The loss became infinite or not a number.</summary>
    NaN,

    /// <summary>Ctrl+C, or the cancellation of the caller's token.</summary>
    Interrupted,

    /// <summary>The reader of the epochs stopped reading, e.g. <c>Select-Object -First 3</c>.</summary>
    PipelineStopped,

    /// <summary>An error.</summary>
    Error,

    /// <summary>TimeLimit: the next epoch or batch would not have ended in time.</summary>
    TimeLimit,
}
