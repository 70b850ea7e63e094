using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace KerasPS.Files;

/// <summary>A range of bytes within a long file.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="First">The offset of its first byte.</param>
/// <param name="Count">The number of its bytes.</param>
internal readonly record struct Chunk(int Index, long First, int Count)
{
    /// <summary>The size in bytes (1 MiB): small enough for the processor's caches, and large enough that the overhead of a chunk does not matter.</summary>
    public const int Size = 1 << 20;

    /// <summary>The chunks that cover a number of bytes, in order.</summary>
    public static Chunk[] Of(long length)
    {
        Chunk[] chunks = new Chunk[(length + Size - 1) / Size];
        for (int i = 0; i < chunks.Length; i++)
            chunks[i] = new Chunk(i, (long)i * Size, (int)Math.Min(Size, length - ((long)i * Size)));
        return chunks;
    }

    /// <summary>Processes all chunks on all CPU cores. Each core takes the next chunk, so that a file is read roughly from its start to its end.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="work">Processes one of them.</param>
    public static void ForEach(IReadOnlyList<Chunk> chunks, Action<Chunk> work)
    {
        if (chunks.Count == 1)
        {
            work(chunks[0]);
            return;
        }

        try
        {
            Parallel.ForEach(Partitioner.Create(chunks, EnumerablePartitionerOptions.NoBuffering), work);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
