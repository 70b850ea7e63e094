using System.ComponentModel;
using System.Text.RegularExpressions;
using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// The base of optimizers with a rule of their own. In this order, all on the model's flat parameters: the scale of the loss is
/// taken out of the gradients, they are accumulated and clipped, the weights decay, the rule of the derived class changes them, their
/// moving average follows, and constraints are kept.
/// </summary>
public abstract class GradientOptimizer : Optimizer
{
    private OptimizerSlots? slots;
    private Tensor? average;
    private Tensor? accumulator;
    private Variable[] constrained = [];
    private Regex? withoutDecay;
    private bool isAverageNews;
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

    /// <summary>The share of each weight, times the learning rate, that is taken away before a step; null for none.</summary>
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

    /// <summary>Whether to keep a moving average of the weights, which the model has after the training. It can be set until training begins.</summary>
    [KerasArgument]
    [DefaultValue(false)]
    public bool UseEma { get; set => field = BeforeTraining(value, nameof(UseEma)); }

    /// <summary>The share of the moving average that is kept in each step, 0.99 by default.</summary>
    [KerasArgument]
    public double EmaMomentum { get; set => field = Require.Fraction(value, ClassName, nameof(EmaMomentum)); } = 0.99;

    /// <summary>After every so many steps the weights become their moving average; null for only after the training.</summary>
    [KerasArgument]
    public int? EmaOverwriteFrequency { get; set => field = value is { } steps ? Require.Positive(steps, ClassName, nameof(EmaOverwriteFrequency)) : null; }

    /// <summary>What the loss is multiplied by, so that small gradients do not vanish in half precision; the gradients are divided by it again. Null for nothing.</summary>
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

    /// <summary>Whether <see cref="WeightDecay"/> is that of every variable.</summary>
    private protected virtual bool DecaysAlike => withoutDecay is null;

    /// <summary>Spares variables the weight decay, in place of those named before.</summary>
    /// <param name="variableNames">Regular expressions; a variable is spared where one is found in its name, e.g. <c>bias</c>. None: all decay.</param>
    public void ExcludeFromWeightDecay(params string[] variableNames)
    {
        withoutDecay = NamePattern.Any(variableNames, ClassName, nameof(variableNames));
        ExcludedFromWeightDecay = variableNames;
    }

    /// <inheritdoc/>
    internal sealed override IEnumerable<OptimizerSlot> State() => slots?.All() ?? [];

    /// <summary>The state as Keras's class lists its variables after the learning rate: what its files hold.</summary>
    internal virtual IEnumerable<KerasSlot> KerasState() => State().Select(KerasSlot.Of);

    /// <inheritdoc/>
    internal sealed override double LossScale => LossScaleFactor ?? 1;

    /// <inheritdoc/>
    internal sealed override void Validate()
    {
        if (new[] { Clipnorm, Clipvalue, GlobalClipnorm }.Count(c => c is not null) > 1)
        {
            throw new KerasException(
                "InvalidValue",
                KerasErrorKind.InvalidArgument,
                $"{ClassName}: only one of clipnorm, clipvalue and global_clipnorm may be set.",
                this);
        }
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
        average = UseEma ? AddSlot("average").copy_(flat.Values) : null;
        accumulator = GradientAccumulationSteps is null ? null : AddSlot("gradient_accumulator");
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
        if (accumulator is null)
        {
            UpdateVariables();
        }
        else if ((Steps + 1) % GradientAccumulationSteps!.Value != 0)
        {
            accumulator.add_(gradients);
        }
        else
        {
            gradients.add_(accumulator).div_(GradientAccumulationSteps.Value);
            UpdateVariables();
            accumulator.fill_(0);
        }

        if (average is not null)
            UpdateAverage(average);
        if (constrained.Length > 0)
            Constrain();
        Steps++;
    }

    /// <summary>Goes on after so many batches, with state that was kept.</summary>
    internal void Resume(long steps, double factor)
    {
        Steps = steps;
        LearningRateFactor = factor;
        isAverageNews = average is not null && steps > 0;
    }

    /// <summary>Whether the weights and their moving average have changed places.</summary>
    internal bool IsAverageInModel { get; set; }

    /// <summary>The weights and their moving average change places.</summary>
    internal void SwapAverage()
    {
        if (average is null)
            return;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor weights = Parameters.Values.clone();
        Parameters.Values.copy_(average);
        average.copy_(weights);
        IsAverageInModel = !IsAverageInModel;
    }

    /// <summary>The weights become their moving average, if one has been kept since they last did.</summary>
    internal void TakeAverage()
    {
        if (average is null || !isAverageNews)
            return;
        using IDisposable noGrad = no_grad();
        if (IsAverageInModel)
            average.copy_(Parameters.Values);
        else
            Parameters.Values.copy_(average);
        (isAverageNews, IsAverageInModel) = (false, false);
    }

    /// <summary>Makes the slots, e.g. with <see cref="AddSlot(string)"/>.</summary>
    private protected abstract void CreateSlots();

    /// <summary>The rule: changes the weights in place.</summary>
    /// <param name="w">All weights.</param>
    /// <param name="g">Their gradients, which may be overwritten.</param>
    /// <param name="lr">The learning rate of this step.</param>
    private protected abstract void Update(Tensor w, Tensor g, float lr);

    /// <summary>The weight decay of a variable; null for none.</summary>
    private protected virtual double? DecayOf(Variable variable) => WeightDecay;

    /// <summary>A tensor of state, one value a weight, zeros.</summary>
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
        Tensor[] unreached = Array.ConvertAll(Parameters.UnusedParameters.ToArray(), variable => variable.Value.clone());
        if (!DecaysAlike)
            DecayEach(lr);
        else if (WeightDecay is { } decay)
            Parameters.Values.mul_(1 - (decay * lr));
        Update(Parameters.Values, Parameters.Gradients, lr);
        foreach ((Variable variable, Tensor before) in Parameters.UnusedParameters.Zip(unreached))
            variable.Value.copy_(before);
    }

    private void DecayEach(float lr)
    {
        foreach ((Variable variable, long offset) in Parameters.Offsets())
        {
            if (DecayOf(variable) is { } decay && withoutDecay?.IsMatch(variable.Name) is not true)
                Parameters.Values.narrow(0, offset, variable.Count).mul_(1 - (decay * lr));
        }
    }

    private void UpdateAverage(Tensor mean)
    {
        double kept = Iterations == 0 ? 0 : EmaMomentum;
        mean.mul_(kept).add_(Parameters.Values, 1 - kept);
        isAverageNews = true;
        if (EmaOverwriteFrequency is { } frequency && (Iterations + 1) % frequency == 0)
            Parameters.Values.copy_(mean);
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
        : throw new KerasException(
            "AlreadyTraining",
            KerasErrorKind.InvalidOperation,
            $"{ClassName}: {KerasNaming.ToSnakeCase(argument)} can be set only before the optimizer trains; make a new optimizer.",
            this);
}
