using KerasPS.Configuration;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of all layers. A layer is built once, when the shape of its input is known: that makes its variables. Shapes
/// are those of one sample, without the batch axis; images are <c>(height, width, channels)</c>.
/// </summary>
public abstract class Layer : KerasObject
{
    private readonly List<Variable> variables = [];
    private string? name;
    private Generator? buildGenerator;

    /// <summary>The layer's name, unique in its model; given by the model where the user gives none.</summary>
    [KerasArgument]
    public string? Name
    {
        get => name;
        set
        {
            name = value;
            foreach (Variable variable in variables)
                variable.Path = PathOf(variable.Name);
        }
    }

    /// <summary>Whether training changes the layer's variables.</summary>
    [KerasArgument]
    public bool Trainable { get; set; } = true;

    /// <summary>Whether the layer has its variables.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>The shape of one input sample; null before the layer is built.</summary>
    public IReadOnlyList<long>? InputShape { get; private set; }

    /// <summary>The shape of one output sample; null before the layer is built.</summary>
    public IReadOnlyList<long>? OutputShape { get; private set; }

    /// <summary>The variables: those that are trained first, then the others, each in the order of their creation.</summary>
    public IReadOnlyList<Variable> Variables => variables.OrderBy(v => v.IsTrainable ? 0 : 1).ToArray();

    /// <summary>The number of values in all variables.</summary>
    public long ParameterCount => variables.Sum(v => v.Count);

    /// <summary>The shape of an output sample.</summary>
    /// <param name="inputShape">The shape of an input sample.</param>
    /// <exception cref="KerasException">The layer cannot take that shape.</exception>
    public abstract long[] ComputeOutputShape(long[] inputShape);

    /// <summary>Computes the outputs of a batch.</summary>
    /// <param name="input">A batch: the batch axis, then the input shape.</param>
    /// <param name="context">How the layer is being called.</param>
    public abstract Tensor Call(Tensor input, CallContext context);

    internal void Build(long[] inputShape, Generator generator)
    {
        long[] outputShape = ComputeOutputShape(inputShape);
        buildGenerator = generator;
        using (DisposeScope scope = NewDisposeScope())
        using (no_grad())
            CreateVariables(inputShape);
        buildGenerator = null;
        InputShape = inputShape;
        OutputShape = outputShape;
        IsBuilt = true;
    }

    /// <summary>Makes the variables with <see cref="AddVariable"/>.</summary>
    /// <param name="inputShape">The shape of an input sample.</param>
    protected virtual void CreateVariables(long[] inputShape)
    {
    }

    /// <summary>Makes one variable; only within <see cref="CreateVariables"/>.</summary>
    /// <param name="name">Keras's name, e.g. <c>kernel</c>.</param>
    /// <param name="shape">The shape in Keras's layout.</param>
    /// <param name="initializer">What gives the first values.</param>
    /// <param name="trainable">False for statistics.</param>
    /// <param name="regularizer">A penalty on the values, or null.</param>
    protected Variable AddVariable(string name, long[] shape, Initializer initializer, bool trainable = true, Regularizer? regularizer = null)
    {
        Variable variable = new(name, initializer.Create(shape, ScalarType.Float32, buildGenerator!), trainable, regularizer)
        {
            Path = PathOf(name),
        };
        variables.Add(variable);
        return variable;
    }

    private string PathOf(string variable) => $"{Name}/{variable}";

    /// <summary>The error for an input shape that the layer cannot take.</summary>
    /// <param name="inputShape">The shape that was given.</param>
    /// <param name="needs">What the layer needs, e.g. <c>(height, width, channels)</c>.</param>
    protected KerasException WrongShape(long[] inputShape, string needs) => new(
        "ShapeMismatch",
        KerasErrorKind.InvalidData,
        $"The layer '{Name ?? ClassName}' ({ClassName}) needs samples of shape {needs}, but gets {Shape.Format(inputShape)}.",
        this);
}
