using System.ComponentModel;
using System.Runtime.CompilerServices;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of all layers. A layer is built once, when the shapes of its inputs are known: that makes its variables. Shapes are
/// those of one sample, without the batch axis; images are <c>(height, width, channels)</c>; a size of -1 is not known (any length).
/// </summary>
/// <remarks>
/// Most layers take one tensor and return one: they override <see cref="ComputeOutputShape"/>, <see cref="Call(Tensor, CallContext)"/>
/// and <see cref="CreateVariables(long[])"/>. The others override the forms with arrays; see <see cref="MultipleInputLayer"/>.
/// </remarks>
public abstract class Layer : KerasObject
{
    private readonly List<Variable> variables = [];
    private readonly List<Layer> sublayers = [];
    private string? name;
    private string? prefix;
    private bool trainable = true;
    private string? dtype;
    private DtypePolicy? policy;
    private Generator? buildGenerator;

    /// <summary>The layer's name, unique in its model; given by the model where the user gives none.</summary>
    [KerasArgument]
    public string? Name
    {
        get => name;
        set
        {
            name = value;
            UpdatePaths();
        }
    }

    /// <summary>Whether training changes the layer's variables, those of layers within it included.</summary>
    [KerasArgument, DefaultValue(true)]
    public bool Trainable
    {
        get => trainable;
        set
        {
            trainable = value;
            foreach (Layer sublayer in Sublayers)
                sublayer.Trainable = value;
        }
    }

    /// <summary>The dtype that the layer computes in, e.g. <c>float32</c> or <c>mixed_bfloat16</c>; that of the model where none is given.</summary>
    [KerasArgument]
    public string? Dtype
    {
        get => dtype;
        set => dtype = value is null ? null : DtypePolicy.Of(value).Name;
    }

    /// <summary>Whether the layer is built: its variables are created.</summary>
    public virtual bool IsBuilt { get; private protected set; }

    /// <summary>The shapes of one sample of each input; empty before the layer is built.</summary>
    public IReadOnlyList<IReadOnlyList<long>> InputShapes { get; private protected set; } = [];

    /// <summary>The shapes of one sample of each output; empty before the layer is built.</summary>
    public IReadOnlyList<IReadOnlyList<long>> OutputShapes { get; private protected set; } = [];

    /// <summary>The shape of one sample of the first input; null before the layer is built.</summary>
    public virtual IReadOnlyList<long>? InputShape => InputShapes.Count == 0 ? null : InputShapes[0];

    /// <summary>The shape of one sample of the first output; null before the layer is built.</summary>
    public virtual IReadOnlyList<long>? OutputShape => OutputShapes.Count == 0 ? null : OutputShapes[0];

    /// <summary>The variables: the layer's own that are trained, its others, then those of the layers within it.</summary>
    public IReadOnlyList<Variable> Variables =>
        OwnVariables.Concat(Sublayers.SelectMany(layer => layer.Variables)).Distinct().ToArray();

    /// <summary>The variables that training changes.</summary>
    public IReadOnlyList<Variable> TrainedVariables =>
        variables.Where(v => v.IsTrainable && Trainable).Concat(Sublayers.SelectMany(layer => layer.TrainedVariables)).Distinct().ToArray();

    /// <summary>The number of values in all variables.</summary>
    public long ParameterCount => Variables.Sum(v => v.Count);

    /// <summary>A penalty on the outputs, added to the loss; null for none.</summary>
    private protected virtual Regularizer? OutputPenalty => null;

    /// <summary>
    /// Whether the layer supports masking: it uses <see cref="CallContext.Mask"/> or computes each time step separately, and passes the
    /// mask on. Other layers drop the mask.
    /// </summary>
    public virtual bool SupportsMasking => false;

    /// <summary>The variables but for those of the layers within this one: those that are trained first.</summary>
    internal IEnumerable<Variable> OwnVariables => variables.OrderBy(v => v.IsTrainable ? 0 : 1);

    /// <summary>The variables that Keras's files store for the layer itself, in Keras's order.</summary>
    internal virtual IEnumerable<Variable> SavedVariables => OwnVariables;

    /// <summary>The sublayers with variables, by the attributes of Keras's class, which are their names in Keras's files.</summary>
    internal virtual IEnumerable<(string Attribute, Layer Layer)> Attributes => Sublayers.Select(layer => ("layer", layer));

    /// <summary>The layers that this one is made of.</summary>
    internal virtual IReadOnlyList<Layer> Sublayers => sublayers;

    /// <summary>Sublayers without variables.</summary>
    internal virtual IReadOnlyList<Layer> LayersWithoutVariables => [];

    /// <summary>The layer's state apart from its variables, e.g. of stateful recurrent layers; empty for none.</summary>
    internal virtual IReadOnlyList<SavedTensor> State
    {
        get => [];
        set
        {
        }
    }

    /// <summary>The name that a layer without one gets, as in Keras; where it is taken, a number follows.</summary>
    internal virtual string DefaultName => KerasNaming.ToSnakeCase(ClassName);

    /// <summary>Whether the layer was given no name.</summary>
    internal virtual bool HasDefaultName => Name is null;

    /// <summary>The layer as the subject of an error message.</summary>
    internal string Subject => $"The layer '{Name ?? ClassName}' ({ClassName})";

    /// <summary>Whether inputs are converted to the dtype that the layer computes in; false where they are indices.</summary>
    internal virtual bool CastsInputs => true;

    /// <summary>A result in the dtype that the layer computes in, for layers whose inputs are not converted.</summary>
    private protected Tensor ToComputeDtype(Tensor output, Tensor input) => DtypePolicy.Cast(output, policy?.Compute ?? input.dtype);

    /// <summary>The shape of an output sample.</summary>
    /// <param name="inputShape">The shape of an input sample.</param>
    /// <exception cref="KerasException">The layer cannot take that shape.</exception>
    public abstract long[] ComputeOutputShape(long[] inputShape);

    /// <summary>Computes the output of a batch.</summary>
    /// <param name="input">A batch: the batch axis, then the input shape.</param>
    /// <param name="context">How the layer is being called.</param>
    public abstract Tensor Call(Tensor input, CallContext context);

    /// <summary>The shapes of the output samples.</summary>
    /// <param name="inputShapes">The shape of a sample of each input.</param>
    /// <exception cref="KerasException">The layer cannot take those shapes.</exception>
    public virtual long[][] ComputeOutputShapes(long[][] inputShapes) => [ComputeOutputShape(RequireOne(inputShapes))];

    /// <summary>Computes the outputs of a batch.</summary>
    /// <param name="inputs">The batches, one for each input.</param>
    /// <param name="context">How the layer is being called.</param>
    public virtual Tensor[] Call(Tensor[] inputs, CallContext context) => [Call(RequireOne(inputs), context)];

    /// <summary>
    /// Calls the layer in a graph of layers, for a <see cref="Functional"/> model. One layer may be called several times: its calls
    /// share their variables.
    /// </summary>
    /// <param name="inputs">Model inputs, or outputs of other layers.</param>
    /// <returns>The layer's output.</returns>
    /// <exception cref="KerasException">The layer cannot take those inputs, or has several outputs.</exception>
    public KerasTensor Call(params KerasTensor[] inputs)
    {
        IReadOnlyList<KerasTensor> outputs = CallAll(inputs);
        return outputs.Count == 1
            ? outputs[0]
            : throw new KerasException("InvalidOperation", $"{Subject} has {outputs.Count} outputs; call it with CallAll.", this);
    }

    /// <summary>Calls the layer in a graph of layers, as <see cref="Call(KerasTensor[])"/>, and returns all its outputs.</summary>
    /// <param name="inputs">Model inputs, or outputs of other layers.</param>
    public IReadOnlyList<KerasTensor> CallAll(params KerasTensor[] inputs) => new LayerCall(this, inputs).Outputs;

    /// <summary>The masks of the outputs: where a mask is false, the time step is padding. By default that of the first input.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="masks">The mask of each input, <c>(batch, time)</c>, or null.</param>
    /// <param name="outputs">The number of outputs.</param>
    public virtual Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs) =>
        Enumerable.Repeat(SupportsMasking ? masks[0] : null, outputs).ToArray();

    /// <summary>Computes the outputs with their masks, in the layer's dtype, and adds its penalties to the context.</summary>
    internal virtual MaskedTensor[] Run(MaskedTensor[] inputs, CallContext context)
    {
        Tensor[] values = Array.ConvertAll(inputs, input => CastsInputs ? DtypePolicy.Cast(input.Value, policy?.Compute) : input.Value);
        Tensor?[] masks = Array.ConvertAll(inputs, input => input.Mask);
        Tensor[] outputs = Call(values, context.WithMasks(masks));
        if (OutputPenalty is { } regularizer)
        {
            foreach (Tensor output in outputs)
                context.AddLoss(regularizer.Penalty(output) / output.size(0));
        }

        Tensor?[] outputMasks = ComputeMasks(values, masks, outputs.Length);
        return outputs.Select((output, i) => new MaskedTensor(output, outputMasks[i])).ToArray();
    }

    /// <summary>Makes the variables, or checks that those made before fit other inputs too.</summary>
    /// <param name="inputShapes">The shape of a sample of each input.</param>
    /// <param name="generator">What draws the initial values; null for variables without values, see <see cref="Variable.IsWithoutValues"/>.</param>
    internal virtual void Build(long[][] inputShapes, Generator? generator)
    {
        long[][] outputShapes = ComputeOutputShapes(inputShapes);
        if (IsBuilt)
        {
            if (inputShapes.Length != InputShapes.Count || inputShapes.Where((shape, i) => !AcceptsShape(InputShapes[i], shape)).Any())
                throw BuiltOtherwise(inputShapes);
            return;
        }

        buildGenerator = generator;
        using (DisposeScope scope = NewDisposeScope())
        using (no_grad())
            CreateVariables(inputShapes);
        buildGenerator = null;
        InputShapes = inputShapes;
        OutputShapes = outputShapes;
        IsBuilt = true;
    }

    /// <summary>Undoes the build: disposes the variables, so that the layer can be built for other shapes.</summary>
    /// <param name="kept">Layers that are not changed.</param>
    internal virtual void Unbuild(IReadOnlySet<Layer> kept)
    {
        if (kept.Contains(this))
            return;
        foreach (Layer sublayer in Sublayers)
            sublayer.Unbuild(kept);
        foreach (Variable variable in variables)
            variable.Value.Dispose();
        variables.Clear();
        sublayers.Clear();
        InputShapes = OutputShapes = [];
        IsBuilt = false;
    }

    /// <summary>Makes the variables of a layer with one input.</summary>
    internal void Build(long[] inputShape, Generator? generator) => Build([inputShape], generator);

    /// <summary>Sets the dtype policy of this layer and its sublayers, except of layers that have their own.</summary>
    internal void ApplyPolicy(DtypePolicy? ofModel)
    {
        DtypePolicy? chosen = Dtype is null ? ofModel : DtypePolicy.Of(Dtype);
        foreach (Variable variable in variables)
            variable.ApplyPolicy(chosen);
        policy = chosen;
        foreach (Layer sublayer in Sublayers)
            sublayer.ApplyPolicy(policy);
    }

    /// <summary>The dtype policies of this layer and its sublayers.</summary>
    internal IEnumerable<DtypePolicy> Policies() => Sublayers.SelectMany(sublayer => sublayer.Policies()).Concat(policy is null ? [] : [policy]);

    /// <summary>Makes the variables with <see cref="AddVariable"/> and the inner layers with <see cref="AddSublayer"/>.</summary>
    /// <param name="inputShape">The shape of an input sample.</param>
    protected virtual void CreateVariables(long[] inputShape)
    {
    }

    /// <summary>Makes the variables of a layer with several inputs.</summary>
    /// <param name="inputShapes">The shape of a sample of each input.</param>
    protected virtual void CreateVariables(long[][] inputShapes) => CreateVariables(inputShapes[0]);

    /// <summary>Whether the layer, once built, can be called with inputs of another shape: by default where rank and last axis agree, or it has no variables.</summary>
    /// <param name="built">The shape that it was built for.</param>
    /// <param name="given">The other shape.</param>
    protected virtual bool AcceptsShape(IReadOnlyList<long> built, IReadOnlyList<long> given) =>
        Variables.Count == 0 || built.SequenceEqual(given) || (built.Count == given.Count && built[^1] == given[^1]);

    /// <summary>Makes one variable; only within CreateVariables.</summary>
    /// <param name="name">Keras's name, e.g. <c>kernel</c>.</param>
    /// <param name="shape">The shape in Keras's layout.</param>
    /// <param name="initializer">The initializer of its values.</param>
    /// <param name="trainable">False for statistics.</param>
    /// <param name="regularizer">A penalty on the values, or null.</param>
    /// <param name="constraint">The constraint on the values, applied after each step, or null.</param>
    protected Variable AddVariable(
        string name,
        long[] shape,
        Initializer initializer,
        bool trainable = true,
        Regularizer? regularizer = null,
        Constraint? constraint = null)
    {
        if (shape.Any(size => size < 0))
            throw WrongShape(shape, "whose sizes are all known, because its variables depend on them");
        if (!Shape.IsCountable(shape))
            throw WrongShape(shape, $"for which the size of '{name}' fits into 64 bits");
        Tensor values = buildGenerator is null ? Variable.WithoutValues(shape) : initializer.Create(shape, ScalarType.Float32, buildGenerator);
        Variable variable = new(name, values, trainable, regularizer, constraint)
        {
            Path = PathOf(name),
            IsWithoutValues = buildGenerator is null,
        };
        variables.Add(variable);
        return variable;
    }

    /// <summary>Takes in a layer that this one is made of, and builds it; only within CreateVariables.</summary>
    /// <typeparam name="T">The layer's class.</typeparam>
    /// <param name="layer">The layer; it must have a name that is unique within this layer.</param>
    /// <param name="inputShapes">The shape of a sample of each of its inputs.</param>
    protected T AddSublayer<T>(T layer, params long[][] inputShapes)
        where T : Layer
    {
        sublayers.Add(layer);
        UpdatePaths();
        layer.Build(inputShapes, buildGenerator);
        return layer;
    }

    /// <summary>The error for an input shape that the layer cannot take.</summary>
    /// <param name="inputShape">The shape that was given.</param>
    /// <param name="needs">What the layer needs, e.g. <c>(height, width, channels)</c>.</param>
    protected KerasException WrongShape(IReadOnlyList<long> inputShape, string needs) => new(
        "ShapeMismatch", $"{Subject} expects samples of shape {needs}, but received {Shape.Format(inputShape)}.", this);

    /// <summary>The variables by paths that begin within this layer, e.g. <c>dense_1/kernel</c> within a model: what files call them.</summary>
    internal IEnumerable<(string Path, Variable Variable)> PathsWithin(string start = "") => variables
        .Select(variable => (start + variable.Name, variable))
        .Concat(Sublayers.SelectMany(layer => layer.PathsWithin($"{start}{layer.Name}/")))
        .DistinctBy(part => part.Item2);

    /// <summary>This layer and those within it, by paths that are the same in each process.</summary>
    internal IEnumerable<(string Path, Layer Layer)> LayersWithin(string path = "") => Sublayers.Concat(LayersWithoutVariables)
        .SelectMany((layer, i) => layer.LayersWithin($"{path}/{layer.Name ?? FormattableString.Invariant($"{i}")}"))
        .Prepend((path, this))
        .DistinctBy(part => part.Item2);

    /// <summary>A value that the layer's variables are made with, and which therefore cannot be set once they are made.</summary>
    /// <param name="value">The value.</param>
    /// <param name="argument">The property that is set.</param>
    private protected T BeforeBuild<T>(T value, [CallerMemberName] string argument = "") => !IsBuilt
        ? value
        : throw new KerasException("AlreadyBuilt", $"{Subject} has its variables, so {KerasNaming.ToSnakeCase(argument)} can no longer be set; make a new layer.", this);

    /// <summary>Whether the layer is part of a model or of another layer.</summary>
    private protected bool IsPart => prefix is not null;

    /// <summary>The names of variables begin with those of the layers that they are in.</summary>
    private protected virtual string PathOf(string part) => $"{prefix}{Name}/{part}";

    private protected void UpdatePaths()
    {
        foreach (Variable variable in variables)
            variable.Path = PathOf(variable.Name);
        foreach (Layer sublayer in Sublayers)
        {
            sublayer.prefix = PathOf("");
            sublayer.UpdatePaths();
        }
    }

    private T RequireOne<T>(T[] inputs) => inputs.Length == 1
        ? inputs[0]
        : throw new KerasException("ShapeMismatch", $"{Subject} expects one input, but received {inputs.Length}.", this);

    private KerasException BuiltOtherwise(long[][] inputShapes) => new(
        "ShapeMismatch",
        $"{Subject} was built for samples of shape {Shape.Format(InputShapes)}, so it cannot take {Shape.Format(inputShapes)}; make a new layer.",
        this) { Kind = KerasErrorKind.InvalidOperation };
}
