namespace KerasPS;

/// <summary>The order of the samples in an epoch.</summary>
public enum ShuffleMode
{
    /// <summary>A permutation that follows from the seed and the epoch's number.</summary>
    Seeded,

    /// <summary>
    /// Keras's own order: the permutation of a fresh CPU generator seeded with 1, 2, 3 ... in the epochs of each fit, whatever the seed.
    /// </summary>
    Keras,

    /// <summary>Batches stay as they are in the data; the samples within each are permuted, as by Keras's <c>shuffle="batch"</c>.</summary>
    Batch,

    /// <summary>The order of the data.</summary>
    None,
}
