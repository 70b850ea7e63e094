using System.ComponentModel;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Initializers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// One time step of <see cref="LSTM"/> (Hochreiter and Schmidhuber 1997). With <c>i, f, g, o</c> the four blocks of
/// <c>x · kernel + h · recurrent_kernel + bias</c>, activated: <c>c' = f · c + i · g</c>, <c>h' = o · activation(c')</c>. Input
/// <c>(in)</c>; outputs <c>(units)</c>, and the two states: the output again, and the carry.
/// </summary>
/// <remarks>The kernel is <c>(in, 4 units)</c>, blocks i, f, c, o, the recurrent kernel <c>(units, 4 units)</c>, the bias <c>(4 units)</c>.</remarks>
/// <param name="units">The number of output units.</param>
/// <param name="activation">The activation of the carry and of what is added to it; <c>tanh</c> by default, <c>linear</c> for none.</param>
/// <param name="recurrentActivation">The activation of the gates i, f and o; <c>sigmoid</c> by default, <c>linear</c> for none.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <example>
/// <code>
/// New-RNNLayer (New-LSTMCellLayer 16)
/// </code>
/// A recurrent layer of it.
/// </example>
/// <example>
/// <code>
/// New-StackedRNNCellsLayer (New-LSTMCellLayer 16), (New-GRUCellLayer 8)
/// </code>
/// The first of two cells at each time step.
/// </example>
public sealed class LSTMCell(
    int units,
    ActivationFunction? activation = null,
    ActivationFunction? recurrentActivation = null,
    bool useBias = true)
    : KernelCell(units, activation, useBias)
{
    /// <summary>The activation of the gates.</summary>
    public ActivationFunction RecurrentActivation { get; } = recurrentActivation ?? new Sigmoid();

    /// <summary>Whether the bias of the forget gate f begins at 1, whatever its initial values are; true by default.</summary>
    [KerasArgument(After = nameof(BiasInitializer)), DefaultValue(true)]
    public bool UnitForgetBias { get; set => field = BeforeBuild(value); } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<long> StateSize => [Units, Units];

    private protected override int Gates => 4;

    private protected override Initializer FirstBias => UnitForgetBias ? new UnitForgetBiasInitializer(BiasInitializer) : BiasInitializer;

    private protected override CellPass Begin(GateKernel input, GateKernel recurrent, Tensor? bias)
    {
        bool isUsual = Activation is Tanh && RecurrentActivation is Sigmoid && recurrent.IsWhole;
        return new CellPass(Project, Step, isUsual ? Sequence : null) { IsSequenceFasterOnCpu = true };

        Tensor Project(Tensor x) => bias is null ? input.Apply(x) : input.AddTo(bias, x);

        (Tensor, Tensor[]) Sequence(Tensor x, Tensor[] states) =>
            SequenceOperations.Lstm(input.Dropped(x), states, input.Values, recurrent.Values, bias ?? NoBias(x));

        (Tensor, Tensor[]) Step(Tensor x, Tensor[] states)
        {
            Tensor[] blocks = recurrent.AddTo(x, states[0]).chunk(4, 1);
            Tensor keep = RecurrentActivation.Call(blocks[1]).mul(states[1]);
            Tensor carry = RecurrentActivation.Call(blocks[0]).mul(Activation.Call(blocks[2])).add(keep);
            Tensor h = RecurrentActivation.Call(blocks[3]).mul(Activation.Call(carry));
            return (h, [h, carry]);
        }
    }

    /// <summary>Ones for the second of four blocks, and what another initializer gives for the others.</summary>
    private sealed class UnitForgetBiasInitializer(Initializer others) : Initializer
    {
        public override Tensor Create(long[] shape, ScalarType dtype, Generator generator)
        {
            long units = shape[0] / 4;
            return cat([others.Create([units], dtype, generator), ones([units], dtype), others.Create([2 * units], dtype, generator)]);
        }
    }
}
