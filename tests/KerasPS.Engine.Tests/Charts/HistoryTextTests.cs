using KerasPS.Charts;
using static KerasPS.Tests.Charts.ChartFixtures;

namespace KerasPS.Tests.Charts;

public class HistoryTextTests
{
    [Fact]
    public void A_chart_in_ascii_has_a_frame_ends_and_marks()
    {
        EpochTable table = Titled("demo", ("loss", Values(4.0, 2.0, 1.0, 0.0)), ("val_loss", Values(4.0, 3.0, 2.0, 3.0)));
        string[] drawn = HistoryText.Draw(table, ["loss"], Ascii, 30, 13).ToArray();
        Assert.Equal(13, drawn.Length);
        Assert.Equal("demo: loss  ** loss 0  oo val_loss 3", drawn[0]);
        Assert.StartsWith("4 +o", drawn[1], StringComparison.Ordinal);
        Assert.StartsWith("0 +", drawn[9], StringComparison.Ordinal);
        Assert.EndsWith("*", drawn[9], StringComparison.Ordinal);
        Assert.Equal("@ best epoch 3: val_loss 2", drawn[^1]);
        Assert.Equal(["1", "4"], drawn[^2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Single(drawn.Skip(1).Take(9), line => line.Contains('@', StringComparison.Ordinal));
        Assert.All(drawn, line => Assert.True(line.All(letter => letter is >= ' ' and <= '~'), line));
    }

    [Fact]
    public void Rows_of_braille_rise_where_the_values_rise()
    {
        EpochTable table = Table(("accuracy", Values(0.0, 1.0)));
        string[] rows = HistoryText.Draw(table, ["accuracy"], Unicode, 40, 12).Skip(1).Take(8).ToArray();
        int[] firsts = rows.Select(row => row.ToList().FindIndex(letter => letter is >= '\u2801' and <= '\u28ff')).ToArray();
        Assert.Equal(firsts.OrderDescending(), firsts);
        Assert.True(firsts[^1] < 6 && firsts[0] > 30);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10000)]
    public void No_line_is_wider_than_it_may_be(int epochs)
    {
        Random random = new(1);
        EpochTable table = Titled(
            new string('n', 200),
            ("a_rather_long_name_of_a_metric_loss", Enumerable.Range(0, epochs).Select(_ => (object?)(random.NextDouble() * 1e5)).ToArray()),
            ("val_a_rather_long_name_of_a_metric_loss", Enumerable.Range(0, epochs).Select(i => i % 7 == 3 ? (object?)double.NaN : i % 5 == 2 ? null : random.NextDouble()).ToArray()));
        foreach (TextStyle style in new[] { Ascii, Unicode })
        {
            IReadOnlyList<string> lines = HistoryText.Draw(table, table.Metrics, style, 120, 16);
            Assert.All(lines, line => Assert.True(line.Length <= 120, $"{line.Length}: {line}"));
            Assert.InRange(lines.Count, 15, 16);
        }
    }

    [Fact]
    public void Values_that_are_no_number_or_infinite_are_crosses_and_break_the_line()
    {
        EpochTable table = Table(("loss", Values(1.0, double.NaN, 3.0, double.PositiveInfinity, 2.0)));
        IReadOnlyList<string> lines = HistoryText.Draw(table, ["loss"], Unicode, 40, 10);
        Assert.Equal(2, lines[1].Count(letter => letter == '×'));
        Assert.Equal(2, lines.Take(7).Sum(line => line.Count(letter => letter == '●')));
        Assert.Equal("◆ best epoch 1: loss 1  × not a number, or infinite", lines[^1]);
        Assert.Contains("NaN", HistoryText.Draw(Table(("loss", Values(double.NaN))), ["loss"], Unicode, 40, 10)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colors_there_is_no_escape_and_with_them_nothing_else_differs()
    {
        EpochTable table = Table(("loss", Values(1.0, 0.5, 0.7)), ("val_loss", Values(1.0, 0.6, 0.7)));
        IReadOnlyList<string> plain = HistoryText.Draw(table, ["loss"], Unicode, 60, 12);
        IReadOnlyList<string> colored = HistoryText.Draw(table, ["loss"], Color, 60, 12);
        Assert.DoesNotContain(plain, line => line.Contains('\e', StringComparison.Ordinal));
        Assert.Contains(colored, line => line.Contains("\e[38;5;208m", StringComparison.Ordinal));
        Assert.Equal(plain, colored.Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9;]*m", "").TrimEnd()));
    }

    [Fact]
    public void A_learning_rate_is_drawn_in_steps_with_what_changed_it()
    {
        History history = new() { CurrentEpoch = 3 };
        foreach ((int epoch, double rate) in new[] { (1, 0.1), (2, 0.1), (3, 0.001) })
        {
            Logs logs = new();
            logs["learning_rate"] = rate;
            history.Add(new EpochLog(epoch, ["learning_rate"], logs, 1));
        }

        history.NoteLearningRate(0.1, 0.001, "ReduceLROnPlateau");
        history.StopReason = StopReason.TimeLimit;
        IReadOnlyList<string> lines = HistoryText.Draw(EpochTable.Of(history), ["learning_rate"], Ascii, 60, 12);
        Assert.Contains("epoch 3: ReduceLROnPlateau from 0.1 to 0.001", lines);
        Assert.Equal("TimeLimit after 3 epochs", lines[^1]);
        Assert.StartsWith(new string('*', 40), lines[1].Split('+')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_is_too_small_is_refused()
    {
        Assert.Equal("InvalidValue", Assert.Throws<KerasException>(() => HistoryText.Draw(Table(("loss", Values(1.0))), ["loss"], Ascii, 10, 10)).ErrorId);
    }
}
