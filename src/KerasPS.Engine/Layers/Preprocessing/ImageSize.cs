using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Other sizes and proportions of images, <c>(batch, height, width, channels)</c>.</summary>
internal static class ImageSize
{
    /// <summary>The images in another size, computed in single precision at least; centres of pixels lie at halves.</summary>
    public static Tensor Resize(Tensor images, long height, long width, Interpolation interpolation, bool antialias = false)
    {
        if (interpolation == Interpolation.Nearest)
            return Repeat(Repeat(images, 1, height), 2, width);
        Tensor wide = images.dtype == ScalarType.Float64 ? images : images.to_type(ScalarType.Float32);
        Tensor resized = nn.functional.interpolate(
            Spatial.ChannelsFirst(wide),
            [height, width],
            mode: interpolation == Interpolation.Bilinear ? InterpolationMode.Bilinear : InterpolationMode.Bicubic,
            align_corners: false,
            antialias: antialias);
        return Spatial.ChannelsLast(resized).to_type(images.dtype);
    }

    /// <summary>The largest window, in the middle, with the proportions of a size.</summary>
    public static Tensor CropToRatio(Tensor images, long height, long width)
    {
        (long windowHeight, long windowWidth) = LargestWindow(images.size(1), images.size(2), height, width);
        return images
            .narrow(1, (images.size(1) - windowHeight) / 2, windowHeight)
            .narrow(2, (images.size(2) - windowWidth) / 2, windowWidth);
    }

    /// <summary>The images with a constant on both sides, as much as gives them the proportions of a size but for half a pixel.</summary>
    public static Tensor PadToRatio(Tensor images, long height, long width, double value)
    {
        (long above, long beside) = BordersForRatio(images.size(1), images.size(2), height, width);
        return nn.functional.pad(images, [0, 0, beside, beside, above, above], value: value);
    }

    /// <summary>What gives images of a size the proportions of another one: what is added above and below, and what on each side.</summary>
    public static (long Above, long Beside) BordersForRatio(long imageHeight, long imageWidth, long height, long width) =>
        (Math.Max(0, ((long)((double)imageWidth * height / width) - imageHeight) / 2), Math.Max(0, ((long)((double)imageHeight * width / height) - imageWidth) / 2));

    /// <summary>The size of the largest window with the proportions of another size, of one pixel at least.</summary>
    public static (long Height, long Width) LargestWindow(long imageHeight, long imageWidth, long height, long width) =>
        (Math.Clamp((long)((double)imageWidth * height / width), 1, imageHeight), Math.Clamp((long)((double)imageHeight * width / height), 1, imageWidth));

    // In single precision, as libtorch's nearest-exact, so that both choose the same pixel where two are equally near.
    private static Tensor Repeat(Tensor images, long axis, long size)
    {
        Tensor places = (arange(0, size, 1, ScalarType.Float32, images.device) + 0.5) * ((float)images.size((int)axis) / size);
        return images.index_select(axis, places.floor().clamp(0, images.size((int)axis) - 1).to_type(ScalarType.Int64));
    }
}
