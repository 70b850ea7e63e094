namespace KerasPS.Numerics;

/// <summary>How a classifier's labels and outputs say the same thing, as their shapes tell it.</summary>
internal enum LabelForm
{
    /// <summary>One output, yes or no.</summary>
    Binary,

    /// <summary>One output a class, and the number of the class as the label.</summary>
    Sparse,

    /// <summary>One output and one label a class.</summary>
    Categorical,
}
