using System.Globalization;

namespace KerasPS.Bench;

/// <summary>Writes a CSV file of random numbers whose last column, y, follows from the others.</summary>
internal static class NumbersFile
{
    public static void Write(string path, int rows, int columns)
    {
        Random random = new(1);
        using StreamWriter writer = new(path);
        writer.WriteLine(string.Join(",", Enumerable.Range(1, columns - 1).Select(i => $"x{i}").Append("y")));
        Span<char> cell = stackalloc char[16];
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            for (int column = 1; column <= columns; column++)
            {
                double number = column < columns ? random.NextDouble() * 10 : Math.Sin(sum);
                sum += number / columns;
                number.TryFormat(cell, out int length, "F5", CultureInfo.InvariantCulture);
                writer.Write(cell[..length]);
                writer.Write(column < columns ? ',' : '\n');
            }
        }
    }
}
