namespace KerasPS.Hdf5.Writing;

/// <summary>An object in the global heap: a string.</summary>
/// <param name="Heap">The collection.</param>
/// <param name="Index">Its index there, from 1.</param>
/// <param name="Length">The number of bytes.</param>
internal sealed record GlobalHeapObject(GlobalHeap Heap, int Index, int Length);
