namespace KerasPS;

/// <summary>The source of seeds where none is given: unpredictable, until <see cref="SetSeed"/> makes them repeatable.</summary>
public static class KerasRandom
{
    private static readonly object Gate = new();
    private static Data.SplitMix64? source;
    private static long? unused;

    /// <summary>Makes all seeds drawn from now on in this process follow from one seed, like <c>keras.utils.set_random_seed</c>.</summary>
    /// <param name="seed">Any integer.</param>
    public static void SetSeed(long seed)
    {
        lock (Gate)
            (source, unused) = (new Data.SplitMix64((ulong)seed), null);
    }

    /// <summary>The next seed, 0 or above.</summary>
    public static long NextSeed()
    {
        lock (Gate)
        {
            long next = unused ?? (source is null ? Random.Shared.NextInt64() : (long)(source.Next() >> 1));
            unused = null;
            return next;
        }
    }

    /// <summary>Makes a seed that was drawn last the next one again, because what it was drawn for was refused.</summary>
    internal static void GiveBack(long seed)
    {
        lock (Gate)
            unused = seed;
    }
}
