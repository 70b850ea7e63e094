namespace KerasPS.Layers;

/// <summary>How Attention compares a query with a key.</summary>
public enum AttentionScoreMode
{
    /// <summary>By their dot product.</summary>
    Dot,

    /// <summary>By the sum of tanh(query + key).</summary>
    Concat,
}
