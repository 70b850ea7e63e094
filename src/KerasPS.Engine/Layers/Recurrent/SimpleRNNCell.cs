using KerasPS.Activations;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// One time step of <see cref="SimpleRNN"/>: <c>h' = activation(x · kernel + bias + h · recurrent_kernel)</c>. Input <c>(in)</c>;
/// outputs <c>(units)</c> and the state, which is the same.
/// </summary>
/// <remarks>The kernel is <c>(in, units)</c>, the recurrent kernel <c>(units, units)</c>, the bias <c>(units)</c>.</remarks>
/// <param name="units">The number of output units.</param>
/// <param name="activation">The activation; <c>tanh</c> by default, <c>linear</c> for none.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <example>
/// <code>
/// New-RNNLayer (New-SimpleRNNCellLayer 16)
/// </code>
/// A recurrent layer of it.
/// </example>
/// <example>
/// <code>
/// New-StackedRNNCellsLayer (New-SimpleRNNCellLayer 16), (New-SimpleRNNCellLayer 8)
/// </code>
/// The first of two cells at each time step.
/// </example>
public sealed class SimpleRNNCell(
    int units,
    ActivationFunction? activation = null,
    bool useBias = true)
    : KernelCell(units, activation, useBias)
{
    private protected override int Gates => 1;

    private protected override CellPass Begin(GateKernel input, GateKernel recurrent, Tensor? bias)
    {
        bool isUsual = Activation is Tanh && recurrent.IsWhole;
        return new CellPass(x => bias is null ? input.Apply(x) : input.AddTo(bias, x), Step, isUsual ? Sequence : null);

        (Tensor, Tensor[]) Sequence(Tensor x, Tensor[] states) =>
            SequenceOperations.SimpleRNN(input.Dropped(x), states, input.Values, recurrent.Values, bias ?? NoBias(x));

        (Tensor, Tensor[]) Step(Tensor x, Tensor[] states)
        {
            Tensor h = Activation.Call(recurrent.AddTo(x, states[0]));
            return (h, [h]);
        }
    }
}
