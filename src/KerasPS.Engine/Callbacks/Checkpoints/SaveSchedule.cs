namespace KerasPS;

/// <summary>When a file is due: after epochs, or within them after batches or after some time.</summary>
/// <param name="batches">The number of batches between two files, which goes on over the ends of epochs; null for no such rule.</param>
/// <param name="time">The time between two files, which ends with a batch; null for no such rule.</param>
/// <param name="epochs">Without one of the other rules: the epochs between two files.</param>
internal sealed class SaveSchedule(int? batches, TimeSpan? time = null, int epochs = 1)
{
    private long saved;

    /// <summary>Whether files are due within epochs.</summary>
    public bool IsWithinEpochs => batches is not null || time is not null;

    /// <summary>The number of batches since the last file.</summary>
    public int BatchesSinceSave { get; set; }

    /// <summary>What measures the time.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Begins to measure the time.</summary>
    public void Begin() => saved = Clock.GetTimestamp();

    /// <summary>Counts a batch; true where a file is due after it.</summary>
    public bool CountBatch()
    {
        bool isDue = batches is { } between ? ++BatchesSinceSave >= between : time is { } interval && Clock.GetElapsedTime(saved) >= interval;
        if (!isDue)
            return false;
        BatchesSinceSave = 0;
        saved = Clock.GetTimestamp();
        return true;
    }

    /// <summary>Whether a file is due after an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public bool IsDueAfter(int epoch) => !IsWithinEpochs && (epoch + 1) % epochs == 0;
}
