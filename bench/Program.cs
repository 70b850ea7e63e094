using System.Globalization;
using System.Text.Json;
using KerasPS.Bench;

// A loop that another process of this program controls, see Programs.Loop. Otherwise the name of what to measure; all without any.
if (args is ["loop", var loop, var workload, var samples, var device, var policy])
{
    EpochServer.Run(loop, Workload.Of(workload) with { Samples = int.Parse(samples, CultureInfo.InvariantCulture) }, device, policy);
    return;
}

Programs programs = new();
Dictionary<string, Func<IEnumerable<Table>>> parts = new()
{
    ["steps"] = () => StepBench.Run(programs, args.Skip(1).ToArray()),
    ["data"] = () => DataBench.Run(programs),
    ["job"] = () => JobBench.Run(programs),
    ["stream"] = () => StreamBench.Run(programs),
    ["module"] = () => ModuleBench.Run(programs),
    ["memory"] = SteadyMemoryBench.Run,
    ["saving"] = SavingBench.Run,
    ["gpu"] = () => GpuBench.Run(programs, args.Skip(1).ToArray()),
};
if (args.Length > 0 && !parts.ContainsKey(args[0]))
{
    Console.Error.WriteLine($"There is no '{args[0]}' to measure, but {string.Join(", ", parts.Keys)}.");
    Environment.Exit(2);
}

List<Table> tables = [];
foreach (string line in MachineFacts.Lines(programs))
    Console.WriteLine($"* {line}");
Console.WriteLine();
foreach (string part in args.Length > 0 ? [args[0]] : parts.Keys.ToArray())
{
    foreach (Table table in parts[part]())
    {
        Console.WriteLine(table);
        tables.Add(table);
    }
}

string json = Path.Combine(Programs.Repository, "out", "bench.json");
Directory.CreateDirectory(Path.GetDirectoryName(json)!);
File.WriteAllText(json, JsonSerializer.Serialize(new { date = DateTime.UtcNow, machine = MachineFacts.Lines(programs), tables }, new JsonSerializerOptions { WriteIndented = true }));
