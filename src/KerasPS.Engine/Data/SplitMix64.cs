namespace KerasPS.Data;

/// <summary>
/// The SplitMix64 generator of pseudorandom numbers (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014;
/// Vigna's splitmix64.c). What a seed gives is part of this library's contract, on every platform and .NET version, which
/// <see cref="Random"/> does not promise. Not for secrets.
/// </summary>
public sealed class SplitMix64
{
    private ulong state;

    /// <summary>Creates a generator.</summary>
    /// <param name="seed">Any number; equal seeds give equal sequences.</param>
    public SplitMix64(ulong seed)
    {
        state = seed;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>
    /// An integer from 0 to below the bound, each as likely as any other (Lemire, "Fast random integer generation in an interval", 2019:
    /// the high half of a product, the few low halves that would favour some numbers drawn again).
    /// </summary>
    /// <param name="bound">1 or more.</param>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong rejected = (0 - range) % range;
        ulong high, low;
        do
        {
            high = Math.BigMul(Next(), range, out low);
        }
        while (low < rejected);
        return (int)high;
    }

    /// <summary>The integers from 0 to below the count in random order: Fisher and Yates's shuffle, from the last index down.</summary>
    /// <param name="count">0 or more.</param>
    public int[] Permutation(int count)
    {
        int[] order = Enumerable.Range(0, count).ToArray();
        for (int last = count - 1; last > 0; last--)
        {
            int other = NextBelow(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }
}
