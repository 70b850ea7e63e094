using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Adaptive steps with little state (Shazeer and Stern 2018): of a variable with two axes or more only the mean squares of rows
/// and columns are kept. The step's size follows from that of the weights.
/// </summary>
/// <remarks>With <c>ρ = min(lr, 1 / sqrt(t))</c>: <c>w -= max(ε2, rms(w)) ρ · u / max(1, rms(u) / clip)</c>, where u is the gradient over the root of its mean square.</remarks>
/// <param name="learningRate">The largest relative step: a number or a schedule; 0.001 by default.</param>
/// <param name="beta2Decay">The exponent that says how fast the running averages become longer: the decay rate in step t is <c>1 - t^decay</c>.</param>
/// <param name="epsilon1">Added to the squares.</param>
/// <param name="epsilon2">The least size of weights to step in proportion to.</param>
/// <param name="clipThreshold">The largest root mean square of a step in units of the learning rate.</param>
/// <param name="relativeStep">
/// Whether a learning rate that is a number is at most <c>1 / sqrt(t)</c>. As in Keras that holds for every learning rate, so that this changes nothing.
/// </param>
public sealed class Adafactor(
    LearningRate? learningRate = null,
    double beta2Decay = -0.8,
    double epsilon1 = 1e-30,
    double epsilon2 = 1e-3,
    double clipThreshold = 1.0,
    bool relativeStep = true) : GradientOptimizer(learningRate ?? 0.001)
{
    private readonly List<Slots> slots = [];

    /// <summary>How fast the running averages become longer.</summary>
    [KerasName("beta_2_decay")]
    public double Beta2Decay { get; } = beta2Decay;

    /// <summary>Added to the squares.</summary>
    [KerasName("epsilon_1")]
    public double Epsilon1 { get; } = epsilon1;

    /// <summary>The least size of weights to step in proportion to.</summary>
    [KerasName("epsilon_2")]
    public double Epsilon2 { get; } = epsilon2;

    /// <summary>The largest root mean square of a step in units of the learning rate.</summary>
    public double ClipThreshold { get; } = Require.Positive(clipThreshold, nameof(Adafactor), nameof(clipThreshold));

    /// <summary>Whether a learning rate that is a number is at most <c>1 / sqrt(t)</c>, which holds for every one.</summary>
    public bool RelativeStep { get; } = relativeStep;

    private protected override void CreateSlots()
    {
        slots.Clear();
        foreach (Variable variable in Parameters.Variables)
        {
            long[] shape = variable.Shape.ToArray();
            slots.Add(shape.Length < 2
                ? new Slots(AddSlot("velocity", variable, shape), null)
                : new Slots(AddSlot("r", variable, shape[..^1]), AddSlot("c", variable, [.. shape[..^2], shape[^1]])));
        }
    }

    /// <summary>Keras keeps three arrays of each variable: scalars as rows and columns for variables of fewer axes, and the mean squares, which it recomputes in each step from them where there are.</summary>
    internal override IEnumerable<KerasSlot> KerasState() => State().SelectMany(slot => slot.Name switch
    {
        "velocity" => [new($"{slot.Path}/r", [], null), new($"{slot.Path}/c", [], null), KerasSlot.Of(slot)],
        "c" => [KerasSlot.Of(slot), new($"{slot.Path}/velocity", slot.Variable!.Shape, null)],
        _ => (KerasSlot[])[KerasSlot.Of(slot)],
    });

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        float time = Iterations + 1;
        float rate = MathF.Min(lr, 1 / MathF.Sqrt(time));
        float share = MathF.Pow(time, (float)Beta2Decay);
        foreach (((Variable variable, long offset), Slots slot) in Parameters.Offsets().Zip(slots))
        {
            Tensor weight = FlatParameters.View(w, variable, offset);
            Tensor gradient = FlatParameters.View(g, variable, offset);
            Tensor step = gradient / slot.UpdateAverage(gradient.square().add_(Epsilon1), share).sqrt();
            Tensor divisor = RootMeanSquare(step).div_(ClipThreshold).clamp_min(1);
            weight.sub_(step.mul_(RootMeanSquare(weight).clamp_min(Epsilon2).mul_(rate).div_(divisor)));
        }
    }

    private static Tensor RootMeanSquare(Tensor values) => values.square().mean().sqrt_();

    /// <summary>The running mean squares of one variable: of each value, or of rows and columns.</summary>
    private readonly record struct Slots(Tensor Rows, Tensor? Columns)
    {
        /// <summary>Updates the averages with the squares, and returns the mean square of each value.</summary>
        public Tensor UpdateAverage(Tensor squares, float share)
        {
            if (Columns is null)
                return Rows.mul_(1 - share).add_(squares, share);
            Rows.mul_(1 - share).add_(squares.mean([-1]), share);
            Columns.mul_(1 - share).add_(squares.mean([-2]), share);
            return (Rows / Rows.mean([-1], keepdim: true)).unsqueeze(-1) * Columns.unsqueeze(-2);
        }
    }
}
