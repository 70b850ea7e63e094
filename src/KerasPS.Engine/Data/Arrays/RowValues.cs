using System.Buffers;

namespace KerasPS.Data;

/// <summary>Some columns of the rows of a file: they are read where they are needed. Values are asked for by whole samples.</summary>
/// <param name="file">The file.</param>
/// <param name="offset">The first column.</param>
/// <param name="width">The number of columns.</param>
/// <param name="samples">The row of each sample; null for all rows in order.</param>
internal sealed class RowValues(RowFile file, int offset, int width, int[]? samples = null) : ArrayValues
{
    private const int RowsAtATime = 256;

    public override bool IsInMemory => false;

    public override long Length => (long)(samples?.Length ?? file.Count) * width;

    public override float[] ToArray()
    {
        float[] values = ValueArray.Create((int)(Length / width), width);
        CopyTo(0, values);
        return values;
    }

    public override ArrayValues Select(IReadOnlyList<int> indices, int size) =>
        new RowValues(file, offset, width, indices.Select(index => samples?[index] ?? index).ToArray());

    public override ArrayValues ScaleInPlace(float factor) => factor == 1 ? this : throw new NotSupportedException("Values in a file are scaled before they are written.");

    public override void CopyTo(long first, Span<float> values)
    {
        int sample = (int)(first / width);
        int count = values.Length / width;
        if (samples is null && count > 1)
        {
            CopyRows(sample, count, values);
            return;
        }

        for (int i = 0; i < count; i++)
            file.Read(samples?[sample + i] ?? sample + i, offset, values.Slice(i * width, width));
    }

    /// <summary>Rows one after another are read together, with the columns that are not wanted.</summary>
    private void CopyRows(int row, int count, Span<float> values)
    {
        float[] rows = ArrayPool<float>.Shared.Rent(RowsAtATime * file.Width);
        for (int done = 0; done < count; done += RowsAtATime)
        {
            int some = Math.Min(RowsAtATime, count - done);
            file.Read(row + done, 0, rows.AsSpan(0, some * file.Width));
            for (int i = 0; i < some; i++)
                rows.AsSpan((i * file.Width) + offset, width).CopyTo(values[((done + i) * width)..]);
        }

        ArrayPool<float>.Shared.Return(rows);
    }
}
