namespace KerasPS.Data.Images;

/// <summary>
/// Brings a component to the size of the image. Where it has half as many samples in a direction, new ones are a quarter of the way between two, rounded
/// up and down in turns as libjpeg's triangular filter does; otherwise samples are repeated.
/// </summary>
internal static class JpegUpsampling
{
    /// <summary>The samples of a component, one for each pixel of the image.</summary>
    /// <param name="component">The component.</param>
    /// <param name="width">The image's width.</param>
    /// <param name="height">The image's height.</param>
    /// <param name="across">How many pixels lie beside each other in a sample.</param>
    /// <param name="down">How many pixels lie above each other in a sample.</param>
    public static byte[] Expand(JpegComponent component, int width, int height, int across, int down)
    {
        byte[] samples = component.ToSamples();
        byte[] pixels = new byte[width * height];
        bool isSmooth = (across, down) is (1, 2) || (across == 2 && down <= 2 && component.Width > 2);
        int[] sums = new int[component.Width];
        byte[] wide = new byte[component.Width * across];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = RowAt(samples, component, y / down);
            Span<byte> target = pixels.AsSpan(y * width, width);
            if (!isSmooth)
            {
                for (int x = 0; x < width; x++)
                    target[x] = row[x / across];
                continue;
            }

            int other = Math.Clamp((y / 2) + (y % 2 == 0 ? -1 : 1), 0, component.Height - 1);
            if (down == 1)
                UpsampleH2V1(row, wide);
            else if (across == 1)
                UpsampleH1V2(row, RowAt(samples, component, other), wide, y % 2 == 0 ? 1 : 2);
            else
                UpsampleH2V2(row, RowAt(samples, component, other), sums, wide);
            wide.AsSpan(0, width).CopyTo(target);
        }

        return pixels;
    }

    private static ReadOnlySpan<byte> RowAt(byte[] samples, JpegComponent component, int row) => samples.AsSpan(row * component.Stride, component.Width);

    private static void UpsampleH2V1(ReadOnlySpan<byte> row, Span<byte> wide)
    {
        for (int x = 0; x < row.Length; x++)
        {
            wide[2 * x] = x == 0 ? row[0] : (byte)(((3 * row[x]) + row[x - 1] + 1) >> 2);
            wide[(2 * x) + 1] = x == row.Length - 1 ? row[x] : (byte)(((3 * row[x]) + row[x + 1] + 2) >> 2);
        }
    }

    private static void UpsampleH1V2(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> blended, int rounding)
    {
        for (int x = 0; x < near.Length; x++)
            blended[x] = (byte)(((3 * near[x]) + far[x] + rounding) >> 2);
    }

    private static void UpsampleH2V2(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int[] sums, Span<byte> wide)
    {
        for (int x = 0; x < sums.Length; x++)
            sums[x] = (3 * near[x]) + far[x];
        for (int x = 0; x < sums.Length; x++)
        {
            wide[2 * x] = (byte)(((3 * sums[x]) + sums[Math.Max(x - 1, 0)] + 8) >> 4);
            wide[(2 * x) + 1] = (byte)(((3 * sums[x]) + sums[Math.Min(x + 1, sums.Length - 1)] + 7) >> 4);
        }
    }
}
