namespace KerasPS.Numerics;

/// <summary>The form of a classifier's labels and outputs, by their shapes.</summary>
internal enum LabelForm
{
    /// <summary>One output for two classes.</summary>
    Binary,

    /// <summary>One output per class, and a class index as the label.</summary>
    Sparse,

    /// <summary>One output and one label per class (one-hot).</summary>
    Categorical,
}
