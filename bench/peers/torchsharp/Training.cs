using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharpPeer;

/// <summary>
/// Training with Adam and cross-entropy, by batches that are taken from tensors by index: TorchSharp's <c>DataLoader</c> fetches one sample after another, which takes some twenty times as long.
/// </summary>
internal sealed class Training(nn.Module<Tensor, Tensor> model, Tensor features, Tensor labels, int batchSize)
{
    private readonly CrossEntropyLoss lossOf = nn.CrossEntropyLoss();

    // Keras's epsilon, as in the other loops.
    private readonly Adam optimizer = optim.Adam(model.parameters(), lr: 0.001, eps: 1e-7);

    /// <summary>Trains an epoch.</summary>
    /// <returns>The mean loss of the samples.</returns>
    public double Epoch()
    {
        model.train();
        using DisposeScope epoch = NewDisposeScope();
        Tensor total = zeros([]);
        foreach (Tensor chosen in randperm(labels.size(0)).split(batchSize))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor loss = lossOf.call(model.call(features.index_select(0, chosen)), labels.index_select(0, chosen));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            total.add_(loss.detach(), alpha: chosen.size(0));
        }

        return total.item<float>() / labels.size(0);
    }
}
