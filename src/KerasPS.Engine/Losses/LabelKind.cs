namespace KerasPS.Losses;

/// <summary>What a loss needs as labels.</summary>
public enum LabelKind
{
    /// <summary>Numbers of the outputs' shape.</summary>
    SameShape,

    /// <summary>One class index per sample, from 0 to the number of outputs less one.</summary>
    ClassIndex,
}
