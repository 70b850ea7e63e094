using System.Diagnostics;
using System.Globalization;

namespace KerasPS.Tests.Fuzz;

/// <summary>
/// Damaged files are read, or refused with an error of ours; nothing else may happen. The variable KERASPS_FUZZ sets how many, all targets together;
/// the nightly run reads 1 million. Each input follows from its number alone, which a failure names.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class FuzzTests : IDisposable
{
    private const long MaxMemory = 256 << 20;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    /// <summary>Models take longer than data, so fewer of their files are read.</summary>
    private const int ModelsOneIn = 5;

    private readonly KerasFileFuzz models = new();
    private readonly NumpyFuzz numpy = new();
    private readonly FuzzTarget[] data;

    public FuzzTests() => data = [Hdf5Fuzz.Target(), SafeTensorsFuzz.Target(), ImageFuzz.Target(), numpy.Target()];

    private FuzzTarget[] Targets => field ??= [.. data, models.Target()];

    private static int Count => int.Parse(Environment.GetEnvironmentVariable("KERASPS_FUZZ") ?? "3000", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        models.Dispose();
        numpy.Dispose();
    }

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        Stopwatch watch = Stopwatch.StartNew();
        Dictionary<string, int> refused = Targets.ToDictionary(target => target.Name, _ => 0);
        Dictionary<string, int> read = Targets.ToDictionary(target => target.Name, _ => 0);
        Dictionary<string, string> failures = [];
        for (int number = 0; number < Count; number++)
        {
            FuzzTarget target = number % ModelsOneIn == 0 ? Targets[^1] : data[number % data.Length];
            (bool isRead, string? failure) = Run(target, number);
            (isRead ? read : refused)[target.Name]++;
            if (failure is not null)
                failures.TryAdd(PlaceOf(failure), $"{target.Name}, input {number}: {failure}");
        }

        Console.WriteLine($"{Count} damaged files in {watch.Elapsed.TotalSeconds:F0} s: "
            + string.Join(", ", Targets.Select(target => $"{target.Name} {refused[target.Name]} refused and {read[target.Name]} read")));
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Values));
        Assert.All(Targets, target => Assert.True(refused[target.Name] > 0 && read[target.Name] > 0, target.Name));
    }

    [Fact]
    public void What_is_damaged_can_be_read_before() =>
        Assert.All(Targets, target => Assert.All(target.Seeds, seed => Assert.Null(Record.Exception(() => target.Read(seed)))));

    /// <summary>One superblock, a header for each of 75 groups, and what two of them keep in heaps: two headers, five blocks, and two trees of four nodes.</summary>
    [Fact]
    public void All_structures_with_checksums_are_found() =>
        Assert.Equal(1 + 75 + 2 + 5 + 2 + 4, Hdf5Fuzz.CheckedStructures(File.ReadAllBytes(RepositoryFiles.PathOf("tests", "goldens", "h5py-latest-groups.h5"))));

    /// <summary>Whether one damaged file was read, and what went wrong otherwise than by an error of ours.</summary>
    private static (bool IsRead, string? Failure) Run(FuzzTarget target, int number)
    {
        Random random = new(number);
        byte[] file = target.Mutate(target.Seeds[random.Next(target.Seeds.Count)], random);
        long memory = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        bool isRead = false;
        try
        {
            target.Read(file);
            isRead = true;
        }
        catch (KerasException)
        {
        }
        catch (Exception exception)
        {
            return (false, exception.ToString());
        }

        memory = GC.GetAllocatedBytesForCurrentThread() - memory;
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return (isRead, memory > MaxMemory ? $"{memory} bytes of memory" : time > MaxTime ? $"{time.TotalSeconds} seconds" : null);
    }

    /// <summary>The kind of a failure and where it came from: one report of each is enough.</summary>
    private static string PlaceOf(string failure)
    {
        string[] lines = failure.Split('\n');
        return lines[0].Split(':')[0] + lines.FirstOrDefault(line => line.Contains("at KerasPS.", StringComparison.Ordinal));
    }
}
