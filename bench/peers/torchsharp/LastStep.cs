using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharpPeer;

/// <summary>An LSTM, and a dense layer on its output for the last time step.</summary>
internal sealed class LastStep : nn.Module<Tensor, Tensor>
{
    private readonly LSTM lstm;
    private readonly Linear output;

    public LastStep(long features, long units)
        : base(nameof(LastStep))
    {
        lstm = nn.LSTM(features, units, batchFirst: true);
        output = nn.Linear(units, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        (Tensor steps, _, _) = lstm.call(input);
        return output.call(steps.select(1, -1));
    }
}
