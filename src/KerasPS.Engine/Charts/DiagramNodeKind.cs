namespace KerasPS.Charts;

/// <summary>What training does to the layer of a box.</summary>
internal enum DiagramNodeKind
{
    /// <summary>Where samples come in.</summary>
    Input,

    /// <summary>It has no parameters.</summary>
    Plain,

    /// <summary>Training changes it.</summary>
    Trained,

    /// <summary>It has parameters that training does not change.</summary>
    Frozen,
}
