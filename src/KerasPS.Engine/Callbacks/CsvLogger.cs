using System.Collections;
using System.Globalization;
using KerasPS.Configuration;
using KerasPS.Csv;
using KerasPS.Files;

namespace KerasPS;

/// <summary>Writes the values of each epoch as a row of a CSV file, which others can read while training runs.</summary>
/// <remarks>
/// <para>Columns: <c>epoch</c>, counted from 0 as in Keras, then the values sorted by name: those that the training reports, <c>val_</c> ones only where there
/// is validation, and those that callbacks earlier in the list add in the first epoch. A value that an epoch does not have is <c>NA</c>; one
/// that appears later is left out, with one warning.</para>
/// <para>Numbers have a point and as many digits as give the same number when read; <c>nan</c> as in Keras. Lines end in a line feed everywhere.</para>
/// <para>When appending, the columns are only those that the training reports itself, so that every run has the same; a file with others is
/// an error before epoch 1, or with force kept as <c>name.1.csv</c> (the first number that is free), and a new file begun.</para>
/// <para>Differs from Keras: the columns are planned before epoch 1, so validation that comes later has its columns from the start; values cannot shift to columns of an
/// earlier run; a file that is replaced has its header from its first moment on.</para>
/// </remarks>
/// <param name="filename">The file. A relative one lies in the current folder.</param>
/// <param name="separator">The separator between values: one ASCII character.</param>
/// <param name="append">Whether to append to a file that exists, rather than to replace it.</param>
/// <param name="force">Whether to begin a new file where the one to append to has other columns; that one is kept under another name.</param>
/// <example>
/// <code>
/// New-CsvLogger history.csv
/// </code>
/// A file with a row per epoch.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 3 -Callback (New-CsvLogger history.csv)
/// Import-Csv history.csv
/// </code>
/// What a training wrote.
/// </example>
public sealed class CsvLogger(string filename, string separator = ",", bool append = false, bool force = false) : Callback
{
    private const string EpochColumn = "epoch";
    private const string Missing = "NA";

    private readonly string path = Path.Combine(Environment.CurrentDirectory, filename);
    private IReadOnlyList<string> planned = [];
    private IReadOnlyList<string>? columns;
    private CsvFileWriter? writer;
    private FileStream? stream;
    private long? length;
    private bool hasWarned;

    /// <summary>The file.</summary>
    [KerasPath]
    public string Filename { get; } = filename;

    /// <summary>The separator between values.</summary>
    public string Separator { get; } = separator.Length == 1 && char.IsAscii(separator[0]) && separator[0] is not ('"' or '\r' or '\n')
        ? separator
        : throw KerasException.InvalidValue(nameof(CsvLogger), $"the separator must be one ASCII character such as ',', ';' or a tab, not '{separator}'.", separator);

    /// <summary>Whether to append to a file that exists.</summary>
    public bool Append { get; } = append;

    /// <summary>Whether to begin a new file where the one to append to has other columns.</summary>
    public bool Force { get; } = force;

    /// <inheritdoc/>
    /// <exception cref="KerasException"><c>PathNotWritable</c>; <c>ColumnsDiffer</c>, when appending to a file with other columns.</exception>
    public override void Validate(TrainingPlan plan)
    {
        planned = Sorted(plan.LogNames);
        AtomicFile.RequireFolder(Path.GetDirectoryName(path)!);
        using (Open(FileMode.OpenOrCreate))
        {
        }

        if (Append && !Force && ReadHeader() is { } header && !IsPlanned(header))
            throw Differs(header);
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        Close();
        hasWarned = false;
        columns = Append && ReadHeader() is { } header && IsPlanned(header) ? header[1..] : null;
        length = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (writer is null)
            Begin(logs);
        WriteRow(columns!.Select(name => Text(logs[name])).Prepend(Text(epoch)));
        string[] late = logs.Keys.Except(columns!, StringComparer.OrdinalIgnoreCase).ToArray();
        if (late.Length == 0 || hasWarned)
            return;
        hasWarned = true;
        Output.Warning($"CsvLogger: '{Filename}' has no column for {string.Join(", ", late)}, which came after its columns were fixed; left out.");
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Close();

    /// <summary>The columns, and how long the file is.</summary>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>
    {
        ["columns"] = columns,
        ["length"] = stream?.Position ?? length,
        ["has_warned"] = hasWarned,
    };

    /// <summary>Resumes after the rows that the file had; rows of epochs that are going to be trained again are cut off when the next one is written.</summary>
    /// <param name="state">The state.</param>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        columns = (state.GetValueOrDefault("columns") as System.Collections.IEnumerable)?.Cast<string>().ToArray();
        length = (long?)state.Number("length");
        hasWarned = state.GetValueOrDefault("has_warned") is true;
    }

    private static string[] Sorted(IEnumerable<string> names) => names
        .Where(name => !name.Equals(EpochColumn, StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.Ordinal)
        .ToArray();

    private static string Text(object? value) => value switch
    {
        null => Missing,
        string text => text,
        double.NaN or float.NaN => "nan",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? Missing,
    };

    /// <summary>Opens the file: where it was left, after its last row, or with a new header.</summary>
    private void Begin(Logs logs)
    {
        bool goesOn = length is not null && File.Exists(path) && new FileInfo(path).Length >= length;
        if (length is not null && !goesOn)
            Output.Warning($"CsvLogger: '{Filename}' lacks rows of the epochs before the interruption; it starts afresh.");
        bool isNew = !goesOn && (columns is null || !Append || !File.Exists(path));
        if (isNew)
        {
            columns = Sorted(Append && planned.Count > 0 ? planned : planned.Concat(logs.Keys));
            if (Append)
                KeepOther();
            AtomicFile.Write(path, file => WriteRow(file, columns.Prepend(EpochColumn)));
        }

        bool isCutOff = !goesOn && !isNew && !EndsWithLine();
        stream = Open(goesOn ? FileMode.Open : FileMode.Append);
        if (goesOn)
        {
            stream.SetLength(length!.Value);
            stream.Seek(0, SeekOrigin.End);
        }

        if (isCutOff)
            stream.WriteByte((byte)'\n');
        writer = NewWriter(stream);
    }

    private CsvFileWriter NewWriter(Stream file) => new(file, Separator[0], "\n");

    private void WriteRow(Stream file, IEnumerable<string> cells)
    {
        using CsvFileWriter writer = NewWriter(file);
        writer.Write(cells);
    }

    private void WriteRow(IEnumerable<string> cells)
    {
        try
        {
            writer!.Write(cells);
            writer.Flush();
        }
        catch (IOException exception)
        {
            throw AtomicFile.NotWritable(path, exception.Message, exception);
        }
    }

    /// <summary>Gives a file with other columns another name, so that its rows are not lost.</summary>
    private void KeepOther()
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
            return;
        string kept = Enumerable.Range(1, int.MaxValue).Select(i => Path.ChangeExtension(path, $"{i}{Path.GetExtension(path)}")).First(name => !File.Exists(name));
        File.Move(path, kept);
        Output.Warning($"CsvLogger: '{Filename}' had other columns; it is kept as '{Path.GetFileName(kept)}', and a new file begun.");
    }

    private FileStream Open(FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.Write, FileShare.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.NotWritable(path, exception.Message, exception);
        }
    }

    /// <summary>The columns of the file; null where it is empty.</summary>
    private string[]? ReadHeader()
    {
        if (!File.Exists(path))
            return null;
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using CsvFileReader reader = new(stream, Separator[0]);
        return reader.Read() ? Enumerable.Range(0, reader.FieldCount).Select(reader.Text).ToArray() : null;
    }

    /// <summary>Whether the last line is complete; an editor may have saved it without its end.</summary>
    private bool EndsWithLine()
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }

    private bool IsPlanned(string[] header) => planned.Count == 0 || header.SequenceEqual(planned.Prepend(EpochColumn), StringComparer.OrdinalIgnoreCase);

    private KerasException Differs(string[] header) => new(
        "ColumnsDiffer",
        $"CsvLogger: '{Filename}' has the columns {string.Join(Separator, header)}, but this training writes {string.Join(Separator, planned.Prepend(EpochColumn))}. Append to another file, replace this one, or begin a new one with -Force.",
        Filename);

    private void Close()
    {
        writer?.Dispose();
        stream?.Dispose();
        (writer, stream) = (null, null);
    }
}
