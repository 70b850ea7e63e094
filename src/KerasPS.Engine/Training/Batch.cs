using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Samples on the device, with the batch as their first axis.</summary>
/// <param name="Inputs">The features, one tensor for each input of the model.</param>
/// <param name="Targets">The labels, one tensor or null for each output; empty where there are none.</param>
/// <param name="Weights">One weight per sample, or per time step, from sample weights or class weights; or null.</param>
/// <param name="Count">The number of samples.</param>
internal sealed record Batch(Tensor[] Inputs, Tensor?[] Targets, Tensor? Weights, long Count);
