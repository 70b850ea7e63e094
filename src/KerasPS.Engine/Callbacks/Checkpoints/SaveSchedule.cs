namespace KerasPS;

/// <summary>When to save a file: after epochs, or within them after a number of batches or some time.</summary>
/// <param name="batches">The number of batches between two files, counted across epochs; null for no such rule.</param>
/// <param name="time">The time between two files, checked after each batch; null for no such rule.</param>
/// <param name="epochs">The number of epochs between two files; used only without the other rules.</param>
internal sealed class SaveSchedule(int? batches, TimeSpan? time = null, int epochs = 1)
{
    private long saved;

    /// <summary>Whether files are saved within epochs.</summary>
    public bool IsWithinEpochs => batches is not null || time is not null;

    /// <summary>The number of batches since the last file was saved.</summary>
    public int BatchesSinceSave { get; set; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Starts measuring the time.</summary>
    public void Begin() => saved = Clock.GetTimestamp();

    /// <summary>Counts a batch; true if a file is to be saved after it.</summary>
    public bool CountBatch()
    {
        bool isDue = batches is { } between ? ++BatchesSinceSave >= between : time is { } interval && Clock.GetElapsedTime(saved) >= interval;
        if (!isDue)
            return false;
        BatchesSinceSave = 0;
        saved = Clock.GetTimestamp();
        return true;
    }

    /// <summary>Whether a file is to be saved after an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public bool IsDueAfter(int epoch) => !IsWithinEpochs && (epoch + 1) % epochs == 0;
}
