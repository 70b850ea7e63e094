using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Bench;

/// <summary>
/// The operations of a training step of Dense(128, relu), Dense(10, softmax) with sparse categorical cross-entropy, accuracy and
/// Adam, written down with nothing around them: what the training loop is measured against.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-7;

    private readonly Tensor features;
    private readonly Tensor labels;
    private readonly int batchSize;
    private readonly Tensor weights;
    private readonly Tensor gradients;
    private readonly Tensor mean;
    private readonly Tensor square;
    private readonly Tensor lossTotal = zeros([]);
    private readonly Tensor accuracyTotal = zeros([]);
    private readonly Tensor kernel1;
    private readonly Tensor bias1;
    private readonly Tensor kernel2;
    private readonly Tensor bias2;
    private long iterations;

    public BareLoop(float[] features, float[] labels, int inputs, int hidden, int outputs, int batchSize)
    {
        this.batchSize = batchSize;
        this.features = frombuffer(features, ScalarType.Float32).view(labels.Length, inputs);
        this.labels = frombuffer(labels, ScalarType.Float32);
        int count = (inputs * hidden) + hidden + (hidden * outputs) + outputs;
        weights = zeros([count]);
        gradients = zeros([count]);
        mean = zeros([count]);
        square = zeros([count]);
        long offset = 0;
        kernel1 = Variable(ref offset, inputs, hidden);
        bias1 = Variable(ref offset, hidden);
        kernel2 = Variable(ref offset, hidden, outputs);
        bias2 = Variable(ref offset, outputs);
        kernel1.detach().normal_(0, 0.05);
        kernel2.detach().normal_(0, 0.05);
    }

    public void Epoch(int epoch)
    {
        lossTotal.zero_();
        accuracyTotal.zero_();
        long count = labels.size(0);
        using Generator generator = new((ulong)epoch);
        using Tensor order = randperm(count, generator: generator);
        for (long start = 0; start < count; start += batchSize)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor chosen = order.narrow(0, start, Math.Min(batchSize, count - start));
            Step(features.index_select(0, chosen), labels.index_select(0, chosen));
        }

        _ = lossTotal.item<float>() / count;
        _ = accuracyTotal.item<float>() / count;
    }

    public void Dispose()
    {
        foreach (Tensor tensor in new[] { features, labels, weights, gradients, mean, square, lossTotal, accuracyTotal, kernel1, bias1, kernel2, bias2 })
            tensor.Dispose();
    }

    private void Step(Tensor x, Tensor y)
    {
        Tensor hidden = nn.functional.relu(bias1.addmm(x, kernel1));
        Tensor predicted = bias2.addmm(hidden, kernel2).softmax(-1);
        Tensor logProbability = (predicted / predicted.sum(-1, keepdim: true)).clamp(Epsilon, 1 - Epsilon).log();
        Tensor classes = y.to_type(ScalarType.Int64);
        Tensor loss = logProbability.gather(-1, classes.unsqueeze(-1)).squeeze(-1).neg().mean();
        gradients.zero_();
        loss.backward();
        using IDisposable noGrad = no_grad();
        iterations++;
        double rate = 0.001 * Math.Sqrt(1 - Math.Pow(Beta2, iterations)) / (1 - Math.Pow(Beta1, iterations));
        mean.mul_(Beta1).add_(gradients, 1 - Beta1);
        square.mul_(Beta2).addcmul_(gradients, gradients, 1 - Beta2);
        weights.addcdiv_(mean, square.sqrt().add_(Epsilon), -rate);
        lossTotal.add_(loss, x.size(0));
        Tensor hits = predicted.argmax(-1).eq(y.to_type(ScalarType.Int64)).to_type(ScalarType.Float32);
        accuracyTotal.add_(hits.sum());
    }

    private Tensor Variable(ref long offset, params long[] shape)
    {
        long count = shape.Aggregate(1L, (product, n) => product * n);
        using IDisposable noGrad = no_grad();
        Tensor variable = weights.narrow(0, offset, count).view(shape).detach().requires_grad_();
        variable.grad = gradients.narrow(0, offset, count).view(shape);
        offset += count;
        return variable;
    }
}
