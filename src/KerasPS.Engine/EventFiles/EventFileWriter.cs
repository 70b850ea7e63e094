using System.Collections.Concurrent;
using System.Globalization;
using KerasPS.Files;
using KerasPS.Protobuf;

namespace KerasPS.EventFiles;

/// <summary>
/// Writes events to a new file in a folder, on a background thread, so that adding one does not block, unless a thousand are
/// still to be written.
/// </summary>
/// <remarks>Events are flushed to the file after a second without new ones, by <see cref="Flush"/>, and at the end.</remarks>
internal sealed class EventFileWriter : IDisposable
{
    private const string Version = "brain.Event:2";
    private const string Producer = "KerasPS";
    private const int Capacity = 1000;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static int filesOfProcess;

    private readonly BlockingCollection<Func<byte[]>?> queue = new(Capacity);
    private readonly FileStream stream;
    private readonly Thread thread;
    private volatile Exception? failure;

    /// <param name="folder">The folder, which is created where it is missing.</param>
    /// <exception cref="KerasException"><c>PathNotWritable</c>.</exception>
    public EventFileWriter(string folder)
    {
        double now = Now;
        Path = System.IO.Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{(long)now:D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref filesOfProcess) - 1}.v2"));
        try
        {
            Directory.CreateDirectory(folder);
            stream = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.NotWritable(Path, exception.Message, exception);
        }

        queue.Add(() => MessageWriter.ToArray(message => message.Double(1, now).Text(3, Version).Message(10, source => source.Text(1, Producer))));
        thread = new Thread(WriteAll) { IsBackground = true, Name = "KerasPS events" };
        thread.Start();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The time as events have it: seconds since 1970.</summary>
    public static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>Adds a value.</summary>
    /// <param name="step">The step that it belongs to.</param>
    /// <param name="value">Computes the value on the background thread, from data that does not change any more.</param>
    /// <exception cref="KerasException"><c>PathNotWritable</c>: an earlier event could not be written.</exception>
    public void Add(long step, Func<SummaryValue> value)
    {
        double now = Now;
        Enqueue(() => MessageWriter.ToArray(message => message
            .Double(1, now)
            .Number(2, step)
            .Message(5, summary => summary.Message(1, value().Write))));
    }

    /// <summary>Adds the graph of operations.</summary>
    public void AddGraph(IReadOnlyList<GraphNode> nodes)
    {
        double now = Now;
        Enqueue(() => MessageWriter.ToArray(message => message.Double(1, now).Bytes(4, GraphNode.WriteGraph(nodes))));
    }

    /// <summary>Requests that the events added so far are flushed; does not wait.</summary>
    public void Flush() => Enqueue(null);

    /// <summary>Writes everything and closes the file.</summary>
    /// <exception cref="KerasException"><c>PathNotWritable</c>: not everything could be written.</exception>
    public void Dispose()
    {
        if (queue.IsAddingCompleted)
            return;
        queue.CompleteAdding();
        thread.Join();
        queue.Dispose();
        RequireNoFailure();
    }

    private void Enqueue(Func<byte[]>? content)
    {
        RequireNoFailure();
        queue.Add(content);
    }

    private void RequireNoFailure()
    {
        if (failure is { } cause)
            throw AtomicFile.NotWritable(Path, cause.Message, cause);
    }

    /// <summary>An exception here is rethrown by the next call that adds an event or closes the file; until then the queue is drained, so that adding does not block.</summary>
    private void WriteAll()
    {
        while (!queue.IsCompleted)
        {
            bool hasOne = queue.TryTake(out Func<byte[]>? content, Idle);
            try
            {
                if (failure is not null)
                    continue;
                if (hasOne && content is not null)
                    EventRecord.Write(stream, content());
                else
                    stream.Flush();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }

        try
        {
            stream.Dispose();
        }
        catch (Exception exception)
        {
            failure ??= exception;
        }
    }
}
