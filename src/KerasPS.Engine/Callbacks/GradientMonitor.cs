using System.Globalization;

namespace KerasPS;

/// <summary>
/// Adds the norm of the gradients to the logs of each epoch, as <c>gradient_norm</c>: the mean over the batches of the norm of all gradients together. It also names
/// the variables whose gradients became NaN or infinite.
/// </summary>
/// <remarks>
/// The norms are those of the gradients of the loss itself: without a loss scale, before clipping and accumulation. The sums stay on the device and are read once an
/// epoch. Batches with a gradient that is NaN or infinite do not count in the means; where a LossScaleOptimizer leaves such steps out anyway, saying so is no warning.
/// Keras has no such callback.
/// </remarks>
/// <param name="eachLayer">Whether to add the norm of each layer's gradients, as <c>gradient_norm_</c> and the layer's name.</param>
/// <example>
/// <code>
/// New-GradientMonitor -EachLayer
/// </code>
/// The norm of all gradients, and of those of each layer.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 8 -Activation relu), (New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 3 -Callback (New-GradientMonitor) | Select-Object epoch, loss, gradient_norm
/// </code>
/// Whether the gradients shrink as the loss does.
/// </example>
public sealed class GradientMonitor(bool eachLayer = false) : Callback
{
    private const string Name = "gradient_norm";

    private GradientNorms? norms;

    /// <summary>Whether to add the norm of each layer's gradients.</summary>
    public bool EachLayer { get; } = eachLayer;

    /// <inheritdoc/>
    /// <exception cref="KerasException"><c>InvalidValue</c>: there is another GradientMonitor among the callbacks.</exception>
    public override void OnTrainBegin(Logs logs)
    {
        Release();
        Model.Session.GradientNorms ??= norms = new GradientNorms(Model);
        if (norms is null)
            throw KerasException.InvalidValue(nameof(GradientMonitor), "another one measures the gradients of this training already.", this);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => norms?.Reset();

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (norms?.Read() is not { } sums || sums.Batches == 0)
            return;
        logs[Name] = sums.Mean;
        if (EachLayer)
        {
            foreach ((string layer, double norm) in sums.LayerMeans)
                logs[$"{Name}_{layer}"] = norm;
        }

        if (sums.Broken > 0)
            Say(epoch, sums);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Release();

    /// <summary>The sums of the epoch so far.</summary>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?> { ["norms"] = norms?.ToArray() };

    /// <summary>Restores what <see cref="GetState"/> returned; to be called after <see cref="OnTrainBegin"/>.</summary>
    /// <param name="state">The state.</param>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        if (state.Numbers("norms") is { } sums)
            norms?.Restore(sums);
    }

    private void Say(int epoch, GradientSums sums)
    {
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"GradientMonitor: gradients were NaN or infinite in {sums.Broken} of {sums.Batches} batches of epoch {epoch + 1}, first in batch {sums.FirstBroken + 1}, those of {string.Join(", ", sums.BrokenVariables)}.");
        if (Model.Compilation!.Optimizer is Optimizers.LossScaleOptimizer)
            Output.Verbose($"{message} The optimizer skipped these steps.");
        else
            Output.Warning(message);
    }

    private void Release()
    {
        if (norms is null)
            return;
        norms.Dispose();
        norms = null;
        Model.Session.GradientNorms = null;
    }
}
