using System.Globalization;

namespace KerasPS.Tests.Data;

/// <summary>What several tests of the data room need.</summary>
internal static class DataFixtures
{
    /// <summary>A table of rows given as cells in the order of the names.</summary>
    public static Table TableOf(string names, params object?[][] rows)
    {
        Table table = new(names.Split(','));
        foreach (object?[] row in rows)
            table.AppendCells(row);
        return table;
    }

    /// <summary>Runs an action on a thread whose culture writes 1,5 for 1.5.</summary>
    public static void InGerman(Action action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Equal("1,5", 1.5.ToString());
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The error that the action throws, whose message must hold every one of the strings.</summary>
    public static KerasException ThrowsError(string errorId, Action action, params string[] inMessage)
    {
        KerasException error = Assert.Throws<KerasException>(action);
        Assert.Equal(errorId, error.ErrorId);
        Assert.All(inMessage, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        return error;
    }

    /// <summary>The repository's folder of sample data.</summary>
    public static string SampleFolder() => RepositoryFiles.PathOf("data");
}
