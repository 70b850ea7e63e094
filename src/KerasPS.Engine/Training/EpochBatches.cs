using static TorchSharp.torch;

namespace KerasPS;

/// <summary>
/// The training batches of all epochs. A pass is one iteration over all the data; with fewer steps per epoch than batches, a pass spans several
/// epochs and, as in Keras, an epoch ends early when the pass is exhausted, and the next epoch begins the next pass.
/// </summary>
internal sealed class EpochBatches(BatchSource source, FitOptions options, long seed) : IDisposable
{
    private IEnumerator<Func<Batch>>? pass;
    private int passEpoch;
    private int passBatches;
    private Tensor? order;

    /// <summary>The next batch; null where the epoch ends early.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="isFirst">Whether it is the epoch's first batch.</param>
    public Func<Batch>? Next(int epoch, bool isFirst)
    {
        bool continuesPass = !isFirst || options.StepsPerEpoch is not null;
        if (continuesPass && pass?.MoveNext() == true)
        {
            passBatches++;
            return pass.Current;
        }

        if (isFirst)
            return BeginPass(epoch);
        options.Output.Warning($"Epoch {epoch + 1} ended early: the data ran out of batches before its {options.StepsPerEpoch ?? source.Steps} steps. Give a dataset whose number of batches is a multiple of the steps, or fewer steps.");
        return null;
    }

    /// <summary>The position in the data after the last batch; null where the next epoch begins a new pass.</summary>
    /// <param name="isWithinEpoch">Whether the epoch has further batches.</param>
    public TrainingPosition? PositionOf(bool isWithinEpoch) =>
        pass is not null && (isWithinEpoch || options.StepsPerEpoch is not null) ? new(passEpoch, passBatches) : null;

    /// <summary>Moves to a position in the data.</summary>
    public void GoTo(TrainingPosition position)
    {
        BeginPass(position.Epoch);
        while (passBatches < position.Batches && pass!.MoveNext())
            passBatches++;
    }

    public void Dispose()
    {
        order?.Dispose();
        source.Dispose();
    }

    private Func<Batch> BeginPass(int epoch)
    {
        order?.Dispose();
        order = source.Order(options.Shuffle, seed, epoch, epoch - options.InitialEpoch + 1)?.DetachFromDisposeScope();
        pass = source.Batches(order).GetEnumerator();
        pass.MoveNext();
        (passEpoch, passBatches) = (epoch, 1);
        return pass.Current;
    }
}
