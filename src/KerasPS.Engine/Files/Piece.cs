using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace KerasPS.Files;

/// <summary>A piece of a long run of bytes.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="First">The offset of its first byte.</param>
/// <param name="Count">The number of its bytes.</param>
internal readonly record struct Piece(int Index, long First, int Count)
{
    /// <summary>Small enough for the processor's caches, and large enough that its beginning costs nothing.</summary>
    public const int Size = 1 << 20;

    /// <summary>The pieces of so many bytes, in their order.</summary>
    public static Piece[] Of(long length)
    {
        Piece[] pieces = new Piece[(length + Size - 1) / Size];
        for (int i = 0; i < pieces.Length; i++)
            pieces[i] = new Piece(i, (long)i * Size, (int)Math.Min(Size, length - ((long)i * Size)));
        return pieces;
    }

    /// <summary>Does work on all pieces by all CPU cores, each of which takes the next one, so that a file is still read from its start to its end.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="work">The work on one of them.</param>
    public static void ForEach(IReadOnlyList<Piece> pieces, Action<Piece> work)
    {
        if (pieces.Count == 1)
        {
            work(pieces[0]);
            return;
        }

        try
        {
            Parallel.ForEach(Partitioner.Create(pieces, EnumerablePartitionerOptions.NoBuffering), work);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
