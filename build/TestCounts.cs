using System.Text.Json;
using System.Xml.Linq;

namespace KerasPS.Build;

/// <summary>The numbers of passed, failed and skipped tests.</summary>
internal readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    public static TestCounts operator +(TestCounts a, TestCounts b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    /// <summary>Reads the counters of a .trx file. A test that was not executed counts as skipped, one that timed out as failed.</summary>
    public static TestCounts FromTrx(XDocument trx)
    {
        XElement counters = trx.Descendants().First(element => element.Name.LocalName == "Counters");
        int Count(string name) => (int?)counters.Attribute(name) ?? 0;
        int passed = Count("passed");
        int skipped = Count("total") - Count("executed");
        return new TestCounts(passed, Count("total") - skipped - passed, skipped);
    }

    /// <summary>Reads what <c>tests/Pester/Invoke-Suite.ps1</c> writes.</summary>
    public static TestCounts FromJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        int Count(string name) => document.RootElement.GetProperty(name).GetInt32();
        return new TestCounts(Count("Passed"), Count("Failed"), Count("Skipped"));
    }

    /// <summary>What a test run ends with; the last line has only what passed and failed.</summary>
    public override string ToString() => (Skipped > 0 ? $"{Skipped} skipped{Environment.NewLine}" : "") + $"{Passed} passed, {Failed} failed";
}
