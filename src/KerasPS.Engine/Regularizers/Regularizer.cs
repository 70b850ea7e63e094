using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Regularizers;

/// <summary>A penalty on a variable's values, added to the loss.</summary>
public abstract class Regularizer : KerasObject
{
    /// <summary>The regularizer of that name.</summary>
    /// <param name="name">A Keras name such as <c>l2</c>.</param>
    public static implicit operator Regularizer(string name) => KerasRegistry.Resolve<Regularizer>(name);

    /// <summary>The penalty, a scalar.</summary>
    /// <param name="variable">The variable's values.</param>
    public abstract Tensor Penalty(Tensor variable);
}
