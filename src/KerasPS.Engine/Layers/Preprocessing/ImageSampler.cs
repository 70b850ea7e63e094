using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Samples images at positions between and beyond their pixels.</summary>
/// <param name="fillMode">What lies beyond the borders.</param>
/// <param name="interpolation">How values between pixels are interpolated.</param>
/// <param name="fillValue">The value beyond the borders where these are constant.</param>
internal sealed class ImageSampler(FillMode fillMode, PixelSampling interpolation, double fillValue)
{
    /// <summary>The values at positions, <c>(batch, height, width, channels)</c>.</summary>
    /// <param name="images">The images, channels last.</param>
    /// <param name="rows">The row of each position; its shape and that of the columns are broadcast to <c>(batch, height, width, 1)</c>.</param>
    /// <param name="columns">The column of each position.</param>
    public Tensor Sample(Tensor images, Tensor rows, Tensor columns)
    {
        long channels = images.size(3);
        Tensor pixels = images.reshape(-1, channels);
        Tensor firstRows = arange(0, images.size(0), 1, ScalarType.Int64, images.device).reshape(-1, 1, 1, 1) * images.size(1);
        Neighbour[] columnNeighbours = NeighboursOf(columns, images.size(2));
        Tensor? sum = null;
        foreach (Neighbour row in NeighboursOf(rows, images.size(1)))
        {
            Tensor starts = (firstRows + row.Index) * images.size(2);
            foreach (Neighbour column in columnNeighbours)
            {
                Tensor index = starts + column.Index;
                Tensor values = pixels.index_select(0, index.reshape(-1)).reshape([.. index.shape[..3], channels]);
                if (row.IsOutside is not null)
                    values = values.masked_fill(row.IsOutside.logical_or(column.IsOutside!), fillValue);
                if (row.Weight is not null)
                    values = values * (row.Weight * column.Weight!);
                sum = sum is null ? values : sum + values;
            }
        }

        return sum!;
    }

    /// <summary>The pixels that contribute to the values at positions along one axis.</summary>
    private Neighbour[] NeighboursOf(Tensor places, long size)
    {
        if (interpolation == PixelSampling.Nearest)
            return [At(places.round(), null, size)];
        Tensor before = places.floor();
        Tensor weight = places - before;
        return [At(before, 1 - weight, size), At(before + 1, weight, size)];
    }

    private Neighbour At(Tensor index, Tensor? weight, long size)
    {
        Tensor within = fillMode switch
        {
            FillMode.Wrap => index.remainder(size),
            FillMode.Reflect => Mirrored(index.remainder(2 * size), size),
            _ => index.clamp(0, size - 1),
        };
        Tensor? isOutside = fillMode == FillMode.Constant ? index.lt(0).logical_or(index.ge(size)) : null;
        return new(within.to_type(ScalarType.Int64), weight, isOutside);
    }

    /// <summary>Forwards through the first <paramref name="size"/> indices, backwards through as many more.</summary>
    private static Tensor Mirrored(Tensor index, long size) => index.minimum((2 * size) - 1 - index);

    /// <summary>A pixel of the image for each position, with its interpolation weight, and whether the position is beyond the borders.</summary>
    private sealed record Neighbour(Tensor Index, Tensor? Weight, Tensor? IsOutside);
}
