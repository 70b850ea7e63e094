using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>A failure inside libtorch: the message names the operator and its arguments' types and shapes.</summary>
/// <remarks>TorchSharp throws <see cref="ExternalException"/> in these places, so catch that.</remarks>
/// <param name="message">What failed and why.</param>
public sealed class LibTorchException(string message) : ExternalException(message);
