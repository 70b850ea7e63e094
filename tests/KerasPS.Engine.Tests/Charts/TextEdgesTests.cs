using KerasPS.Charts;

namespace KerasPS.Tests.Charts;

public class TextEdgesTests
{
    [Fact]
    public void Straight_down_is_a_line_with_an_arrow() => Assert.Equal(["   │", "   ▼"], Drawn([(3, 3, true)]));

    [Fact]
    public void A_branch_goes_all_ways_at_once() => Assert.Equal(["  ┌─┼─┐", "  ▼ ▼ ▼"], Drawn([(4, 2, true), (4, 4, true), (4, 6, true)]));

    [Fact]
    public void Lines_that_cross_do_not_touch_and_what_goes_on_has_no_arrow() =>
        Assert.Equal(["  └───│───┐", "  ┌───┘   │", "  │       ▼"], Drawn([(2, 10, true), (6, 2, false)]));

    [Fact]
    public void Lines_beside_each_other_share_a_row() =>
        Assert.Equal(["  └─┐ └─┐", "    ▼   ▼"], Drawn([(2, 4, true), (6, 8, true)]));

    private static string[] Drawn((int From, int To, bool IsEnd)[] pieces)
    {
        TextEdges wires = new(ChartFixtures.Unicode);
        int rows = wires.Connect(pieces, 0);
        return Enumerable.Range(0, rows).Select(row => new string(wires.Row(row, 20)).TrimEnd()).ToArray();
    }
}
