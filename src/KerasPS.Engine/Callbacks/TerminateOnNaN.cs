using System.Globalization;

namespace KerasPS;

/// <summary>Ends training when the loss becomes NaN or infinite, after the batch in which it does.</summary>
/// <remarks>
/// The monitored value is the mean of the loss since the epoch began. Reading it after each batch waits for the device, which costs
/// small models on a GPU some speed. Without <see cref="RaiseError"/> the epoch still ends with validation and its logs,
/// and <c>History.StopReason</c> is <see cref="StopReason.NaN"/>. Differs from Keras: OnTrainEnd of the other callbacks is called after an error too, so that files are closed and
/// the best weights restored.
/// </remarks>
/// <param name="raiseError">Whether to throw an error instead of stopping after the epoch.</param>
public sealed class TerminateOnNaN(bool raiseError = false) : Callback
{
    private int epoch;

    /// <summary>Whether to throw an error instead of stopping after the epoch.</summary>
    public bool RaiseError { get; } = raiseError;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => this.epoch = epoch;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?> { ["epoch"] = epoch };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state) => epoch = state.Count("epoch");

    /// <inheritdoc/>
    /// <exception cref="KerasException"><c>LossNotFinite</c>, where an error was asked for.</exception>
    public override void OnBatchEnd(int batch, Logs logs)
    {
        if (!logs.TryGetNumber("loss", out double loss) || double.IsFinite(loss))
            return;
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"The loss became {loss} in batch {batch + 1} of epoch {epoch + 1}. A smaller learning rate, clipped gradients or scaled features often help.");
        if (RaiseError)
            throw new KerasException("LossNotFinite", message, loss);
        Output.Verbose(message);
        Model.Session.RequestStop(StopReason.NaN, message);
    }
}
