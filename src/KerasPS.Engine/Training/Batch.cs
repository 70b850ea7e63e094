using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Samples on the device, with the batch as their first axis.</summary>
/// <param name="Features">The features.</param>
/// <param name="Labels">The labels, or null.</param>
/// <param name="LossWeights">One weight a sample, from sample weights or class weights; or null.</param>
/// <param name="Count">The number of samples.</param>
internal sealed record Batch(Tensor Features, Tensor? Labels, Tensor? LossWeights, long Count);
