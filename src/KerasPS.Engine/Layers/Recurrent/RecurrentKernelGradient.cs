using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The gradient of a kernel that the states of all time steps were multiplied with, in one product of matrices rather than one for each step.
/// It takes the inputs of all steps, gives them back, and looks at the gradients that they get.
/// </summary>
internal sealed class RecurrentKernelGradient : autograd.SingleTensorFunction<RecurrentKernelGradient>
{
    private const string States = "states";

    public override string Name => nameof(RecurrentKernelGradient);

    /// <summary>The inputs of all steps, for steps that multiply with values of the kernel that no gradient comes to.</summary>
    /// <param name="sequence">What is added to the product in each step: (time, batch, columns).</param>
    /// <param name="kernel">The kernel: (units, columns).</param>
    /// <param name="states">What each step multiplies with the kernel, (batch, units), added by the steps.</param>
    public static Tensor Follow(Tensor sequence, Tensor kernel, List<Tensor> states) => apply(sequence, kernel, states);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_data(States, vars[2]);
        return ((Tensor)vars[0]).detach();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        Tensor[] states = [.. (List<Tensor>)ctx.get_data(States)!];
        Tensor ofSteps = grad_output.narrow(0, 0, states.Length).reshape(-1, grad_output.size(2));
        return [grad_output, cat(states).t().mm(ofSteps), null!];
    }
}
