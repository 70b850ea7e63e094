using System.Text.RegularExpressions;
using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// The base of optimizers that have an update rule. One step, on the model's flat parameters, in this order: gradients are divided by the loss scale,
/// accumulated and clipped, weight decay is applied, the derived class updates the weights, the
/// moving average is updated, and constraints are applied.
/// </summary>
public abstract class GradientOptimizer : Optimizer
{
    private OptimizerSlots? slots;
    private WeightAverage? average;
    private GradientAccumulator? accumulator;
    private Variable[] constrained = [];
    private Regex? withoutDecay;
    private float learningRate;
    private float learningRateFactor = 1;

    private protected GradientOptimizer(LearningRate learningRate)
    {
        Schedule = learningRate.Schedule;
        this.learningRate = RateOf(learningRate.Value);
    }

    /// <inheritdoc/>
    public sealed override LearningRateSchedule? Schedule { get; }

    /// <inheritdoc/>
    public sealed override double LearningRate
    {
        get => Schedule is { } schedule ? schedule.Call(Steps) * learningRateFactor : learningRate;
        set
        {
            RequireSettableLearningRate();
            learningRate = RateOf(value);
        }
    }

    /// <inheritdoc/>
    public sealed override double LearningRateFactor
    {
        get => learningRateFactor;
        internal set => learningRateFactor = (float)Require.NotNegative(value, ClassName, nameof(LearningRateFactor));
    }

    /// <inheritdoc/>
    public sealed override long Iterations => Steps / (GradientAccumulationSteps ?? 1);

    /// <summary>The weight decay: before a step, this fraction of each weight, times the learning rate, is subtracted; null for none.</summary>
    [KerasArgument]
    public virtual double? WeightDecay { get; set => field = value is { } decay ? Require.NotNegative(decay, ClassName, nameof(WeightDecay)) : null; }

    /// <summary>The largest norm of each variable's gradient; a larger one is scaled down. Null for none.</summary>
    [KerasArgument]
    public double? Clipnorm { get; set => field = Limit(value, nameof(Clipnorm)); }

    /// <summary>The largest absolute value of a gradient; null for none.</summary>
    [KerasArgument]
    public double? Clipvalue { get; set => field = Limit(value, nameof(Clipvalue)); }

    /// <summary>The largest norm of all gradients together; null for none.</summary>
    [KerasArgument]
    public double? GlobalClipnorm { get; set => field = Limit(value, nameof(GlobalClipnorm)); }

    /// <summary>Whether to keep a moving average of the weights, to which the weights are set after the training. It can be set until training begins.</summary>
    [KerasArgument]
    public bool UseEma { get; set => field = BeforeTraining(value, nameof(UseEma)); }

    /// <summary>The momentum of the moving average: the fraction that is kept in each step, 0.99 by default.</summary>
    [KerasArgument]
    public double EmaMomentum { get; set => field = Require.Fraction(value, ClassName, nameof(EmaMomentum)); } = 0.99;

    /// <summary>The number of steps after which the weights are set to their moving average; null for only after the training.</summary>
    [KerasArgument]
    public int? EmaOverwriteFrequency { get; set => field = value is { } steps ? Require.Positive(steps, ClassName, nameof(EmaOverwriteFrequency)) : null; }

    /// <summary>The loss scale, by which the loss is multiplied so that small gradients do not vanish in half precision; the gradients are divided by it again. Null for nothing.</summary>
    [KerasArgument]
    public double? LossScaleFactor { get; set => field = Limit(value, nameof(LossScaleFactor)); }

    /// <summary>The number of batches, 2 or more, whose mean gradient makes one step; null for a step after each batch. It can be set until training begins.</summary>
    [KerasArgument]
    public int? GradientAccumulationSteps
    {
        get;
        set => field = BeforeTraining(value is { } steps ? Require.NotBelow(2, steps, ClassName, nameof(GradientAccumulationSteps)) : value, nameof(GradientAccumulationSteps));
    }

    /// <summary>The patterns of <see cref="ExcludeFromWeightDecay"/>.</summary>
    public IReadOnlyList<string> ExcludedFromWeightDecay { get; private set; } = [];

    /// <inheritdoc/>
    internal sealed override GradientOptimizer Innermost => this;

    /// <summary>The number of batches trained, each one counted also where gradients are accumulated.</summary>
    internal long Steps { get; private set; }

    private protected FlatParameters Parameters => slots!.Parameters;

    /// <summary>Whether <see cref="WeightDecay"/> applies to every variable.</summary>
    private protected virtual bool DecaysAllVariables => withoutDecay is null;

    /// <summary>Excludes variables from weight decay, in place of those named before.</summary>
    /// <param name="variableNames">Regular expressions; a variable is excluded where one matches in its name, e.g. <c>bias</c>. None: all decay.</param>
    public void ExcludeFromWeightDecay(params string[] variableNames)
    {
        withoutDecay = NamePattern.Any(variableNames, ClassName, nameof(variableNames));
        ExcludedFromWeightDecay = variableNames;
    }

    /// <inheritdoc/>
    internal sealed override IEnumerable<OptimizerSlot> State() => slots?.All() ?? [];

    /// <summary>The state in the order of the variables of Keras's class, without iterations and learning rate: what its files hold.</summary>
    internal virtual IEnumerable<KerasSlot> KerasState() => State().Select(KerasSlot.Of);

    /// <inheritdoc/>
    internal sealed override double LossScale => LossScaleFactor ?? 1;

    /// <inheritdoc/>
    internal sealed override void Validate()
    {
        if (slots?.Parameters.Variables.FirstOrDefault(variable => variable.TrainedIn is not null) is { TrainedIn: { } model })
            throw new KerasException("AlreadyTraining", $"The model '{model}' is being trained with this optimizer, {ClassName}; make another one.", this);
        if (new[] { Clipnorm, Clipvalue, GlobalClipnorm }.Count(c => c is not null) > 1)
            throw KerasException.InvalidValue(ClassName, "only one of clipnorm, clipvalue and global_clipnorm may be set.", this);
    }

    /// <inheritdoc/>
    internal sealed override void Attach(FlatParameters flat)
    {
        if (ReferenceEquals(slots?.Parameters, flat))
            return;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        OptimizerSlots? earlier = slots;
        slots = new OptimizerSlots(flat);
        (bool isSwapped, bool hasUpdates) = (average?.IsSwapped ?? false, average?.HasUpdates ?? false);
        average = UseEma ? new WeightAverage(flat.Values, AddSlot("average").copy_(flat.Values)) { IsSwapped = isSwapped, HasUpdates = hasUpdates } : null;
        accumulator = GradientAccumulationSteps is { } batches ? new GradientAccumulator(AddSlot("gradient_accumulator"), batches) : null;
        constrained = flat.Variables.Where(v => v.Constraint is not null).ToArray();
        CreateSlots();
        if (earlier is null)
            return;
        if (earlier.Parameters.Variables.Intersect(flat.Variables).Any())
            slots.CopyFrom(earlier);
        else
            Steps = 0;
        earlier.Dispose();
    }

    /// <inheritdoc/>
    internal sealed override void Apply()
    {
        Tensor gradients = Parameters.Gradients;
        if (LossScaleFactor is { } factor)
            gradients.div_(factor);
        if (accumulator?.Add(gradients, Steps) ?? true)
        {
            UpdateVariables();
            accumulator?.Reset();
        }

        average?.Add(Iterations == 0 ? 0 : EmaMomentum, EmaOverwriteFrequency is { } frequency && (Iterations + 1) % frequency == 0);
        if (constrained.Length > 0)
            Constrain();
        Steps++;
    }

    /// <summary>Resumes after a number of batches, with state that was restored.</summary>
    internal void Resume(long steps, double factor)
    {
        Steps = steps;
        LearningRateFactor = factor;
        if (average is not null)
            average.HasUpdates = steps > 0;
    }

    /// <summary>The moving average of the weights; null where none is kept, and before training.</summary>
    internal WeightAverage? Average => average;

    /// <summary>Makes the slots, e.g. with <see cref="AddSlot(string)"/>.</summary>
    private protected abstract void CreateSlots();

    /// <summary>The rule: changes the weights in place.</summary>
    /// <param name="w">All weights.</param>
    /// <param name="g">Their gradients, which may be overwritten.</param>
    /// <param name="lr">The learning rate of this step.</param>
    private protected abstract void Update(Tensor w, Tensor g, float lr);

    /// <summary>The weight decay of a variable; null for none.</summary>
    private protected virtual double? DecayOf(Variable variable) => WeightDecay;

    /// <summary>A tensor of state, one value per weight, zeros.</summary>
    private protected Tensor AddSlot(string name) => slots!.AddFlat(name)[0];

    /// <summary>Two tensors of state, which Keras lists variable by variable.</summary>
    private protected (Tensor First, Tensor Second) AddSlots(string first, string second) =>
        slots!.AddFlat(first, second) is [var one, var other] ? (one, other) : default;

    /// <summary>A tensor of state of one variable, zeros.</summary>
    private protected Tensor AddSlot(string name, Variable variable, IEnumerable<long> shape) => slots!.Add(name, variable, shape.ToArray());

    /// <summary>A number of the optimizer's state, which is always on the CPU.</summary>
    private protected Tensor AddNumber(string name, double initial) => slots!.AddNumber(name, initial);

    private void UpdateVariables()
    {
        float lr = (float)LearningRate;
        if (Clipvalue is { } limit)
            GradientClip.ByValue(Parameters, limit);
        else if (GlobalClipnorm is { } global)
            GradientClip.ByGlobalNorm(Parameters, global);
        else if (Clipnorm is { } each)
            GradientClip.ByNorm(Parameters, each);
        Tensor[] unused = Array.ConvertAll(Parameters.UnusedParameters.ToArray(), variable => variable.Value.clone());
        if (!DecaysAllVariables)
            DecayPerVariable(lr);
        else if (WeightDecay is { } decay)
            Parameters.Values.mul_(1 - (decay * lr));
        Update(Parameters.Values, Parameters.Gradients, lr);
        foreach ((Variable variable, Tensor before) in Parameters.UnusedParameters.Zip(unused))
            variable.Value.copy_(before);
    }

    private void DecayPerVariable(float lr)
    {
        foreach ((Variable variable, long offset) in Parameters.Offsets())
        {
            if (DecayOf(variable) is { } decay && withoutDecay?.IsMatch(variable.Name) is not true)
                Parameters.Values.narrow(0, offset, variable.Count).mul_(1 - (decay * lr));
        }
    }

    private void Constrain()
    {
        foreach (Variable variable in constrained.Except(Parameters.UnusedParameters))
            variable.Value.copy_(variable.Constraint!.Apply(variable.Value));
    }

    private float RateOf(double value) => (float)Require.NotNegative(value, ClassName, nameof(LearningRate));

    private double? Limit(double? value, string argument) => value is { } limit ? Require.Positive(limit, ClassName, argument) : null;

    private T BeforeTraining<T>(T value, string argument) => slots is null
        ? value
        : throw new KerasException("AlreadyTraining", $"{ClassName}: {KerasNaming.ToSnakeCase(argument)} can be set only before the optimizer trains; make a new optimizer.", this);
}
