using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The base of the cmdlets that run a model: what they have in common, and how they are stopped.</summary>
public abstract class RunCommand : KerasCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>The number of samples in a batch; 32 by default, or what spreads the data over the steps that are given.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? BatchSize { get; set; }

    /// <summary>Callback objects, or scriptblocks that run at the end of each epoch: <c>{ param($epoch, $logs, $model) ... }</c>.</summary>
    [Parameter]
    [CallbackTransformation]
    public Callback[] Callback { get; set; } = [];

    /// <summary><c>auto</c> (a GPU where there is one), <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string Device { get; set; } = "auto";

    /// <summary>The number of CPU threads; by default one for small models and all cores for others.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int? Thread { get; set; }

    /// <summary>The options that all runs share.</summary>
    protected FitOptions Options => new()
    {
        BatchSize = BatchSize,
        Callbacks = Callback,
        Device = Device,
        Threads = Thread,
        Output = new CmdletOutput(this),
        CancellationToken = stop.Token,
    };

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <summary>Ctrl+C: the loop, on the pipeline's own thread, ends after its batch.</summary>
    protected override void StopProcessing() => stop.Cancel();

    /// <summary>Emits an object. A pipeline that is being stopped refuses it, sometimes before it has called <see cref="StopProcessing"/>.</summary>
    /// <param name="value">The object.</param>
    private protected void Emit(object value)
    {
        try
        {
            WriteObject(value);
        }
        catch (PipelineStoppedException) when (Stopping)
        {
            stop.Cancel();
            throw;
        }
    }
}
