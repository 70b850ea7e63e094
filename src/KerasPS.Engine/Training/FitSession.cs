using KerasPS.Layers;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>The state of one training of a model. A model keeps the session of its last training, and evaluations and single steps after it use its generator.</summary>
internal sealed class FitSession : IDisposable
{
    private readonly Model? model;

    /// <summary>The session of a model that was not trained.</summary>
    public FitSession()
    {
    }

    /// <summary>Begins a training: until it ends, nothing else may replace the model's variables.</summary>
    public FitSession(FitSetup setup)
    {
        (model, History, Callbacks, IsRunning) = (setup.Model, setup.History, setup.Callbacks, true);
        Generator = new Generator((ulong)setup.Seed, setup.Device);
        SetTrainedIn(model.Name);
    }

    /// <summary>The history of the training; null before any.</summary>
    public History? History { get; }

    /// <summary>The callbacks of the training while it runs; else null.</summary>
    public CallbackList? Callbacks { get; private set; }

    /// <summary>Whether the training has begun and not ended.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>The generator of dropout and noise, on the device of the training; null before anything was computed.</summary>
    public Generator? Generator { get; private set; }

    /// <summary>The device of the training, and of evaluations and predictions within it.</summary>
    public Device Device => Generator!.device;

    /// <summary>The callback one of whose hooks is running.</summary>
    public Callback? CurrentCallback { get; set; }

    /// <summary>Why the training was asked to stop; null where it was not.</summary>
    public StopReason? RequestedStop { get; private set; }

    /// <summary>Accumulates the norms of the gradients of each step; null where they are not monitored.</summary>
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

    /// <summary>Withdraws a requested stop.</summary>
    public void CancelStop()
    {
        RequestedStop = null;
        if (History is not null)
            History.StopMessage = "";
    }

    /// <summary>Makes sure that the generator is on the device of an evaluation, prediction or single step.</summary>
    public void MoveTo(Device device)
    {
        if (Generator is not null && device.Is(Generator.device))
            return;
        Generator?.Dispose();
        Generator = new Generator((ulong)KerasRandom.NextSeed(), device);
    }

    /// <summary>Ends the training.</summary>
    public void End()
    {
        (IsRunning, Callbacks) = (false, null);
        SetTrainedIn(null);
    }

    public void Dispose() => Generator?.Dispose();

    private void SetTrainedIn(string? name)
    {
        foreach (Variable variable in model!.Variables)
            variable.TrainedIn = name;
        foreach (Model part in model.LayersWithin().Select(part => part.Layer).OfType<Model>().Where(part => part != model))
            part.TrainedIn = name;
    }
}
