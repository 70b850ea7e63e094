using KerasPS.Data;
using KerasPS.Layers;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>
/// The set-up of an evaluation, prediction or single step: variables and generator on the device, callbacks, and the number of threads, which is reset on disposal. During a
/// training it uses the training's device and parameters.
/// </summary>
internal sealed class ModelRun : IDisposable
{
    private readonly int threadsBefore;
    private readonly Model model;

    /// <summary>The states that layers have in a training, e.g. stateful recurrent layers, and that are restored after the run.</summary>
    private readonly (Layer Layer, IReadOnlyList<SavedTensor> State)[] states;

    /// <summary>Prepares a run.</summary>
    /// <param name="model">A model that is built.</param>
    /// <param name="data">The data; its number of samples decides the batch size.</param>
    /// <param name="options">Batch size, callbacks, device, threads and output are used.</param>
    public ModelRun(Model model, Dataset data, FitOptions options)
    {
        FitSession session = model.Session;
        Device = DeviceName.Resolve(options.Device);
        if (session.IsRunning)
        {
            if (!Device.Is(session.Device) && !options.Device.Equals("auto", StringComparison.OrdinalIgnoreCase))
                options.Output.Warning($"The model '{model.Name}' is being trained on {session.Device}, so it runs there and not on {options.Device}.");
            Device = session.Device;
        }
        else
        {
            model.MoveVariablesTo(Device);
            session.MoveTo(Device);
        }

        int batchSize = options.BatchSizeFor(data.Count);
        Callbacks = new CallbackList(options.Callbacks, model, 1, BatchSource.StepsOf(data.Count, batchSize), options.Output);
        threadsBefore = ThreadPolicy.Apply(options.Threads, model, batchSize);
        this.model = model;
        states = session.IsRunning ? model.LayersWithin().Where(part => part.Layer.State.Count > 0).Select(part => (part.Layer, part.Layer.State)).ToArray() : [];
        model.ActiveRuns++;
    }

    /// <summary>The device that it computes on.</summary>
    public Device Device { get; }

    /// <summary>The callbacks of the options.</summary>
    public CallbackList Callbacks { get; }

    public void Dispose()
    {
        model.ActiveRuns--;
        foreach ((Layer layer, IReadOnlyList<SavedTensor> state) in states)
            layer.State = state;
        set_num_threads(threadsBefore);
    }
}
