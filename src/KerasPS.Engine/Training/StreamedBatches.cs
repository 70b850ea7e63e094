using KerasPS.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Batches of data that does not fit on the device, or is in a file: while one is trained on, another thread prefetches the next.</summary>
internal sealed class StreamedBatches(ModelData data, DataArray? weights, int batchSize, Device device) : IBatchMaker
{
    private readonly int count = data.Source.Count;
    private readonly DataArray?[] arrays = [.. data.Inputs, .. data.Targets, weights];

    /// <summary>Double buffering: one set of arrays holds the current batch, the other is being filled.</summary>
    private readonly float[]?[][] buffers = [new float[data.Inputs.Count + data.Targets.Count + 1][], new float[data.Inputs.Count + data.Targets.Count + 1][]];

    private int current;
    private (int First, Tensor? Order, Task Reading)? ahead;

    public Device OrderDevice => CPU;

    public Batch Make(int first, int size, Tensor? order)
    {
        if (ahead is not { } next || next.First != first || !ReferenceEquals(next.Order, order))
        {
            Dispose();
            next = ReadAhead(first, size, order);
        }

        next.Reading.GetAwaiter().GetResult();
        current = 1 - current;
        Tensor?[] made = arrays.Select((array, i) => array is null ? null : ToDevice(array, buffers[current][i]!, size)).ToArray();
        int following = first + size;
        ahead = following < count ? ReadAhead(following, Math.Min(batchSize, count - following), order) : null;
        return new Batch(made[..data.Inputs.Count]!, made[data.Inputs.Count..^1], made[^1], size);
    }

    /// <summary>Waits for the batch that is being read.</summary>
    public void Dispose()
    {
        if (ahead is { } reading)
            Task.WaitAny(reading.Reading);
        ahead = null;
    }

    private (int First, Tensor? Order, Task Reading) ReadAhead(int first, int size, Tensor? order)
    {
        float[]?[] filled = buffers[1 - current];
        long[]? samples = null;
        if (order is not null)
        {
            using Tensor chosen = order.narrow(0, first, size);
            samples = chosen.data<long>().ToArray();
        }

        return (first, order, Task.Run(() =>
        {
            for (int i = 0; i < arrays.Length; i++)
            {
                if (arrays[i] is { } array)
                    Fill(filled[i] ??= new float[batchSize * array.Size], array, first, size, samples);
            }
        }));
    }

    private static void Fill(float[] values, DataArray array, int first, int size, long[]? samples)
    {
        if (samples is null)
        {
            array.Source.CopyTo((long)first * array.Size, values.AsSpan(0, size * array.Size));
            return;
        }

        for (int i = 0; i < size; i++)
            array.Source.CopyTo(samples[i] * array.Size, values.AsSpan(i * array.Size, array.Size));
    }

    /// <summary>The copy to a GPU is asynchronous, from pinned memory.</summary>
    private Tensor ToDevice(DataArray array, float[] values, int size)
    {
        Tensor batch = frombuffer(values, ScalarType.Float32, (long)size * array.Size).view([size, .. array.Shape]);
        return device.type == DeviceType.CPU ? batch : batch.pin_memory().to(device, non_blocking: true);
    }
}
