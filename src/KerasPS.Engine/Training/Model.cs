using KerasPS.Configuration;
using KerasPS.Data;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Optimizers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>The base of models: layers with their variables, and training, evaluation and prediction with them.</summary>
public abstract class Model
{
    private History? running;

    private protected Model(string name) => Name = name;

    /// <summary>The model's name.</summary>
    public string Name { get; set; }

    /// <summary>Keras's class name, e.g. <c>Sequential</c>.</summary>
    public string ModelType => GetType().Name;

    /// <summary>The layers in order.</summary>
    public abstract IReadOnlyList<Layer> Layers { get; }

    /// <summary>The shape of one input sample; null while it is not known.</summary>
    public abstract IReadOnlyList<long>? InputShape { get; }

    /// <summary>The shape of one sample's output; null before the model is built.</summary>
    public IReadOnlyList<long>? OutputShape => IsBuilt ? Layers[^1].OutputShape : null;

    /// <summary>Whether all layers have their variables.</summary>
    public bool IsBuilt => Layers.Count > 0 && Layers.All(layer => layer.IsBuilt);

    /// <summary>The optimizer, loss and metrics; null before <see cref="Compile"/>.</summary>
    public ModelCompilation? Compilation { get; private set; }

    /// <summary>The last training's record; null before any.</summary>
    public History? History { get; private set; }

    /// <summary>The names of the classes, in the order of the outputs; from the training data.</summary>
    public IReadOnlyList<string> ClassName { get; internal set; } = [];

    /// <summary>How rows of named columns become features; from the training data, null where that was no table.</summary>
    public FeatureEncoding? FeatureEncoding { get; internal set; }

    /// <summary>Set to true to end training after the current batch; validation and the epoch's end still happen.</summary>
    public bool StopTraining
    {
        get => RequestedStop is not null;
        set
        {
            if (value)
            {
                RequestStop(StopReason.Callback, "");
                return;
            }

            RequestedStop = null;
            if (History is not null)
                History.StopMessage = "";
        }
    }

    /// <summary>The learning rate of the optimizer.</summary>
    public double LearningRate
    {
        get => RequireCompilation().Optimizer.LearningRate;
        set => RequireCompilation().Optimizer.LearningRate = value;
    }

    /// <summary>All variables, layer by layer, in Keras's order.</summary>
    public IReadOnlyList<Variable> Variables => Layers.SelectMany(layer => layer.Variables).ToArray();

    /// <summary>The number of values in all variables.</summary>
    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    internal StopReason? RequestedStop { get; private set; }

    internal FlatParameters? Parameters { get; private set; }

    internal Generator? Generator { get; private set; }

    internal IReadOnlyList<Variable> RegularizedVariables { get; private set; } = [];

    internal IReadOnlyList<Variable> UntrainedVariables { get; private set; } = [];

    /// <summary>Sets what the model is trained with.</summary>
    /// <param name="optimizer">The optimizer; <c>rmsprop</c> by default, as in Keras.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="metrics">Metrics without weights: names, specifications or objects.</param>
    /// <param name="weightedMetrics">Metrics that use sample weights.</param>
    public void Compile(
        Optimizer? optimizer = null,
        Loss? loss = null,
        IEnumerable<object>? metrics = null,
        IEnumerable<object>? weightedMetrics = null)
    {
        if (loss is null)
        {
            throw new KerasException(
                "MissingArgument",
                KerasErrorKind.InvalidArgument,
                $"A loss is needed. {NearestName.Hint("", KerasRegistry.NamesOf(typeof(Loss)))}");
        }

        Compilation = new ModelCompilation(optimizer ?? new RMSprop(), loss, metrics ?? [], weightedMetrics ?? []);
    }

    /// <summary>Trains. Everything is checked at once; each epoch is trained when the next one is read.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <returns>The epochs. Stopping to read them ends the training in order.</returns>
    /// <exception cref="KerasException">Data, options or callbacks do not fit the model.</exception>
    public IEnumerable<EpochLog> Fit(Dataset data, FitOptions? options = null) =>
        new FitLoop(this, data, options ?? new FitOptions()).Epochs();

    /// <summary>Computes the loss and metrics on data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">Batch size, steps (as <see cref="FitOptions.StepsPerEpoch"/>), callbacks, device and output are used.</param>
    /// <returns>The loss, then the metrics in the order in which they were given.</returns>
    public IReadOnlyList<KeyValuePair<string, double>> Evaluate(Dataset data, FitOptions? options = null)
    {
        options ??= new FitOptions();
        ModelCompilation compilation = RequireCompilation();
        CallbackList callbacks = Prepare(data, options, out Device device, out int threads);
        try
        {
            DataCheck.SameMeaning(FeatureEncoding?.FeatureName ?? [], ClassName, data);
            DataCheck.Labels(this, data, compilation);
            using EvaluateLoop loop = new(
                this, new BatchSource(data, options.BatchSize, device), callbacks, options.StepsPerEpoch, options.CancellationToken);
            return loop.Run();
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>Computes the outputs for data.</summary>
    /// <param name="data">The data; labels are not needed.</param>
    /// <param name="options">Batch size, callbacks, device and output are used.</param>
    public Prediction Predict(Dataset data, FitOptions? options = null)
    {
        options ??= new FitOptions();
        CallbackList callbacks = Prepare(data, options, out Device device, out int threads);
        try
        {
            using BatchSource source = new(data, options.BatchSize, device);
            return new PredictLoop(this, source, callbacks, options.CancellationToken).Run();
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>Makes the variables of all layers.</summary>
    /// <param name="inputShape">The shape of one sample.</param>
    /// <param name="seed">Where random first values come from; null draws a seed.</param>
    public void Build(IReadOnlyList<long> inputShape, long? seed = null)
    {
        using Generator generator = new((ulong)(seed ?? KerasRandom.NextSeed()));
        BuildLayers(inputShape.ToArray(), generator);
        Parameters?.Dispose();
        Parameters = null;
    }

    /// <summary>Computes outputs.</summary>
    /// <param name="input">A batch of samples.</param>
    /// <param name="context">How the model is being called.</param>
    public abstract Tensor Call(Tensor input, CallContext context);

    private protected abstract void BuildLayers(long[] inputShape, Generator generator);

    internal void EnsureBuilt(IReadOnlyList<long>? dataShape = null, long? seed = null)
    {
        if (IsBuilt)
            return;
        IReadOnlyList<long> shape = InputShape ?? dataShape ?? throw new KerasException(
            "NotBuilt",
            KerasErrorKind.InvalidOperation,
            $"The shape of the samples that the model '{Name}' takes is not known yet; give -InputShape, or train it first.");
        Build(shape, seed);
    }

    /// <summary>Takes over what the training data knows about its columns and classes.</summary>
    internal void Learn(Dataset data)
    {
        ClassName = data.ClassName;
        FeatureEncoding = data.FeatureEncoding;
    }

    /// <summary>Moves the variables to a device, the trained ones into flat parameters.</summary>
    internal void Place(Device device)
    {
        Variable[] trained = Layers.Where(layer => layer.Trainable).SelectMany(layer => layer.Variables).Where(v => v.IsTrainable).ToArray();
        bool isPlaced = Parameters is not null
            && Parameters.Values.device.ToString() == device.ToString()
            && Parameters.Variables.SequenceEqual(trained);
        if (isPlaced)
            return;
        Parameters?.Dispose();
        Parameters = FlatParameters.Gather(trained, device);
        UntrainedVariables = Variables.Except(trained).ToArray();
        RegularizedVariables = trained.Where(v => v.Regularizer is not null).ToArray();
        using IDisposable noGrad = no_grad();
        foreach (Variable variable in UntrainedVariables)
            variable.MoveTo(variable.Value.detach().to(device, copy: true));
    }

    /// <summary>Refuses a second training while one is going on, e.g. one that a callback begins.</summary>
    internal void RequireIdle()
    {
        if (running is not null)
            throw new KerasException("AlreadyTraining", KerasErrorKind.InvalidOperation, $"The model '{Name}' is being trained; train it again when that has ended.", this);
    }

    internal void EndTraining(History history)
    {
        if (ReferenceEquals(running, history))
            running = null;
    }

    internal void BeginTraining(History history, long seed)
    {
        RequireIdle();
        running = history;
        History = history;
        RequestedStop = null;
        Generator?.Dispose();
        Generator = new Generator((ulong)seed, Parameters!.Values.device);
    }

    /// <summary>Ends training after the current batch. The first reason given is the one that counts.</summary>
    internal void RequestStop(StopReason reason, string message)
    {
        if (RequestedStop is not null)
            return;
        RequestedStop = reason;
        if (History is not null)
            History.StopMessage = message;
    }

    private CallbackList Prepare(Dataset data, FitOptions options, out Device device, out int threads)
    {
        device = DeviceName.Resolve(options.Device);
        EnsureBuilt(data.FeatureShape);
        DataCheck.Features(this, data);
        Place(device);
        Generator ??= new Generator((ulong)KerasRandom.NextSeed(), device);
        threads = ThreadPolicy.Apply(options.Threads, this, options.BatchSize);
        int steps = (data.Count + options.BatchSize - 1) / options.BatchSize;
        return new CallbackList(options.Callbacks, this, 1, steps, options.Output);
    }

    private ModelCompilation RequireCompilation() => Compilation ?? throw new KerasException(
        "NotInitialized",
        KerasErrorKind.InvalidOperation,
        $"The model '{Name}' has no optimizer and loss yet; run Initialize-Model first.");
}
