namespace KerasPS.EventFiles;

/// <summary>What a value of an event file is.</summary>
public enum LogKind
{
    /// <summary>An array that none of the other kinds is for.</summary>
    Tensor,

    /// <summary>A number.</summary>
    Scalar,

    /// <summary>How many of some values lie between which limits: a list of <see cref="HistogramBucket"/>.</summary>
    Histogram,

    /// <summary>Pictures: a list of <see cref="PngImage"/>.</summary>
    Image,

    /// <summary>A text, in Markdown.</summary>
    Text,

    /// <summary>A graph of operations: a list of <see cref="GraphNode"/>.</summary>
    Graph,

    /// <summary>A model's layers, as Keras's JSON.</summary>
    KerasGraph,

    /// <summary>Hyperparameters by their names, or how the run with them ended.</summary>
    HParams,
}
