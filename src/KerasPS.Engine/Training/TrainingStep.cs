using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>One step of training: outputs, loss, gradients, the optimizer's step, metrics.</summary>
internal sealed class TrainingStep(Model model)
{
    private readonly ModelCompilation compilation = model.Compilation!;
    private readonly bool hasTrainedVariables = model.Parameters!.Variables.Count > 0;

    /// <summary>Makes a step and takes the batch into the running values, which are those before the step.</summary>
    public void Run(Batch batch)
    {
        CallContext context = new(Training: true, model.Generator!);
        MaskedTensor[] predicted = model.Run(batch, context);
        Tensor loss = compilation.LossOf(batch, predicted, context, model.RegularizedVariables);
        if (hasTrainedVariables)
            Improve(loss);
        using IDisposable noGrad = no_grad();
        compilation.Track(batch, predicted, loss.detach());
    }

    private void Improve(Tensor loss)
    {
        model.Parameters!.Gradients.zero_();
        compilation.Optimizer.ScaleLoss(loss).backward();
        using IDisposable noGrad = no_grad();
        compilation.Optimizer.Apply();
    }
}
