using KerasPS.Files;
using KerasPS.Protobuf;

namespace KerasPS.EventFiles;

/// <summary>Reads event files, those of TensorFlow's and PyTorch's writers included.</summary>
public static class EventLog
{
    private const string NamePart = "tfevents";
    private const string GraphTag = "graph";
    private const string OwnRun = ".";

    /// <summary>Reads the values of a file, or of all event files in a folder and the folders below it, one by one, run by run.</summary>
    /// <param name="path">The file or folder. A file may still be written to; an incomplete event at its end is ignored.</param>
    /// <exception cref="KerasException"><c>FileNotFound</c>, also where a folder has no event files; <c>InvalidFile</c>: damaged, with the offset.</exception>
    public static IEnumerable<LoggedValue> Read(string path)
    {
        if (!Directory.Exists(path))
            return ReadFile(path, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) is { Length: > 0 } folder ? folder : OwnRun);
        (string File, string Run)[] files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file).Contains(NamePart, StringComparison.Ordinal))
            .Select(file => (file, Path.GetRelativePath(path, Path.GetDirectoryName(file)!).Replace('\\', '/')))
            .OrderBy(file => file.Item2, StringComparer.Ordinal)
            .ThenBy(file => file.file, StringComparer.Ordinal)
            .ToArray();
        if (files.Length == 0)
            throw new KerasException("FileNotFound", $"There are no event files in '{path}' or below it; their names contain '{NamePart}'.", path);
        return files.SelectMany(file => ReadFile(file.File, file.Run));
    }

    private static IEnumerable<LoggedValue> ReadFile(string path, string run)
    {
        using FileStream stream = DataFile.Open(path, FileShare.ReadWrite);
        Dictionary<string, string> plugins = [];
        using IEnumerator<(long Offset, byte[] Content)> records = EventRecord.ReadAll(stream).GetEnumerator();
        while (Named(path, records.MoveNext))
        {
            (long offset, byte[] content) = records.Current;
            foreach (LoggedValue value in Named(path, () => ReadEvent(offset, content, run, plugins)))
                yield return value;
        }
    }

    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (KerasException exception)
        {
            throw exception.WithMessage($"'{path}': {exception.Message}", path);
        }
    }

    private static LoggedValue[] ReadEvent(long offset, byte[] content, string run, Dictionary<string, string> plugins)
    {
        try
        {
            MessageField[] fields = MessageField.ReadAll(content);
            long step = fields.Where(field => field.Field == 2).Select(field => field.Number).LastOrDefault();
            double seconds = fields.Where(field => field.Field == 1).Select(field => field.Double).LastOrDefault();
            DateTime time = DateTime.UnixEpoch.AddSeconds(seconds).ToLocalTime();
            return fields.SelectMany(field => field.Field switch
            {
                4 => [new LoggedValue(run, GraphTag, step, GraphNode.ReadGraph(field.Bytes), time, LogKind.Graph)],
                5 => field.Fields.Where(part => part.Field == 1).Select(part => ReadValue(part.Fields, run, step, time, plugins)),
                _ => Enumerable.Empty<LoggedValue>(),
            }).ToArray();
        }
        catch (Exception exception) when (exception is InvalidDataException or OverflowException or ArgumentException or FormatException)
        {
            throw EventRecord.Damaged(offset, exception.Message.TrimEnd('.'), exception);
        }
    }

    private static LoggedValue ReadValue(MessageField[] fields, string run, long step, DateTime time, Dictionary<string, string> plugins)
    {
        string tag = fields.Where(field => field.Field == 1).Select(field => field.Text).LastOrDefault() ?? "";
        MessageField[] plugin = fields
            .Where(field => field.Field == 9).SelectMany(field => field.Fields)
            .Where(field => field.Field == 1).SelectMany(field => field.Fields)
            .ToArray();

        // Only the first value of a tag need name its plugin.
        if (plugin.Where(field => field.Field == 1).Select(field => field.Text).LastOrDefault() is { Length: > 0 } name)
            plugins[tag] = name;
        byte[] data = plugin.Where(field => field.Field == 2).Select(field => field.Bytes).LastOrDefault() ?? [];
        (LogKind kind, object? value) = fields.Select(field => field.Field switch
        {
            2 => (LogKind.Scalar, field.Single),
            4 => (LogKind.Image, new[] { ReadImage(field.Fields) }),
            5 => (LogKind.Histogram, ReadHistogram(field.Fields)),
            8 => ReadTensor(TensorMessage.Read(field.Fields), plugins.GetValueOrDefault(tag), data),
            _ => ((LogKind, object?)?)null,
        }).LastOrDefault(found => found is not null) ?? (LogKind.Tensor, null);
        return new LoggedValue(run, tag, step, value, time, kind);
    }

    private static (LogKind Kind, object? Value) ReadTensor(TensorMessage tensor, string? plugin, byte[] data) => plugin switch
    {
        SummaryValue.ScalarPlugin => (LogKind.Scalar, Only(tensor.Values)),
        SummaryValue.TextPlugin => (LogKind.Text, tensor.Texts is [string one] ? one : tensor.Texts),
        SummaryValue.KerasPlugin => (LogKind.KerasGraph, Only(tensor.Texts)),
        SummaryValue.HistogramPlugin => (LogKind.Histogram, ReadHistogram(tensor)),
        SummaryValue.ImagePlugin => (LogKind.Image, ReadImages(tensor.Strings)),
        SummaryValue.HParamsPlugin => (LogKind.HParams, HParamsMessage.Read(data)),
        _ => (LogKind.Tensor, tensor.Values is byte[][] ? tensor.Texts : tensor.Values),
    };

    private static object? Only(Array values) => values.Length == 1 ? values.GetValue(0) : throw new InvalidDataException($"there are {values.Length} values where one is expected");

    private static HistogramBucket[] ReadHistogram(TensorMessage tensor)
    {
        if (tensor is not { Shape: [_, 3], Values: double[] or float[] })
            throw new InvalidDataException("a histogram is not a tensor of shape (buckets, 3)");
        double[] numbers = tensor.Values.Cast<IConvertible>().Select(number => number.ToDouble(null)).ToArray();
        return numbers.Chunk(3).Select(row => new HistogramBucket(row[0], row[1], row[2])).ToArray();
    }

    /// <summary>The older form (HistogramProto): upper bucket limits and counts; the lowest limit is the smallest value.</summary>
    private static HistogramBucket[] ReadHistogram(MessageField[] fields)
    {
        double least = fields.Where(field => field.Field == 1).Select(field => field.Double).LastOrDefault();
        double[] limits = fields.Where(field => field.Field == 6).SelectMany(field => field.Doubles()).ToArray();
        double[] counts = fields.Where(field => field.Field == 7).SelectMany(field => field.Doubles()).ToArray();
        if (limits.Length != counts.Length)
            throw new InvalidDataException($"a histogram has {limits.Length} bucket limits and {counts.Length} bucket counts");
        return counts.Select((count, i) => new HistogramBucket(i == 0 ? Math.Min(least, limits[0]) : limits[i - 1], limits[i], count)).ToArray();
    }

    private static PngImage[] ReadImages(byte[][] strings) => strings is [byte[] width, byte[] height, ..]
        ? strings[2..].Select(content => new PngImage(Digits(width), Digits(height), content)).ToArray()
        : throw new InvalidDataException("images have no width and height");

    /// <summary>The older form: one image.</summary>
    private static PngImage ReadImage(MessageField[] fields)
    {
        return new PngImage(Size(2), Size(1), fields.Where(field => field.Field == 4).Select(field => field.Bytes).LastOrDefault() ?? []);

        int Size(int number) => checked((int)fields.Where(field => field.Field == number).Select(field => field.Number).LastOrDefault());
    }

    private static int Digits(byte[] text) => int.Parse(System.Text.Encoding.ASCII.GetString(text), System.Globalization.CultureInfo.InvariantCulture);
}
