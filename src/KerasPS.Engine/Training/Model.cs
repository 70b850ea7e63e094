using KerasPS.Configuration;
using KerasPS.Data;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Numerics;
using KerasPS.Optimizers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>
/// The base of models: layers with their variables, and training, evaluation and prediction with them. A model is a layer
/// itself, so that models can be parts of others.
/// </summary>
[NotByName]
public abstract class Model : MultipleInputLayer
{
    private protected Model(string? name)
    {
        HasDefaultName = name is null;
        Name = name ?? KerasNaming.ToSnakeCase(ModelType);
    }

    /// <summary>Keras's class name, e.g. <c>Sequential</c>.</summary>
    public string ModelType => GetType().Name;

    /// <summary>The layers in order.</summary>
    public abstract IReadOnlyList<Layer> Layers { get; }

    /// <summary>The layer of a name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <exception cref="KerasException"><c>UnknownName</c>: the model has no such layer.</exception>
    public Layer GetLayer(string name) => Layers.FirstOrDefault(layer => name.Equals(layer.Name, StringComparison.OrdinalIgnoreCase)) ?? throw new KerasException(
        "UnknownName", $"The model '{Name}' has no layer '{name}'. {NearestName.Hint(name, Layers.Select(layer => layer.Name!))}", name) { Kind = KerasErrorKind.NotFound };

    /// <summary>The shape of one sample of each input, with -1 for a size that varies; null where it is inferred from the training data.</summary>
    public abstract IReadOnlyList<IReadOnlyList<long>>? KnownInputShapes { get; }

    /// <summary>The names of the inputs; empty where there is one and it has no name.</summary>
    public virtual IReadOnlyList<string> InputNames => [];

    /// <summary>The names of the outputs: those of the layers that output them.</summary>
    public abstract IReadOnlyList<string> OutputNames { get; }

    /// <summary>Whether all layers have their variables.</summary>
    public override bool IsBuilt => InputShapes.Count > 0 && Layers.Count > 0 && Layers.All(layer => layer.IsBuilt);

    /// <summary>The optimizer, loss and metrics; null before <see cref="Compile"/>.</summary>
    public ModelCompilation? Compilation { get; private set; }

    /// <summary>The history of the last training; null before any.</summary>
    public History? History => Session.History;

    /// <summary>The names of the classes of the first output, in the order of their indices; from the training data.</summary>
    public IReadOnlyList<string> ClassLabel => ClassLabels.Count == 0 ? [] : ClassLabels[0];

    /// <summary>The names of the classes of each output; from the training data.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ClassLabels => Meaning.ClassLabels;

    /// <summary>How rows of named columns are encoded as features; from the training data, null where that was not a table.</summary>
    public FeatureEncoding? FeatureEncoding => Meaning.FeatureEncoding;

    /// <summary>How rows are encoded for each of several inputs, in the order of the inputs, null where its data was not a table; empty for one input, and before training.</summary>
    public IReadOnlyList<FeatureEncoding?> InputEncodings => Meaning.InputEncodings;

    /// <summary>Set to true to end training after the current batch; validation and OnEpochEnd are still run.</summary>
    public bool StopTraining
    {
        get => Session.RequestedStop is not null;
        set
        {
            if (value)
                Session.RequestStop(StopReason.Callback, "");
            else
                Session.CancelStop();
        }
    }

    /// <summary>Whether an evaluation, also that of a training's validation, ends after the current batch; callbacks may set it.</summary>
    public bool StopEvaluating { get; set; }

    /// <summary>Whether a prediction ends after the current batch, with the outputs until then; callbacks may set it.</summary>
    public bool StopPredicting { get; set; }

    /// <summary>The learning rate of the optimizer.</summary>
    /// <exception cref="KerasException"><c>ScheduledLearningRate</c>: it is set although a schedule controls it.</exception>
    public double LearningRate
    {
        get => RequireCompilation().Optimizer.LearningRate;
        set => ChangeLearningRate(optimizer => optimizer.LearningRate = value);
    }

    /// <summary>The dtype policy that the model computes with.</summary>
    public DtypePolicy Policy { get; private set; } = DtypePolicy.Of("float32");

    /// <summary>The session of the running training, or of the last one.</summary>
    internal FitSession Session { get; set; } = new();

    /// <summary>The name of the model that this one is part of and that is being trained; null where there is none.</summary>
    internal string? TrainedIn { get; set; }

    /// <summary>How to interpret features and labels; from the training data, or the model's file.</summary>
    internal DataMeaning Meaning { get; set; } = DataMeaning.None;

    /// <summary>The variables and gradients as flat tensors; null before the first training, and after their dtypes changed.</summary>
    internal FlatParameters? Parameters { get; private set; }

    /// <summary>The number of evaluations, predictions and single steps that are running, one within the other.</summary>
    internal int ActiveRuns { get; set; }

    internal override bool HasDefaultName { get; }

    internal override IReadOnlyList<Layer> Sublayers => Layers;

    internal override IEnumerable<(string Attribute, Layer Layer)> Attributes => LayerNames.Counted("layers", Layers);

    internal override bool CastsInputs => false;

    /// <inheritdoc/>
    private protected override string PathOf(string part) => IsPart ? base.PathOf(part) : part;

    /// <summary>The variables whose penalties are part of the loss: those of frozen layers have none.</summary>
    internal IReadOnlyList<Variable> RegularizedVariables => TrainedVariables.Where(variable => variable.Regularizer is not null).ToArray();

    /// <summary>Sets what the model is trained with.</summary>
    /// <remarks>
    /// A model with several outputs takes a loss, and lists of metrics, for each: as a list in the order of the outputs, or as a dictionary
    /// by their names. One loss alone is used for every output.
    /// </remarks>
    /// <param name="optimizer">The optimizer; <c>rmsprop</c> by default, as in Keras.</param>
    /// <param name="loss">The loss: a name, a specification or an object; or one for each output.</param>
    /// <param name="metrics">Metrics without weights: names, specifications or objects; or one list for each output, or one dictionary.</param>
    /// <param name="weightedMetrics">Metrics that use sample weights.</param>
    /// <param name="lossWeights">The weight of each output's loss in the total loss: numbers in their order, or a dictionary; 1 by default.</param>
    /// <param name="policy">
    /// The dtype policy, e.g. <c>mixed_bfloat16</c>; null for <c>float32</c>. With <c>mixed_float16</c> an optimizer without a loss scale is
    /// put into a <see cref="LossScaleOptimizer"/>.
    /// </param>
    /// <exception cref="KerasException">A name is unknown, or does not fit the outputs.</exception>
    public void Compile(
        Optimizer? optimizer = null,
        object? loss = null,
        IEnumerable<object>? metrics = null,
        IEnumerable<object>? weightedMetrics = null,
        object? lossWeights = null,
        string? policy = null)
    {
        RequireIdle("be compiled");
        if (loss is null)
            throw new KerasException("MissingArgument", $"A loss is needed. {NearestName.Hint("", KerasRegistry.NamesOf(typeof(Loss)))}");
        DtypePolicy chosen = DtypePolicy.Of(policy ?? "float32");
        optimizer ??= new RMSprop();
        if (chosen.NeedsLossScale && optimizer is GradientOptimizer { LossScaleFactor: null })
            optimizer = new LossScaleOptimizer(optimizer);
        ModelCompilation compilation = new(OutputNames, optimizer, loss, metrics ?? [], weightedMetrics ?? [], lossWeights);
        if (chosen != Policy)
            UsePolicy(chosen);
        Compilation = compilation;
    }

    /// <summary>Trains. Everything is checked at once; each epoch is trained when the next one is requested.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <returns>The epochs. Disposing the enumerator early ends the training properly: <c>OnTrainEnd</c> is called and best weights are restored.</returns>
    /// <exception cref="KerasException">Data, options or callbacks do not fit the model.</exception>
    public IEnumerable<EpochLog> Fit(Dataset data, FitOptions? options = null) =>
        new FitLoop(FitSetup.Prepare(this, data, options ?? new FitOptions())).Epochs();

    /// <summary>Compiles the model and trains it. If the fit is refused, the model stays compiled as it was.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="options">How to train.</param>
    /// <param name="compile">Calls <see cref="Compile"/>.</param>
    /// <returns>The epochs, as <see cref="Fit(Dataset, FitOptions?)"/> returns them.</returns>
    /// <exception cref="KerasException">Arguments of the compilation, data, options or callbacks do not fit the model.</exception>
    public IEnumerable<EpochLog> Fit(Dataset data, FitOptions options, Action<Model> compile)
    {
        (ModelCompilation? compilation, DtypePolicy policy) = (Compilation, Policy);
        try
        {
            compile(this);
            return Fit(data, options);
        }
        catch
        {
            Compilation = compilation;
            if (Policy != policy)
                UsePolicy(policy);
            throw;
        }
    }

    /// <summary>Computes the loss and metrics on data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">Batch size, steps (as <see cref="FitOptions.StepsPerEpoch"/>), callbacks, device and output are used.</param>
    /// <returns>The loss, then the metrics in the order in which they were given.</returns>
    public IReadOnlyList<KeyValuePair<string, double>> Evaluate(Dataset data, FitOptions? options = null) => EvaluateLoop.Run(this, data, options ?? new FitOptions());

    /// <summary>Computes the outputs for data.</summary>
    /// <param name="data">The data; labels are not needed.</param>
    /// <param name="options">
    /// Batch size, callbacks, device and output are used. Without a batch size, and callbacks that are called in batches, the size is chosen for speed, as it changes no
    /// output beyond rounding; otherwise it is 32.
    /// </param>
    public Prediction Predict(Dataset data, FitOptions? options = null)
    {
        options ??= new FitOptions();
        return PredictLoop.Run(this, Arrange(data, options), options);
    }

    /// <summary>One training step on all the samples of a dataset, as Keras's <c>train_on_batch</c>.</summary>
    /// <param name="data">The batch, with labels.</param>
    /// <param name="classWeight">The weight of each class index in the loss, or null.</param>
    /// <returns>The loss before the step and the metrics of this batch alone.</returns>
    public IReadOnlyList<KeyValuePair<string, double>> TrainOnBatch(Dataset data, IReadOnlyDictionary<int, double>? classWeight = null) =>
        TrainingStep.RunAlone(this, data, classWeight);

    /// <summary>The loss and metrics of all the samples of a dataset as one batch, as Keras's <c>test_on_batch</c>.</summary>
    /// <param name="data">The batch, with labels.</param>
    public IReadOnlyList<KeyValuePair<string, double>> TestOnBatch(Dataset data) =>
        Evaluate(data, new FitOptions { BatchSize = Math.Max(1, data.Count) });

    /// <summary>The outputs for all the samples of a dataset as one batch, as Keras's <c>predict_on_batch</c>.</summary>
    /// <param name="data">The batch.</param>
    public Prediction PredictOnBatch(Dataset data) => Predict(data, new FitOptions { BatchSize = Math.Max(1, data.Count) });

    /// <summary>Makes the variables of all layers.</summary>
    /// <param name="inputShape">The shape of one sample.</param>
    /// <param name="seed">The seed of the initial values; null draws one.</param>
    public void Build(IReadOnlyList<long> inputShape, long? seed = null) => Build([inputShape], seed);

    /// <summary>Makes the variables of all layers of a model with several inputs.</summary>
    /// <param name="inputShapes">The shape of one sample of each input.</param>
    /// <param name="seed">The seed of the initial values; null draws one.</param>
    public void Build(IReadOnlyList<IReadOnlyList<long>> inputShapes, long? seed = null)
    {
        RequireIdle("be built");
        using BuildAttempt attempt = new(this);
        using Generator generator = new((ulong)(seed ?? KerasRandom.NextSeed()));
        Build(inputShapes.Select(shape => shape.ToArray()).ToArray(), generator);
        attempt.Keep();
        ApplyOwnPolicy();
    }

    /// <inheritdoc/>
    public override Tensor[] Call(Tensor[] inputs, CallContext context)
    {
        MaskedTensor[] masked = inputs.Select((input, i) => new MaskedTensor(input, context.Masks.ElementAtOrDefault(i))).ToArray();
        return Array.ConvertAll(Run(masked, context), output => output.Value);
    }

    internal override void Build(long[][] inputShapes, Generator? generator)
    {
        BuildLayers(inputShapes, generator);
        InputShapes = inputShapes;
        OutputShapes = ComputeOutputShapes(inputShapes);
    }

    /// <summary>The outputs for a batch.</summary>
    internal MaskedTensor[] Run(Batch batch, CallContext context) =>
        Run(Array.ConvertAll(batch.Inputs, input => new MaskedTensor(input)), context);

    internal abstract override MaskedTensor[] Run(MaskedTensor[] inputs, CallContext context);

    private protected abstract void BuildLayers(long[][] inputShapes, Generator? generator);

    internal void EnsureBuilt(IReadOnlyList<IReadOnlyList<long>>? dataShapes = null, long? seed = null)
    {
        if (IsBuilt)
            return;
        IReadOnlyList<IReadOnlyList<long>> shapes = KnownInputShapes ?? dataShapes ?? throw new KerasException(
            "NotBuilt", $"The shape of the samples that the model '{Name}' takes is not known yet; give -InputShape, or train it first.");
        Build(shapes, seed);
    }

    /// <summary>Runs a check on the built model. A model that is not built is built for the data first, and unbuilt again if the check throws.</summary>
    internal T WhenBuilt<T>(Dataset data, long? seed, Func<T> check)
    {
        if (IsBuilt)
            return check();
        using BuildAttempt attempt = new(this);
        EnsureBuilt(data.Inputs.Select(input => input.Shape).ToArray(), seed);
        T result = check();
        attempt.Keep();
        return result;
    }

    /// <summary>A dataset's arrays in the order of the model's inputs and outputs, for an evaluation or a prediction.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="options">The device is checked before anything is built.</param>
    /// <param name="compilation">The losses and metrics, which need labels; null if none are needed.</param>
    /// <exception cref="KerasException">The model cannot take the data, or its columns or classes are not those of the training.</exception>
    internal ModelData Arrange(Dataset data, FitOptions options, ModelCompilation? compilation = null)
    {
        DeviceName.Resolve(options.Device);
        return WhenBuilt(data, null, () =>
        {
            ModelData arranged = DataCheck.Arrange(this, data, compilation);
            if (compilation is not null)
                Meaning.RequireSame(arranged);
            return arranged;
        });
    }

    /// <summary>Creates the variables of all layers without values; memory for them is allocated when they are assigned.</summary>
    internal void BuildWithoutValues() => Build(KnownInputShapes!.Select(shape => shape.ToArray()).ToArray(), generator: null);

    /// <summary>Sets the dtype policy of the layers that have none of their own.</summary>
    internal void UsePolicy(DtypePolicy chosen)
    {
        DtypePolicy before = Policy;
        Policy = chosen;
        try
        {
            ApplyOwnPolicy();
        }
        catch
        {
            Policy = before;
            throw;
        }
    }

    /// <summary>Throws if a device cannot compute in the layers' dtypes.</summary>
    internal void RequireSupport(Device device)
    {
        foreach (DtypePolicy policy in Policies().Distinct())
            policy.RequireSupport(device);
    }

    /// <summary>Moves the variables to a device, the trained ones into <see cref="Parameters"/>, unless they are there already.</summary>
    internal void MoveTo(Device device)
    {
        RequireSupport(device);
        IReadOnlyList<Variable> trained = TrainedVariables;
        if (Parameters?.Holds(trained, device) == true)
            return;
        FlatParameters moved = FlatParameters.Gather(trained, device, Variables.Except(trained).ToArray());
        Parameters?.Dispose();
        Parameters = moved;
    }

    /// <summary>Moves the variables to a device for evaluation or prediction, unless they are there already.</summary>
    internal void MoveVariablesTo(Device device)
    {
        RequireSupport(device);
        if (!Variables.All(variable => variable.Value.device.Is(device)))
            MoveTo(device);
    }

    /// <summary>Throws <c>AlreadyTraining</c> if the model is being trained, for what must not be called then, e.g. in a callback.</summary>
    /// <param name="what">What cannot be done, e.g. <c>be built</c>.</param>
    internal void RequireIdle(string what)
    {
        string? state = Session.IsRunning ? "is being trained"
            : TrainedIn is not null ? $"is part of the model '{TrainedIn}', which is being trained"
            : ActiveRuns > 0 ? "is being evaluated, or computes predictions" : null;
        if (state is not null)
            throw new KerasException("AlreadyTraining", $"The model '{Name}' {state}, so it cannot {what} before that has ended.", this);
    }

    /// <summary>Changes the learning rate; during a training the history records which callback did.</summary>
    internal void ChangeLearningRate(Action<Optimizer> change)
    {
        Optimizer optimizer = RequireCompilation().Optimizer;
        double before = optimizer.LearningRate;
        change(optimizer);
        if (Session.IsRunning && optimizer.LearningRate != before)
            History!.NoteLearningRate(before, optimizer.LearningRate, Session.CurrentCallback?.Title ?? "the caller");
    }

    /// <summary>Throws, before a training, if a schedule controls the learning rate, for callbacks that are going to set it.</summary>
    internal void RequireSettableLearningRate() => RequireCompilation().Optimizer.RequireSettableLearningRate();

    /// <summary>Applies the model's dtype policy to the layers, unless it is the default.</summary>
    private void ApplyOwnPolicy()
    {
        ApplyPolicy(Policy.Name == "float32" && Layers.All(layer => layer.Dtype is null) ? null : Policy);
        Parameters?.Dispose();
        Parameters = null;
    }

    internal ModelCompilation RequireCompilation() => Compilation ?? throw new KerasException(
        "NotInitialized", $"The model '{Name}' has no optimizer and loss yet; run Initialize-Model first.");
}
