namespace KerasPS.Build.Tests;

public class AnswersTests
{
    [Fact]
    public void Outlive_the_run_that_got_them()
    {
        using var folder = new TemporaryFolder();
        string path = folder.In("out", "answers.json");
        new Answers(path).Remember("a tool", false);
        new Answers(path).Remember("a package", true);

        var later = new Answers(path);
        Assert.False(later["a tool"]);
        Assert.True(later["a package"]);
        Assert.Null(later["another"]);
    }

    [Fact]
    public void Are_asked_for_again_when_the_file_was_damaged()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(new Answers(folder.Write("answers.json", "{ \"a tool\": fal"))["a tool"]);
    }
}
