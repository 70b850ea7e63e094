namespace KerasPS.Saving;

/// <summary>By which names, and in which order of axes, a file has a model's weights.</summary>
public enum WeightLayout
{
    /// <summary>Keras's: the paths of the variables, e.g. <c>dense_1/kernel</c> of shape <c>(in, out)</c>.</summary>
    Keras,

    /// <summary>PyTorch's, as its modules and Hugging Face have them: e.g. <c>dense_1.weight</c> of shape <c>(out, in)</c>.</summary>
    PyTorch,
}
