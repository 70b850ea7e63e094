namespace KerasPS.Layers;

/// <summary>How the outputs of the two directions of <see cref="Bidirectional"/> become one.</summary>
public enum MergeMode
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product.</summary>
    Mul,

    /// <summary>Their mean.</summary>
    Ave,

    /// <summary>One after the other, along the last axis.</summary>
    Concat,
}
