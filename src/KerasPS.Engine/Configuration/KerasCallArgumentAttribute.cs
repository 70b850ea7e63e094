namespace KerasPS.Configuration;

/// <summary>
/// Marks an argument that Keras takes when a layer is called, e.g. <c>use_causal_mask</c>: its files keep it with the call and not in
/// the layer's configuration.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KerasCallArgumentAttribute : Attribute;
