namespace KerasPS.Tests.Data;

public class SplitMix64Tests
{
    /// <summary>The published values of the reference implementation for the seed 1234567.</summary>
    [Fact]
    public void The_sequence_is_the_reference_implementations()
    {
        SplitMix64 random = new(1234567);
        ulong[] numbers = Enumerable.Range(0, 5).Select(_ => random.Next()).ToArray();
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], numbers);
    }

    [Fact]
    public void Bounded_numbers_are_in_bounds_and_even()
    {
        SplitMix64 random = new(1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[random.NextBelow(7)]++;
        // Six standard deviations of a binomial count with mean 10,000 are 556.
        Assert.All(counts, count => Assert.InRange(count, 9_444, 10_556));
        Assert.Equal(0, random.NextBelow(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextBelow(0));
    }

    /// <summary>What a seed gives is a promise: the list comes from another implementation (in Python) and must never change.</summary>
    [Fact]
    public void A_permutation_is_the_same_for_ever()
    {
        Assert.Equal([9, 5, 8, 6, 1, 2, 4, 7, 0, 3], new SplitMix64(7).Permutation(10));
        Assert.Empty(new SplitMix64(7).Permutation(0));
    }

    [Fact]
    public void Every_permutation_of_three_is_as_likely()
    {
        SplitMix64 random = new(5);
        var counts = Enumerable.Range(0, 60_000).Select(_ => string.Concat(random.Permutation(3))).CountBy(order => order).ToArray();
        Assert.Equal(6, counts.Length);
        Assert.All(counts, pair => Assert.InRange(pair.Value, 9_450, 10_550));
    }
}
