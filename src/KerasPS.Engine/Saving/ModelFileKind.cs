namespace KerasPS.Saving;

/// <summary>The kinds of files that models and weights are saved in.</summary>
public enum ModelFileKind
{
    /// <summary>A whole model, <c>.keras</c>.</summary>
    Model,

    /// <summary>Weights in Keras's form, <c>.weights.h5</c>.</summary>
    Hdf5Weights,

    /// <summary>Weights by name, <c>.safetensors</c>.</summary>
    SafeTensors,
}
