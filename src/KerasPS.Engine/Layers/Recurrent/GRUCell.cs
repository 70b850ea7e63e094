using System.ComponentModel;
using KerasPS.Activations;
using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// One time step of <see cref="GRU"/> (Cho et al. 2014): gates <c>z</c> and <c>r</c> and a candidate <c>g</c> from the three blocks of the
/// kernels; <c>h' = z · h + (1 - z) · g</c>. Input <c>(in)</c>; outputs <c>(units)</c> and the state, which is the same.
/// </summary>
/// <remarks>
/// The kernel is <c>(in, 3 units)</c>, blocks z, r, h, the recurrent kernel <c>(units, 3 units)</c>, the bias <c>(2, 3 units)</c>, or <c>(3 units)</c>
/// without resetAfter.
/// </remarks>
/// <param name="units">The number of output units.</param>
/// <param name="activation">The activation of the candidate; <c>tanh</c> by default, <c>linear</c> for none.</param>
/// <param name="recurrentActivation">The activation of the gates z and r; <c>sigmoid</c> by default, <c>linear</c> for none.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <example>
/// <code>
/// New-RNNLayer (New-GRUCellLayer 16)
/// </code>
/// A recurrent layer of it.
/// </example>
/// <example>
/// <code>
/// New-StackedRNNCellsLayer (New-GRUCellLayer 16), (New-GRUCellLayer 8)
/// </code>
/// The first of two cells at each time step.
/// </example>
public sealed class GRUCell(
    int units,
    ActivationFunction? activation = null,
    ActivationFunction? recurrentActivation = null,
    bool useBias = true)
    : KernelCell(units, activation, useBias)
{
    /// <summary>The activation of the gates.</summary>
    public ActivationFunction RecurrentActivation { get; } = recurrentActivation ?? new Sigmoid();

    /// <summary>
    /// Whether the reset gate r comes after the multiplication with the recurrent kernel, which then has a bias of its own, as in cuDNN and
    /// PyTorch; false for the gate before it, as in the first version of the paper.
    /// </summary>
    [KerasArgument(After = nameof(RecurrentDropout)), DefaultValue(true)]
    public bool ResetAfter { get; set => field = BeforeBuild(value); } = true;

    private protected override int Gates => 3;

    private protected override long[] BiasShape => ResetAfter ? [2, 3 * Units] : [3 * Units];

    private protected override CellPass Begin(GateKernel input, GateKernel recurrent, Tensor? bias)
    {
        Tensor[]? biases = ResetAfter ? bias?.unbind(0) : bias is null ? null : [bias];
        bool isUsual = Activation is Tanh && RecurrentActivation is Sigmoid && ResetAfter && recurrent.IsWhole;
        return new CellPass(
            x => biases is null ? input.Apply(x) : input.Apply(x).add(biases[0]),
            ResetAfter ? StepAndReset : ResetAndStep,
            isUsual ? Sequence : null);

        (Tensor, Tensor[]) Sequence(Tensor x, Tensor[] states) => SequenceOperations.Gru(
            input.Dropped(x), states, input.Values, recurrent.Values, biases?[0] ?? NoBias(x), biases?[1] ?? NoBias(x));

        (Tensor, Tensor[]) StepAndReset(Tensor x, Tensor[] states)
        {
            Tensor fromState = biases is null ? recurrent.Apply(states[0]) : recurrent.AddTo(biases[1], states[0]);
            Tensor[] blocks = x.chunk(3, 1);
            Tensor[] stateBlocks = fromState.chunk(3, 1);
            Tensor reset = RecurrentActivation.Call(blocks[1].add(stateBlocks[1]));
            Tensor candidate = Activation.Call(blocks[2].add(reset.mul(stateBlocks[2])));
            return Mixed(blocks[0].add(stateBlocks[0]), states[0], candidate);
        }

        (Tensor, Tensor[]) ResetAndStep(Tensor x, Tensor[] states)
        {
            Tensor h = states[0];
            Tensor[] blocks = x.chunk(3, 1);
            Tensor reset = RecurrentActivation.Call(blocks[1].add(recurrent.Apply(h, 1)));
            Tensor candidate = Activation.Call(blocks[2].add(recurrent.Apply(reset.mul(h), 2)));
            return Mixed(blocks[0].add(recurrent.Apply(h, 0)), h, candidate);
        }
    }

    private (Tensor, Tensor[]) Mixed(Tensor update, Tensor before, Tensor candidate)
    {
        Tensor h = RecurrentActivation.Call(update).mul(before.sub(candidate)).add(candidate);
        return (h, [h]);
    }
}
