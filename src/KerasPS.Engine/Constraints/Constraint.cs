using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Constraints;

/// <summary>Projects a variable's values onto the allowed ones, after each step of the optimizer.</summary>
public abstract class Constraint : KerasObject
{
    /// <summary>The constraint of that name.</summary>
    /// <param name="name">A Keras name such as <c>max_norm</c>.</param>
    public static implicit operator Constraint(string name) => KerasRegistry.Resolve<Constraint>(name);

    /// <summary>The allowed values nearest to the given ones by the constraint's rule.</summary>
    /// <param name="w">The variable's values in Keras's layout; they are not changed themselves.</param>
    public abstract Tensor Apply(Tensor w);
}
