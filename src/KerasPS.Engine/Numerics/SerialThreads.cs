using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace KerasPS.Numerics;

/// <summary>
/// Threads on which operations of libtorch take no further threads, for work that is shared once rather than in each operation. They are kept, since to tell libtorch the
/// number of threads costs more than the work.
/// </summary>
internal static class SerialThreads
{
    private static readonly BlockingCollection<Action> Waiting = [];
    private static readonly object Starting = new();
    private static int count;

    /// <summary>Runs parts of a work, each on another thread, and waits for all.</summary>
    /// <param name="parts">The number of parts.</param>
    /// <param name="run">Runs the part of an index.</param>
    public static void Run(int parts, Action<int> run)
    {
        Start(parts);
        using CountdownEvent running = new(parts);
        Exception? failure = null;
        for (int part = 0; part < parts; part++)
        {
            int index = part;
            Waiting.Add(() =>
            {
                try
                {
                    run(index);
                }
                catch (Exception e)
                {
                    failure = e;
                }
                finally
                {
                    running.Signal();
                }
            });
        }

        running.Wait();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private static void Start(int wanted)
    {
        lock (Starting)
        {
            if (count >= wanted)
                return;
            int threads = get_num_threads();
            using CountdownEvent ready = new(wanted - count);
            for (; count < wanted; count++)
                new Thread(() => Serve(ready)) { IsBackground = true, Name = "KerasPS" }.Start();
            ready.Wait();

            // For this thread the number is what it was, but new ones would begin with that of the others.
            set_num_threads(threads);
        }
    }

    private static void Serve(CountdownEvent ready)
    {
        // The first question gives a thread the number of all.
        _ = get_num_threads();
        set_num_threads(1);
        ready.Signal();
        foreach (Action work in Waiting.GetConsumingEnumerable())
            work();
    }
}
