using System.Globalization;
using System.Runtime.InteropServices;
using KerasPS.Hdf5;
using KerasPS.Layers;
using KerasPS.Optimizers;
using static TorchSharp.torch;

namespace KerasPS.Saving;

/// <summary>A slot for one array of a file of weights.</summary>
internal abstract class WeightSlot(string title, IReadOnlyList<long> shape)
{
    /// <summary>What it is, for errors.</summary>
    public string Title => title;

    /// <summary>The shape of the array.</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>The dtype in which it is written.</summary>
    public abstract Hdf5Type Type { get; }

    /// <summary>A variable of a layer.</summary>
    public static WeightSlot Of(Variable variable) => new OfTensor(variable.Path, variable.Shape, () => variable.Value);

    /// <summary>An array of an optimizer's state.</summary>
    public static WeightSlot Of(KerasSlot slot) => slot.Values is { } values ? new OfTensor(slot.Path, slot.Shape, () => values) : new OfNothing(slot.Path, slot.Shape);

    /// <summary>An integer.</summary>
    public static WeightSlot Count(string title, long value, Action<long> set) => new OfCount(title, value, set);

    /// <summary>A number of 0 or above.</summary>
    public static WeightSlot Number(string title, double value, Action<double> set) => new OfNumber(title, value, set);

    /// <summary>An array that has to be there, and says nothing.</summary>
    public static WeightSlot Nothing(string title, params long[] shape) => new OfNothing(title, shape);

    /// <summary>Writes the values.</summary>
    public abstract void Write(Stream stream);

    /// <summary>Takes over the values of a dataset that has no <see cref="Problem"/>.</summary>
    public abstract void Read(Hdf5FileDataset dataset);

    /// <summary>Why a dataset cannot be read here; null where it can.</summary>
    public string? Problem(Hdf5FileDataset dataset)
    {
        if (!dataset.Shape.SequenceEqual(Shape))
            return $"'{dataset.Path}' ({Title}) has the shape {KerasPS.Shape.Format(dataset.Shape)} instead of {KerasPS.Shape.Format(Shape)}";
        return dataset.Type.IsNumber ? ProblemOfValue(dataset) : $"'{dataset.Path}' ({Title}) is of type {dataset.Type}";
    }

    protected virtual string? ProblemOfValue(Hdf5FileDataset dataset) => null;

    private sealed class OfTensor(string title, IReadOnlyList<long> shape, Func<Tensor> values) : WeightSlot(title, shape)
    {
        public override Hdf5Type Type => TensorValues.TypeOf(values());

        public override void Write(Stream stream) => TensorValues.Write(values(), stream);

        public override void Read(Hdf5FileDataset dataset) => TensorValues.Read(dataset, values());
    }

    private sealed class OfCount(string title, long value, Action<long> set) : WeightSlot(title, [])
    {
        public override Hdf5Type Type => value is >= int.MinValue and <= int.MaxValue ? Hdf5Type.Int32 : Hdf5Type.Int64;

        public override void Write(Stream stream) => stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<long>([value]))[..Type.Size]);

        public override void Read(Hdf5FileDataset dataset) => set(dataset.ReadInteger());

        protected override string? ProblemOfValue(Hdf5FileDataset dataset)
        {
            try
            {
                return dataset.ReadInteger() is var count && count >= 0 ? null : $"'{dataset.Path}' ({Title}) is {count}";
            }
            catch (KerasException exception) when (exception.ErrorId == "NotSupported")
            {
                return $"'{dataset.Path}' ({Title}) is not an integer";
            }
        }
    }

    private sealed class OfNumber(string title, double value, Action<double> set) : WeightSlot(title, [])
    {
        public override Hdf5Type Type => Hdf5Type.Float32;

        public override void Write(Stream stream) => stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<float>([(float)value])));

        public override void Read(Hdf5FileDataset dataset) => set(ValueOf(dataset));

        protected override string? ProblemOfValue(Hdf5FileDataset dataset) => ValueOf(dataset) is var number && float.IsFinite(number) && number >= 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"'{dataset.Path}' ({Title}) is {number}");

        private static float ValueOf(Hdf5FileDataset dataset)
        {
            Span<float> number = stackalloc float[1];
            dataset.ReadFloats(number);
            return number[0];
        }
    }

    private sealed class OfNothing(string title, IReadOnlyList<long> shape) : WeightSlot(title, shape)
    {
        private const int BlockSize = 1 << 16;

        /// <summary>Keras's number in place of an array is a whole one.</summary>
        public override Hdf5Type Type => Shape.Count == 0 ? Hdf5Type.Int32 : Hdf5Type.Float32;

        public override void Write(Stream stream)
        {
            long left = Shape.Aggregate((long)Type.Size, (bytes, size) => bytes * size);
            ReadOnlySpan<byte> zeros = new byte[Math.Min(BlockSize, left)];
            for (; left > 0; left -= BlockSize)
                stream.Write(zeros[..(int)Math.Min(BlockSize, left)]);
        }

        public override void Read(Hdf5FileDataset dataset)
        {
        }
    }
}
