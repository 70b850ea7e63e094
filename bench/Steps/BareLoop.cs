using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Bench;

/// <summary>
/// The operations of a training step, with sparse categorical cross-entropy and Adam, written down with nothing around them: what the training loop is
/// measured against.
/// </summary>
internal sealed class BareLoop
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-7;

    private readonly Workload workload;
    private readonly Tensor features;
    private readonly Tensor labels;
    private readonly Tensor weights;
    private readonly Tensor gradients;
    private readonly Tensor mean;
    private readonly Tensor square;
    private readonly Tensor lossTotal;
    private readonly Tensor[] variables;
    private int epochs;
    private long iterations;

    public BareLoop(Workload workload)
    {
        this.workload = workload;

        // The model is made first, as what the engine sets for libtorch has to be there when that is loaded.
        IReadOnlyList<Variable> model = workload.Model("float32").Variables;
        set_num_threads(workload.Threads);
        features = frombuffer(workload.Features(), ScalarType.Float32).view([workload.Samples, .. workload.Shape]);
        labels = frombuffer(workload.Labels(), ScalarType.Float32);
        long count = model.Sum(variable => variable.Count);
        (weights, gradients, mean, square, lossTotal) = (zeros([count]), zeros([count]), zeros([count]), zeros([count]), zeros([]));
        long offset = 0;
        variables = model.Select(variable => Take(variable, ref offset)).ToArray();
    }

    /// <summary>Trains an epoch.</summary>
    /// <returns>The mean loss of the samples.</returns>
    public double Epoch()
    {
        lossTotal.zero_();
        using Generator generator = new((ulong)epochs++);
        using Tensor order = randperm(workload.Samples, generator: generator);
        for (long start = 0; start < workload.Samples; start += workload.BatchSize)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor chosen = order.narrow(0, start, workload.BatchSize);
            Step(features.index_select(0, chosen), labels.index_select(0, chosen));
        }

        return lossTotal.item<float>() / workload.Samples;
    }

    private void Step(Tensor x, Tensor y)
    {
        Tensor predicted = workload.Forward!(x, variables).softmax(-1);
        Tensor logProbability = (predicted / predicted.sum(-1, keepdim: true)).clamp(Epsilon, 1 - Epsilon).log();
        Tensor loss = logProbability.gather(-1, y.to_type(ScalarType.Int64).unsqueeze(-1)).squeeze(-1).neg().mean();
        gradients.zero_();
        loss.backward();
        using IDisposable noGrad = no_grad();
        iterations++;
        double rate = 0.001 * Math.Sqrt(1 - Math.Pow(Beta2, iterations)) / (1 - Math.Pow(Beta1, iterations));
        mean.mul_(Beta1).add_(gradients, 1 - Beta1);
        square.mul_(Beta2).addcmul_(gradients, gradients, 1 - Beta2);
        weights.addcdiv_(mean, square.sqrt().add_(Epsilon), -rate);
        lossTotal.add_(loss, x.size(0));
    }

    private Tensor Take(Variable of, ref long offset)
    {
        using IDisposable noGrad = no_grad();
        Tensor variable = weights.narrow(0, offset, of.Count).view([.. of.Shape]).copy_(of.Value).detach().requires_grad_();
        variable.grad = gradients.narrow(0, offset, of.Count).view([.. of.Shape]);
        offset += of.Count;
        return variable;
    }
}
