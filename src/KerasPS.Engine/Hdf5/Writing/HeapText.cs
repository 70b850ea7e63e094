namespace KerasPS.Hdf5.Writing;

/// <summary>Where a text is.</summary>
/// <param name="Heap">The collection.</param>
/// <param name="Index">Its number there, from 1.</param>
/// <param name="Length">The number of bytes.</param>
internal sealed record HeapText(GlobalHeap Heap, int Index, int Length);
