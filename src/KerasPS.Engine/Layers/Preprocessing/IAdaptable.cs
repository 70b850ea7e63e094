using KerasPS.Data;

namespace KerasPS.Layers;

/// <summary>A layer that learns something from data before training, e.g. means and variances.</summary>
public interface IAdaptable
{
    /// <summary>Learns from the features of a dataset (Keras's adapt), replacing what was learned before.</summary>
    /// <param name="data">The dataset, usually the training set.</param>
    void Adapt(Dataset data);
}
