using KerasPS.Text;

namespace KerasPS.Tests.Text;

public class FingerprintTests
{
    /// <summary>Values that are published with FarmHash and its ports: one for each of the ways that strings of different lengths take.</summary>
    [Theory]
    [InlineData("", 1, 0x9ae16a3b2f90404f)]
    [InlineData("a", 1, 0xb3454265b6df75e3)]
    [InlineData("abc", 1, 0x24a5b3a074e7f369)]
    [InlineData("test", 1, 8581389452482819506)]
    [InlineData("abcdefg", 1, 0x3c40c92b1ccb7355)]
    [InlineData("abcdefgh", 1, 0xfee9d22990c82909)]
    [InlineData("test", 8, unchecked((ulong)-4196240717365766262))]
    [InlineData("F7479877-4690-4A44-AFC9-8FE987EA512F:some_other_id", 1, 6862335115798125349)]
    [InlineData("test", 64, 3500507768004279527)]
    public void Fingerprints_are_FarmHash_s(string text, int times, ulong expected) =>
        Assert.Equal(expected, Fingerprint.Of(string.Concat(Enumerable.Repeat(text, times))));
}
