namespace KerasPS.Build.Tests;

public class WineSuiteTests
{
    [Theory]
    [InlineData(0, "wine: said something\npassed: a\r\npassed: b\r\n", 2, 0)]
    [InlineData(0, "passed: a\nfailed: b: why\nat line 3\npassed: c\n", 2, 1)]
    [InlineData(2, "passed: a\nFatal error.\n", 1, 1)]
    [InlineData(0, "could not start\n", 0, 1)]
    public void Counts_each_check_and_an_end_before_the_last(int exitCode, string output, int passed, int failed) =>
        Assert.Equal(new TestCounts(passed, failed, 0), WineSuite.Count(new Shell.Captured(exitCode, output)));
}
