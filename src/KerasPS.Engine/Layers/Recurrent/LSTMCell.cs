using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// One time step of <see cref="LSTM"/> (Hochreiter and Schmidhuber 1997). With <c>i, f, g, o</c> the four blocks of
/// <c>x · kernel + h · recurrent_kernel + bias</c>, activated: <c>c' = f · c + i · g</c>, <c>h' = o · activation(c')</c>. Input
/// <c>(in)</c>; outputs <c>(units)</c>, and the two states: the output again, and the carry.
/// </summary>
/// <param name="units">The number of outputs.</param>
/// <param name="activation">The activation of the carry and of what is added to it; <c>tanh</c> by default, <c>linear</c> for none.</param>
/// <param name="recurrentActivation">The activation of the gates i, f and o; <c>sigmoid</c> by default, <c>linear</c> for none.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">First values of the kernel <c>(in, 4 units)</c>, blocks i, f, c, o; <c>glorot_uniform</c> by default.</param>
/// <param name="recurrentInitializer">First values of the recurrent kernel <c>(units, 4 units)</c>; <c>orthogonal</c> by default.</param>
/// <param name="biasInitializer">First values of the bias <c>(4 units)</c>; <c>zeros</c> by default.</param>
/// <param name="unitForgetBias">Whether the bias of the forget gate f begins at 1, whatever the bias's first values are.</param>
/// <param name="kernelRegularizer">A penalty on the kernel; none by default.</param>
/// <param name="recurrentRegularizer">A penalty on the recurrent kernel; none by default.</param>
/// <param name="biasRegularizer">A penalty on the bias; none by default.</param>
/// <param name="kernelConstraint">What the kernel is held to; none by default.</param>
/// <param name="recurrentConstraint">What the recurrent kernel is held to; none by default.</param>
/// <param name="biasConstraint">What the bias is held to; none by default.</param>
/// <param name="dropout">The fraction of the inputs to drop in training, from 0 to 1; the same ones at all time steps.</param>
/// <param name="recurrentDropout">
/// The fraction of the state to drop in training, from 0 to 1; the same values at all time steps, but others for each gate, then
/// also of the inputs.
/// </param>
/// <param name="seed">The seed of the cell's own stream of random numbers for dropout; null (the default) takes them from the training's.</param>
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
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? recurrentInitializer = null,
    Initializer? biasInitializer = null,
    bool unitForgetBias = true,
    Regularizer? kernelRegularizer = null,
    Regularizer? recurrentRegularizer = null,
    Regularizer? biasRegularizer = null,
    Constraint? kernelConstraint = null,
    Constraint? recurrentConstraint = null,
    Constraint? biasConstraint = null,
    double dropout = 0,
    double recurrentDropout = 0,
    int? seed = null)
    : KernelCell(
        units,
        activation,
        useBias,
        kernelInitializer,
        recurrentInitializer,
        biasInitializer,
        kernelRegularizer,
        recurrentRegularizer,
        biasRegularizer,
        kernelConstraint,
        recurrentConstraint,
        biasConstraint,
        dropout,
        recurrentDropout,
        seed)
{
    /// <summary>The activation of the gates.</summary>
    public ActivationFunction RecurrentActivation { get; } = recurrentActivation ?? new Sigmoid();

    /// <summary>Whether the bias of the forget gate begins at 1.</summary>
    public bool UnitForgetBias { get; } = unitForgetBias;

    /// <inheritdoc/>
    public override IReadOnlyList<long> StateSize => [Units, Units];

    private protected override int Gates => 4;

    private protected override Initializer FirstBias => UnitForgetBias ? new OneForForgetting(BiasInitializer) : BiasInitializer;

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
    private sealed class OneForForgetting(Initializer others) : Initializer
    {
        public override Tensor Create(long[] shape, ScalarType dtype, Generator generator)
        {
            long units = shape[0] / 4;
            return cat([others.Create([units], dtype, generator), ones([units], dtype), others.Create([2 * units], dtype, generator)]);
        }
    }
}
