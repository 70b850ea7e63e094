namespace KerasPS.EventFiles;

/// <summary>What a value of an event file is.</summary>
public enum LogKind
{
    /// <summary>A tensor of no other kind.</summary>
    Tensor,

    /// <summary>A number.</summary>
    Scalar,

    /// <summary>A histogram: a list of <see cref="HistogramBucket"/>.</summary>
    Histogram,

    /// <summary>Images: a list of <see cref="PngImage"/>.</summary>
    Image,

    /// <summary>Text, in Markdown.</summary>
    Text,

    /// <summary>A graph of operations: a list of <see cref="GraphNode"/>.</summary>
    Graph,

    /// <summary>A model's layers, as Keras's JSON.</summary>
    KerasGraph,

    /// <summary>Hyperparameters by their names, or how the run with them ended.</summary>
    HParams,
}
