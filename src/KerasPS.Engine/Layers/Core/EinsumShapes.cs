namespace KerasPS.Layers;

/// <summary>The shapes that an einsum equation gives a layer for inputs of one shape.</summary>
/// <param name="Kernel">The kernel's.</param>
/// <param name="Bias">The bias's, or null.</param>
/// <param name="Output">That of an output sample.</param>
/// <param name="InputAxes">The kernel's axes that are summed over.</param>
/// <param name="OutputAxes">The kernel's axes that the output has.</param>
internal sealed record EinsumShapes(long[] Kernel, long[]? Bias, long[] Output, long[] InputAxes, long[] OutputAxes);
