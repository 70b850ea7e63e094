namespace KerasPS.Charts;

/// <summary>Edges between boxes of a drawing of characters. Where two edges cross, the one from above goes through.</summary>
internal sealed class TextEdges(TextStyle style)
{
    private const int Up = 1;
    private const int Down = 2;
    private const int Left = 4;
    private const int Right = 8;

    // By the directions that an edge goes into from a cell.
    private const string Characters = " ╵╷│╴┘┐┤╶└┌├─┴┬┼";
    private const string AsciiCharacters = " |||-+++-+++-+++";

    private readonly Dictionary<(int Row, int Column), (int Directions, int Owner)> places = [];
    private readonly HashSet<(int Row, int Column)> heads = [];
    private int owners;

    /// <summary>Connects columns of one line with columns of another.</summary>
    /// <param name="edges">From where to where, and whether an arrow ends there.</param>
    /// <param name="top">The first row between them.</param>
    /// <returns>How many rows the lines needed.</returns>
    public int Connect(IReadOnlyList<(int From, int To, bool IsEnd)> edges, int top)
    {
        (int From, (int To, bool IsEnd)[] Ends, int Lane)[] groups = WithLanes(edges);
        int lanes = groups.Max(group => group.Lane);
        int last = top + lanes + (lanes == 0 ? 1 : 0);
        foreach ((int from, (int To, bool IsEnd)[] ends, int lane) in groups)
        {
            owners++;
            int turn = lane == 0 ? last : top + lane - 1;
            Vertical(from, top, turn, comesFromAbove: true, continues: lane == 0);
            foreach ((int to, bool isEnd) in ends)
            {
                if (lane > 0)
                {
                    Horizontal(turn, from, to);
                    Vertical(to, turn, last, comesFromAbove: false, continues: true);
                }

                if (isEnd)
                    heads.Add((last, to));
            }
        }

        return last - top + 1;
    }

    /// <summary>The characters of a row.</summary>
    public char[] Row(int row, int width)
    {
        char[] letters = new char[width];
        for (int column = 0; column < width; column++)
        {
            letters[column] = heads.Contains((row, column))
                ? style.Pick('▼', 'v')
                : (style.IsUnicode ? Characters : AsciiCharacters)[places.GetValueOrDefault((row, column)).Directions];
        }

        return letters;
    }

    /// <summary>Of each beginning its ends, and the row, from 1, in which it goes sideways; 0 for straight down.</summary>
    private static (int From, (int To, bool IsEnd)[] Ends, int Lane)[] WithLanes(IReadOnlyList<(int From, int To, bool IsEnd)> edges)
    {
        List<int> free = [];
        return edges.GroupBy(edge => edge.From).OrderBy(group => group.Key).Select(group =>
        {
            (int To, bool IsEnd)[] ends = group.Select(edge => (edge.To, edge.IsEnd)).ToArray();
            if (ends.All(end => end.To == group.Key))
                return (group.Key, ends, 0);
            int left = Math.Min(group.Key, ends.Min(end => end.To));
            int right = Math.Max(group.Key, ends.Max(end => end.To));
            int lane = free.FindIndex(end => end < left);
            if (lane < 0)
            {
                lane = free.Count;
                free.Add(right);
            }

            free[lane] = right;
            return (group.Key, ends, lane + 1);
        }).ToArray();
    }

    private void Vertical(int column, int from, int to, bool comesFromAbove, bool continues)
    {
        for (int row = from; row <= to; row++)
            Add(row, column, (row > from || comesFromAbove ? Up : 0) | (row < to || continues ? Down : 0));
    }

    private void Horizontal(int row, int from, int to)
    {
        (int left, int right) = (Math.Min(from, to), Math.Max(from, to));
        for (int column = left; column <= right; column++)
            Add(row, column, (column > left ? Left : 0) | (column < right ? Right : 0));
    }

    private void Add(int row, int column, int directions)
    {
        (int before, int owner) = places.GetValueOrDefault((row, column));
        bool crosses = before != 0 && owner != owners && (before, directions) is (Up | Down, Left | Right) or (Left | Right, Up | Down);
        places[(row, column)] = (crosses ? Up | Down : before | directions, owners);
    }
}
