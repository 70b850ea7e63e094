namespace KerasPS.Layers;

/// <summary>How Attention compares a query with a key.</summary>
public enum AttentionScoreMode
{
    /// <summary>By their dot product.</summary>
    Dot,

    /// <summary>By the sum of the hyperbolic tangents of what they add up to.</summary>
    Concat,
}
