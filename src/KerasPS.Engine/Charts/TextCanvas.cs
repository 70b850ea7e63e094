using System.Text;

namespace KerasPS.Charts;

/// <summary>
/// A drawing made of characters: braille, of which each has two by four dots, or ASCII. Dots are counted from the upper left.
/// </summary>
internal sealed class TextCanvas(int width, int height, TextStyle style)
{
    // The bits of a braille character, row by row.
    private static readonly int[] Bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

    private readonly int[,] dots = new int[height, width];
    private readonly char[,] marks = new char[height, width];
    private readonly TextColor[,] colors = new TextColor[height, width];

    private int DotsAcross => style.IsUnicode ? 2 : 1;

    private int DotsDown => style.IsUnicode ? 4 : 1;

    /// <summary>A line between two points, each from 0 to 1 to the right and upwards.</summary>
    /// <param name="from">The first point.</param>
    /// <param name="to">The second point.</param>
    /// <param name="color">What the line is.</param>
    /// <param name="letter">The character that ASCII draws it with.</param>
    /// <param name="drawn">The number of dots drawn so far where the line is dashed; null where it is not.</param>
    /// <returns>The number of dots after this line.</returns>
    public int? Line((double X, double Y) from, (double X, double Y) to, TextColor color, char letter, int? drawn)
    {
        (int x, int y) = DotOf(from);
        (int endX, int endY) = DotOf(to);
        int steps = Math.Max(Math.Abs(endX - x), Math.Abs(endY - y));
        for (int i = 0; i <= steps; i++)
        {
            double share = steps == 0 ? 0 : (double)i / steps;
            bool isGap = style.IsUnicode && drawn is { } count && count % 4 >= 2;
            if (!isGap)
                Dot(x + (int)Math.Round((endX - x) * share), y + (int)Math.Round((endY - y) * share), color, letter);
            if (i > 0)
                drawn++;
        }

        return drawn;
    }

    /// <summary>A character at a point, over what is there.</summary>
    public void Mark((double X, double Y) place, char letter, TextColor color)
    {
        (int x, int y) = DotOf(place);
        (marks[y / DotsDown, x / DotsAcross], colors[y / DotsDown, x / DotsAcross]) = (letter, color);
    }

    /// <summary>A character in all the free cells of a column.</summary>
    public void Column(double x, char letter, TextColor color)
    {
        int column = DotOf((x, 0)).X / DotsAcross;
        for (int row = 0; row < height; row++)
        {
            if (dots[row, column] == 0 && marks[row, column] == 0)
                (marks[row, column], colors[row, column]) = (letter, color);
        }
    }

    /// <summary>The characters of a row, from the top.</summary>
    public string Row(int row)
    {
        StringBuilder line = new();
        StringBuilder run = new();
        TextColor color = TextColor.None;
        for (int column = 0; column < width; column++)
        {
            char letter = marks[row, column] != 0 ? marks[row, column] : dots[row, column] != 0 ? (char)(0x2800 + dots[row, column]) : ' ';
            TextColor own = letter == ' ' ? TextColor.None : colors[row, column];
            if (own != color)
            {
                line.Append(style.Paint(run.ToString(), color));
                run.Clear();
                color = own;
            }

            run.Append(letter);
        }

        return line.Append(style.Paint(run.ToString(), color)).ToString().TrimEnd();
    }

    /// <summary>The row, from the top, in which a height from 0 to 1 lies.</summary>
    public int RowOf(double y) => DotOf((0, y)).Y / DotsDown;

    /// <summary>The column in which a point from 0 to 1 lies.</summary>
    public int ColumnOf(double x) => DotOf((x, 0)).X / DotsAcross;

    private (int X, int Y) DotOf((double X, double Y) place) => (
        (int)Math.Round(place.X * ((width * DotsAcross) - 1)),
        (int)Math.Round((1 - place.Y) * ((height * DotsDown) - 1)));

    private void Dot(int x, int y, TextColor color, char letter)
    {
        int row = y / DotsDown;
        int column = x / DotsAcross;
        if (style.IsUnicode)
            dots[row, column] |= Bits[(y % 4 * 2) + (x % 2)];
        else
            marks[row, column] = letter;
        colors[row, column] = color;
    }
}
