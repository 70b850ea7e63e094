using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharpPeer;

/// <summary>Dense layers with ReLU, and one for the ten classes.</summary>
internal sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> hidden = [];
    private readonly Linear output;

    public Mlp(long inputs, params long[] units)
        : base(nameof(Mlp))
    {
        foreach (long outputs in units)
        {
            hidden.Add(nn.Linear(inputs, outputs));
            inputs = outputs;
        }

        output = nn.Linear(inputs, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        foreach (Linear layer in hidden)
            input = nn.functional.relu(layer.call(input));
        return output.call(input);
    }
}
