using KerasPS.Charts;

namespace KerasPS.Tests.Charts;

public class LayeredLayoutTests
{
    [Fact]
    public void A_chain_is_a_column()
    {
        LayeredLayout layout = new([[], [0], [1]]);
        Assert.Equal([0, 1, 2], layout.Nodes.Select(node => node.Rank));
        Assert.Single(layout.Nodes.Select(node => node.X).Distinct());
        Assert.Equal(1, layout.Width);
    }

    [Fact]
    public void Nodes_lie_below_all_that_they_take_something_from_and_inputs_right_above_their_takers()
    {
        LayeredLayout layout = new([[], [0], [1], [], [2, 3]]);
        Assert.Equal([0, 1, 2, 2, 3], layout.Nodes.Select(node => node.Rank));
    }

    [Fact]
    public void An_edge_that_passes_ranks_has_a_place_in_each()
    {
        LayeredLayout layout = new([[], [0], [1], [2, 0]]);
        Assert.Equal([0, 1, 2, 3], layout.Edges[^1].Select(slot => slot.Rank));
        Assert.All(layout.Edges[^1].Skip(1).SkipLast(1), slot => Assert.DoesNotContain(slot, layout.Nodes));
    }

    [Fact]
    public void Twins_are_beside_each_other_and_what_joins_them_is_in_their_middle()
    {
        LayeredLayout layout = new([[], [], [0], [1], [2, 3]]);
        Assert.Equal(layout.Nodes[0].X, layout.Nodes[2].X, 6);
        Assert.Equal((layout.Nodes[2].X + layout.Nodes[3].X) / 2, layout.Nodes[4].X, 6);
    }

    [Fact]
    public void No_two_nodes_overlap_and_no_edges_cross_that_need_not()
    {
        Random random = new(5);
        for (int trial = 0; trial < 40; trial++)
        {
            int[][] inputs = Enumerable.Range(0, 30).Select(i => Enumerable.Range(0, i).Where(_ => random.Next(Math.Max(2, i)) < 2).ToArray()).ToArray();
            LayeredLayout layout = new(inputs);
            foreach (IGrouping<int, LayeredLayout.Slot> rank in layout.Edges.SelectMany(path => path).Concat(layout.Nodes).Distinct().GroupBy(slot => slot.Rank))
            {
                LayeredLayout.Slot[] row = rank.OrderBy(slot => slot.X).ToArray();
                Assert.All(row.Zip(row.Skip(1)), pair => Assert.True(pair.Second.X - pair.First.X >= ((pair.First.Width + pair.Second.Width) / 2) - 1e-6));
            }

            Assert.All(layout.Nodes, node => Assert.InRange(node.X, 0.5 - 1e-6, layout.Width - 0.5 + 1e-6));
            Assert.Equal(inputs.Sum(list => list.Length), layout.Edges.Count);
        }

        LayeredLayout parallel = new([[], [], [], [2], [0], [1]]);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(parallel.Edges[i][0].X, parallel.Edges[i][1].X, 6));
    }
}
