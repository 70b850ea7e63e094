using KerasPS.Constraints;
using KerasPS.Regularizers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>A variable of a layer: a trained weight, or a statistic that is not trained.</summary>
public sealed class Variable
{
    private ScalarType? compute;

    internal Variable(string name, Tensor value, bool trainable, Regularizer? regularizer, Constraint? constraint = null)
    {
        Name = name;
        Shape = value.shape;
        Value = value.DetachFromDisposeScope();
        IsTrainable = trainable;
        Regularizer = regularizer;
        Constraint = constraint;
    }

    /// <summary>Keras's name within the layer, e.g. <c>kernel</c>.</summary>
    public string Name { get; }

    /// <summary>The layer's name and the variable's, e.g. <c>dense_1/kernel</c>.</summary>
    public string Path { get; internal set; } = "";

    /// <summary>The shape in Keras's layout.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Whether the variable is trained, unless its layer is frozen.</summary>
    public bool IsTrainable { get; }

    /// <summary>The number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, n) => product * n);

    /// <summary>The values. Trained variables are views into the model's flat parameters.</summary>
    public Tensor Value { get; private set; }

    /// <summary>The values in the dtype that the layer computes in: what a layer's <c>Call</c> uses.</summary>
    public Tensor ComputeValue => DtypePolicy.Cast(Value, compute);

    /// <summary>Whether no memory is allocated for the values yet: they are read from a file once its shapes have been checked.</summary>
    internal bool IsWithoutValues { get; set; }

    /// <summary>The name of the model that is being trained and has this variable in its flat parameters; null where there is none.</summary>
    internal string? TrainedIn { get; set; }

    internal Regularizer? Regularizer { get; }

    internal Constraint? Constraint { get; }

    /// <summary>The values, row-major, on the CPU.</summary>
    public float[] ToArray()
    {
        using DisposeScope scope = NewDisposeScope();
        return Value.detach().to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>Overwrites the values.</summary>
    /// <param name="values">Row-major values in Keras's layout.</param>
    /// <exception cref="KerasException">The count is not that of the shape.</exception>
    public void Assign(float[] values)
    {
        if (values.LongLength != Count)
        {
            throw new KerasException(
                "ShapeMismatch",
                $"The variable '{Path}' of shape ({string.Join(", ", Shape)}) has {Count} values, but received {values.LongLength}.") { Kind = KerasErrorKind.InvalidArgument };
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Value.copy_(tensor(values, Shape.ToArray()));
    }

    /// <summary>A single zero, expanded to the shape.</summary>
    internal static Tensor WithoutValues(long[] shape) => zeros([]).expand(shape);

    /// <summary>Allocates memory for values that are going to be assigned.</summary>
    internal void TakeMemory()
    {
        if (!IsWithoutValues)
            return;
        using DisposeScope scope = NewDisposeScope();
        MoveTo(empty([.. Shape], Value.dtype));
        IsWithoutValues = false;
    }

    /// <summary>Keeps the values, and hands them to the layer, in the dtypes of a policy; null changes neither.</summary>
    internal void ApplyPolicy(DtypePolicy? policy)
    {
        if (compute != policy?.Compute)
            RequireMovable();
        compute = policy?.Compute;
        if (policy is null || IsWithoutValues || Value.dtype == policy.Variable)
            return;
        using IDisposable noGrad = no_grad();
        MoveTo(Value.detach().to_type(policy.Variable));
    }

    /// <summary>Puts the values into another tensor.</summary>
    /// <param name="value">A tensor of the same shape that already holds the values.</param>
    internal void MoveTo(Tensor value)
    {
        RequireMovable();
        Value.Dispose();
        Value = value.DetachFromDisposeScope();
    }

    /// <summary>Refuses to put the values elsewhere, or to change their dtypes, while a training changes them where they are, e.g. for another model that shares the layer.</summary>
    internal void RequireMovable()
    {
        if (TrainedIn is { } model)
            throw new KerasException(
                "AlreadyTraining", $"The variable '{Path}' is being trained in the model '{model}', so its values cannot be moved, and its dtypes not changed, before that training has ended.", this);
    }
}
