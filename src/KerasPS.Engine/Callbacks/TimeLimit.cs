using System.Globalization;

namespace KerasPS;

/// <summary>
/// Ends training within a time limit, e.g. the window of a scheduled task: before an epoch that would exceed the limit, judged by the epochs
/// so far, and otherwise within an epoch before the time runs out.
/// </summary>
/// <remarks>
/// <para>The clock starts when the training begins. An epoch is expected to last as long as the longest one so far; the first counts only until there is another, because it
/// includes one-time work. Within an epoch a batch is expected to last as long as the longest of that epoch, and after it come validation
/// and the end of the epoch, expected from the epochs before; in the first epoch they are not known yet.</para>
/// <para>Training ends properly, with the epoch's logs and validation; <c>History.StopReason</c> is <c>TimeLimit</c>. Keras has no such callback.</para>
/// </remarks>
/// <example>
/// <code>
/// New-TimeLimit (New-TimeSpan -Minutes 45)
/// </code>
/// Ends a training so that it takes no longer than 45 minutes.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 100000 -Callback (New-TimeLimit '00:00:02') | Select-Object -Last 1
/// $model.History.StopMessage
/// </code>
/// As many epochs as two seconds allow.
/// </example>
public sealed class TimeLimit : Callback
{
    private long began;
    private long epochBegan;
    private long batchEnded;
    private double firstEpoch;
    private double longestEpoch;
    private double longestTail;
    private double longestBatch;

    /// <summary>Creates the callback.</summary>
    /// <param name="limit">How long a training may take, validation included: above 0.</param>
    /// <exception cref="KerasException">The limit is not above 0.</exception>
    public TimeLimit(TimeSpan limit)
    {
        Require.Positive(limit.TotalSeconds, nameof(TimeLimit), nameof(limit));
        Limit = limit;
    }

    /// <summary>How long a training may take.</summary>
    public TimeSpan Limit { get; }

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    private double SecondsLeft => (Limit - Clock.GetElapsedTime(began)).TotalSeconds;

    private double ExpectedEpoch => longestEpoch > 0 ? longestEpoch : firstEpoch;

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        began = epochBegan = batchEnded = Clock.GetTimestamp();
        (firstEpoch, longestEpoch, longestTail, longestBatch) = (0, 0, 0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs)
    {
        epochBegan = batchEnded = Clock.GetTimestamp();
        longestBatch = 0;
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        longestBatch = Math.Max(longestBatch, Clock.GetElapsedTime(batchEnded).TotalSeconds);
        batchEnded = Clock.GetTimestamp();
        bool isLast = batch + 1 == (int)Params["steps"];
        if (!isLast && SecondsLeft < longestBatch + longestTail)
            Stop("batch", longestBatch + longestTail);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        longestTail = Math.Max(longestTail, Clock.GetElapsedTime(batchEnded).TotalSeconds);
        double seconds = Clock.GetElapsedTime(epochBegan).TotalSeconds;
        if (firstEpoch == 0)
            firstEpoch = seconds;
        else
            longestEpoch = Math.Max(longestEpoch, seconds);
        if (epoch + 1 < (int)Params["epochs"] && SecondsLeft < ExpectedEpoch)
            Stop("epoch", ExpectedEpoch);
    }

    /// <summary>How long the parts of epochs took; a training that resumes in another process has the whole limit again.</summary>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>
    {
        ["first_epoch"] = firstEpoch,
        ["longest_epoch"] = longestEpoch,
        ["longest_tail"] = longestTail,
    };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        firstEpoch = state.Number("first_epoch") ?? 0;
        longestEpoch = state.Number("longest_epoch") ?? 0;
        longestTail = state.Number("longest_tail") ?? 0;
    }

    private void Stop(string what, double expected) => Model.Session.RequestStop(StopReason.TimeLimit, string.Create(
        CultureInfo.InvariantCulture,
        $"The time limit of {Limit} leaves {Math.Max(0, SecondsLeft):F1} s, but another {what} is expected to take {expected:F1} s."));
}
