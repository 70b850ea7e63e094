using System.Globalization;

namespace KerasPS.Bench;

/// <summary>A CSV file of 100,000 rows and 20 columns read into a dataset, beside PowerShell's own way and pandas.</summary>
internal static class DataBench
{
    private const int Rows = 100_000, Columns = 20, WarmUps = 3, Rounds = 9;

    public static IEnumerable<Table> Run(Programs programs)
    {
        if (programs.PowerShell is not { } powerShell)
            yield break;
        string folder = Directory.CreateTempSubdirectory("keras-ps-bench-").FullName;
        List<Peer> peers = [];
        try
        {
            string path = Path.Combine(folder, "data.csv");
            NumbersFile.Write(path, Rows, Columns);
            foreach (string way in new[] { "Import-Dataset", "Import-Csv | ConvertTo-Dataset", "ConvertTo-Dataset", "Invoke-ModelPredict" })
                peers.Add(new Peer(way, powerShell, ["-NoProfile", "-File", programs.Script("Data.ps1"), way, path]));
            if (programs.Pandas is { } python)
                peers.Add(new Peer("pandas.read_csv", new(python), [programs.Script("read_csv.py"), path]));
            double[][] rounds = Peer.Rounds(peers, WarmUps, Rounds);
            double megabytes = new FileInfo(path).Length / 1e6;
            yield return new Table(
                string.Create(CultureInfo.InvariantCulture, $"CSV of {Rows} rows and {Columns} columns, {megabytes:F1} MB"),
                ["way", "ms", "rows/s", "MB/s", "over Import-Dataset"],
                peers.Select((peer, i) =>
                {
                    double seconds = Table.Median(rounds.Select(round => round[i]));
                    return (IReadOnlyList<object?>)
                    [
                        peer.Title,
                        Math.Round(seconds * 1000),
                        Math.Round(Rows / seconds),
                        Math.Round(megabytes / seconds),
                        Math.Round(Table.Median(rounds.Select(round => round[i] / round[0])), 2),
                    ];
                }).ToArray());
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }
}
