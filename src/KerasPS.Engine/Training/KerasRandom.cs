namespace KerasPS;

/// <summary>The source of seeds where none is given: unpredictable, until <see cref="SetSeed"/> makes them repeatable.</summary>
public static class KerasRandom
{
    private static readonly object Gate = new();
    private static Data.SplitMix64? source;

    /// <summary>Makes all seeds drawn from now on in this process follow from one seed, like <c>keras.utils.set_random_seed</c>.</summary>
    /// <param name="seed">Any integer.</param>
    public static void SetSeed(long seed)
    {
        lock (Gate)
            source = new Data.SplitMix64((ulong)seed);
    }

    /// <summary>The next seed, 0 or above.</summary>
    public static long NextSeed()
    {
        lock (Gate)
            return source is null ? Random.Shared.NextInt64() : (long)(source.Next() >> 1);
    }
}
