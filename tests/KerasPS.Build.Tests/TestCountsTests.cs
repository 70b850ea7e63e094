using System.Xml.Linq;

namespace KerasPS.Build.Tests;

public class TestCountsTests
{
    [Fact]
    public void Counts_what_did_not_pass_as_failed_and_what_did_not_run_as_skipped()
    {
        XDocument trx = XDocument.Parse("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><ResultSummary outcome="Failed">
              <Counters total="10" executed="8" passed="5" failed="2" error="0" timeout="1" aborted="0" notExecuted="0" />
            </ResultSummary></TestRun>
            """);
        Assert.Equal(new TestCounts(5, 3, 2), TestCounts.FromTrx(trx));
    }

    [Fact]
    public void Sums_both_suites_into_the_closing_line()
    {
        TestCounts sum = new TestCounts(5, 0, 0) + TestCounts.FromJson("""{ "Passed": 2, "Failed": 1, "Skipped": 0 }""");
        Assert.Equal("7 passed, 1 failed", sum.ToString());
        Assert.Equal($"3 skipped{Environment.NewLine}7 passed, 1 failed", (sum + new TestCounts(0, 0, 3)).ToString());
    }
}
