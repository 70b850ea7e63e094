using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>What belongs to one training of a model, and not to the model. A model keeps that of its last training, whose generator its later steps go on with.</summary>
internal sealed class FitSession : IDisposable
{
    /// <summary>The session of a model that was not trained.</summary>
    public FitSession()
    {
    }

    /// <summary>Begins a training.</summary>
    /// <param name="history">Its record.</param>
    /// <param name="seed">The seed of its random numbers.</param>
    /// <param name="device">Where it computes.</param>
    public FitSession(History history, long seed, Device device)
    {
        (History, IsRunning) = (history, true);
        Generator = new Generator((ulong)seed, device);
    }

    /// <summary>The record of the training; null before any.</summary>
    public History? History { get; }

    /// <summary>Whether the training has begun and not ended.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>The generator of dropout and noise, on the device of the training; null before anything was computed.</summary>
    public Generator? Generator { get; private set; }

    /// <summary>Where the training computes, and evaluations and predictions within it.</summary>
    public Device Device => Generator!.device;

    /// <summary>The callback one of whose hooks is running.</summary>
    public Callback? CurrentCallback { get; set; }

    /// <summary>Why the training was asked to stop; null where it was not.</summary>
    public StopReason? RequestedStop { get; private set; }

    /// <summary>What measures the gradients of each step; null for nothing.</summary>
    public GradientNorms? GradientNorms { get; set; }

    /// <summary>Asks the training to stop after the current batch. The first reason given is the one that counts.</summary>
    public void RequestStop(StopReason reason, string message)
    {
        if (RequestedStop is not null)
            return;
        RequestedStop = reason;
        if (History is not null)
            History.StopMessage = message;
    }

    /// <summary>Takes back that the training was asked to stop.</summary>
    public void CancelStop()
    {
        RequestedStop = null;
        if (History is not null)
            History.StopMessage = "";
    }

    /// <summary>Gives evaluations, predictions and single steps a generator on their device.</summary>
    public void MoveTo(Device device)
    {
        if (Generator is not null && device.Is(Generator.device))
            return;
        Generator?.Dispose();
        Generator = new Generator((ulong)KerasRandom.NextSeed(), device);
    }

    /// <summary>Ends the training.</summary>
    public void End() => IsRunning = false;

    public void Dispose() => Generator?.Dispose();
}
