using System.Text.RegularExpressions;
using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Steps along the nearest orthogonal matrix to the momentum (Jordan et al. 2024), for variables with two axes. All others, embeddings, and
/// the layers that are named to be excluded, usually the last one, are trained by AdamW.
/// </summary>
public sealed class Muon : GradientOptimizer
{
    private readonly Regex? excluded;
    private Tensor momentum = null!;
    private Tensor?[] velocities = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
    /// <param name="adamBeta1">Adam's exponential decay rate of the first moment.</param>
    /// <param name="adamBeta2">Adam's exponential decay rate of the second moment.</param>
    /// <param name="adamWeightDecay">The weight decay of the variables that Adam trains; null for none.</param>
    /// <param name="epsilon">Added to Adam's root.</param>
    /// <param name="weightDecay">The weight decay of the other variables; null for none.</param>
    /// <param name="excludeLayers">Regular expressions; Adam trains the variables in whose path, e.g. <c>dense_1/kernel</c>, one is found.</param>
    /// <param name="excludeEmbeddings">Whether Adam trains variables with <c>embedding</c> in their path.</param>
    /// <param name="muonA">The first coefficient of the polynomial that makes a matrix orthogonal.</param>
    /// <param name="muonB">Its second coefficient.</param>
    /// <param name="muonC">Its third coefficient.</param>
    /// <param name="adamLrRatio">Adam's learning rate in units of <paramref name="learningRate"/>.</param>
    /// <param name="momentum">The momentum: the fraction of it that is kept at each step.</param>
    /// <param name="nsSteps">How many times the polynomial is applied (Newton and Schulz's iteration).</param>
    /// <param name="nesterov">Whether to use Nesterov momentum.</param>
    /// <param name="rmsRate">
    /// The root mean square of a step in units of the learning rate, so that Adam's learning rates do (Liu et al. 2025); null for a step as the iteration gives it.
    /// </param>
    public Muon(
        LearningRate? learningRate = null,
        double adamBeta1 = 0.9,
        double adamBeta2 = 0.999,
        double? adamWeightDecay = 0.004,
        double epsilon = 1e-7,
        double? weightDecay = 0.004,
        string[]? excludeLayers = null,
        bool excludeEmbeddings = true,
        double muonA = 3.4445,
        double muonB = -4.7750,
        double muonC = 2.0315,
        double adamLrRatio = 1.0,
        double momentum = 0.95,
        int nsSteps = 5,
        bool nesterov = true,
        double? rmsRate = 0.2)
        : base(learningRate ?? 0.001)
    {
        AdamBeta1 = Require.Fraction(adamBeta1, ClassName, "adam_beta_1");
        AdamBeta2 = Require.Fraction(adamBeta2, ClassName, "adam_beta_2");
        AdamWeightDecay = adamWeightDecay;
        Epsilon = epsilon;
        WeightDecay = weightDecay;
        ExcludeLayers = excludeLayers ?? [];
        excluded = NamePattern.Any(ExcludeLayers, ClassName, nameof(excludeLayers));
        ExcludeEmbeddings = excludeEmbeddings;
        MuonA = muonA;
        MuonB = muonB;
        MuonC = muonC;
        AdamLrRatio = Require.NotNegative(adamLrRatio, ClassName, nameof(adamLrRatio));
        Momentum = Require.Fraction(momentum, ClassName, nameof(momentum));
        NsSteps = Require.NotNegative(nsSteps, ClassName, nameof(nsSteps));
        Nesterov = nesterov;
        RmsRate = rmsRate;
    }

    /// <summary>Adam's exponential decay rate of the first moment.</summary>
    [KerasName("adam_beta_1")]
    public double AdamBeta1 { get; }

    /// <summary>Adam's exponential decay rate of the second moment.</summary>
    [KerasName("adam_beta_2")]
    public double AdamBeta2 { get; }

    /// <summary>The weight decay of the variables that Adam trains, or null.</summary>
    public double? AdamWeightDecay { get; }

    /// <summary>Added to Adam's root.</summary>
    public double Epsilon { get; }

    /// <summary>Regular expressions for the paths of variables that Adam trains.</summary>
    public string[] ExcludeLayers { get; }

    /// <summary>Whether Adam trains embeddings.</summary>
    public bool ExcludeEmbeddings { get; }

    /// <summary>The first coefficient of the polynomial that makes a matrix orthogonal.</summary>
    public double MuonA { get; }

    /// <summary>Its second coefficient.</summary>
    public double MuonB { get; }

    /// <summary>Its third coefficient.</summary>
    public double MuonC { get; }

    /// <summary>Adam's learning rate in units of the optimizer's.</summary>
    public double AdamLrRatio { get; }

    /// <summary>The momentum: the fraction of it that is kept at each step.</summary>
    public double Momentum { get; }

    /// <summary>How many times the polynomial is applied.</summary>
    public int NsSteps { get; }

    /// <summary>Whether to use Nesterov momentum.</summary>
    public bool Nesterov { get; }

    /// <summary>The root mean square of a step in units of the learning rate, or null.</summary>
    public double? RmsRate { get; }

    private protected override bool DecaysAllVariables => false;

    private protected override double? DecayOf(Variable variable) => IsForAdam(variable) ? AdamWeightDecay : WeightDecay;

    private protected override void CreateSlots()
    {
        momentum = AddSlot("momentum");
        velocities = Parameters.Variables.Select(v => IsForAdam(v) ? AddSlot("velocity", v, v.Shape) : null).ToArray();
    }

    /// <summary>Keras makes both slots of a variable before those of the next one.</summary>
    internal override IEnumerable<KerasSlot> KerasState()
    {
        ILookup<bool, OptimizerSlot> isOfRule = State().ToLookup(slot => slot.Name is "momentum" or "velocity");
        return isOfRule[false].Concat(isOfRule[true].GroupBy(slot => slot.Variable).SelectMany(slots => slots)).Select(KerasSlot.Of);
    }

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        foreach (((Variable variable, long offset), Tensor? velocity) in Parameters.Offsets().Zip(velocities))
        {
            Tensor weight = FlatParameters.View(w, variable, offset);
            Tensor gradient = FlatParameters.View(g, variable, offset);
            Tensor mean = FlatParameters.View(momentum, variable, offset);
            if (velocity is null)
            {
                mean.mul_(Momentum).add_(gradient);
                Tensor step = Orthogonal(Nesterov ? gradient.add_(mean, Momentum) : mean);
                weight.add_(step, -lr * ScaleOf(variable));
            }
            else
            {
                AdamRule.UpdateMoments(mean, velocity, gradient, AdamBeta1, AdamBeta2);
                weight.addcdiv_(mean, velocity.sqrt().add_(Epsilon), -AdamRule.Rate(lr * (float)AdamLrRatio, AdamBeta1, AdamBeta2, Iterations + 1));
            }
        }
    }

    private bool IsForAdam(Variable variable) =>
        variable.Shape.Count != 2
        || (ExcludeEmbeddings && variable.Path.Contains("embedding", StringComparison.OrdinalIgnoreCase))
        || excluded?.IsMatch(variable.Path) is true;

    private double ScaleOf(Variable variable) => RmsRate is { } rate ? rate * Math.Sqrt(Math.Max(variable.Shape[0], variable.Shape[1])) : 1;

    /// <summary>Brings all singular values near 1 by an odd polynomial of the matrix, <c>a x + b x³ + c x⁵</c>, again and again.</summary>
    private Tensor Orthogonal(Tensor matrix)
    {
        bool isTall = matrix.shape[0] > matrix.shape[1];
        Tensor x = isTall ? matrix.t() : matrix;
        x = x / x.square().sum().sqrt_().add_(1e-7);
        for (int i = 0; i < NsSteps; i++)
        {
            Tensor square = x.mm(x.t());
            x = x.mul(MuonA).add_(square.mul(MuonB).add_(square.mm(square), MuonC).mm(x));
        }

        return isTall ? x.t() : x;
    }
}
