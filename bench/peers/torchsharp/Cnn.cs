using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharpPeer;

/// <summary>Two convolutions, each with a pooling, and two dense layers, for images of 28 by 28 pixels.</summary>
internal sealed class Cnn : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d convolution1 = nn.Conv2d(1, 32, 3);
    private readonly Conv2d convolution2 = nn.Conv2d(32, 64, 3);
    private readonly MaxPool2d pool = nn.MaxPool2d(2);
    private readonly Linear hidden = nn.Linear(1600, 128);
    private readonly Linear output = nn.Linear(128, 10);

    public Cnn()
        : base(nameof(Cnn)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        Tensor x = pool.call(nn.functional.relu(convolution1.call(input)));
        x = pool.call(nn.functional.relu(convolution2.call(x)));
        return output.call(nn.functional.relu(hidden.call(x.flatten(1))));
    }
}
