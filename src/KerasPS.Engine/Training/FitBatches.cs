namespace KerasPS;

/// <summary>The training and validation batches of a fit; owns the memory that they use on the device.</summary>
internal sealed class FitBatches : IDisposable
{
    public FitBatches(FitSetup setup)
    {
        BatchSource training = new(setup.TrainingData, setup.BatchSize, setup.Device, setup.SampleWeights);
        Training = new EpochBatches(training, setup.Options, setup.Seed);
        try
        {
            if (setup.ValidationData is { } data)
                Validation = new BatchSource(data, setup.ValidationBatchSize, setup.Device, data.Source.Weights);
        }
        catch
        {
            Training.Dispose();
            throw;
        }
    }

    /// <summary>The training batches, epoch after epoch.</summary>
    public EpochBatches Training { get; }

    /// <summary>The validation batches; null without validation data.</summary>
    public BatchSource? Validation { get; }

    public void Dispose()
    {
        Training.Dispose();
        Validation?.Dispose();
    }
}
