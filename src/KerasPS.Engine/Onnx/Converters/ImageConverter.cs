using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Onnx.Converters;

/// <summary>Layers that change the sizes of images. What random ones do in training is not exported.</summary>
internal static class ImageConverter
{
    public static OnnxValue Resizing(Resizing layer, OnnxCall call)
    {
        call.RequireSizes(call.InputShape[..2], "the height and width");
        (OnnxValue images, long[] shape) = layer.CropToAspectRatio ? CropToRatio(call, layer.Height, layer.Width)
            : layer.PadToAspectRatio ? PadToRatio(call, layer)
            : (call.Input, call.InputShape);
        return Resize(call, images, shape, layer.Height, layer.Width, layer.Interpolation, layer.Antialias);
    }

    public static OnnxValue CenterCrop(CenterCrop layer, OnnxCall call)
    {
        call.RequireSizes(call.InputShape[..2], "the height and width");
        long above = (call.InputShape[0] - layer.Height) / 2;
        long beside = (call.InputShape[1] - layer.Width) / 2;
        return call.InputShape[0] >= layer.Height && call.InputShape[1] >= layer.Width
            ? call.Input.Slice(1, above, above + layer.Height).Slice(2, beside, beside + layer.Width)
            : InRatio(call, layer.Height, layer.Width);
    }

    public static OnnxValue RandomCrop(RandomCrop layer, OnnxCall call)
    {
        call.RequireSizes(call.InputShape[..2], "the height and width");
        return InRatio(call, layer.Height, layer.Width);
    }

    /// <summary>Images in another size.</summary>
    public static OnnxValue Resize(OnnxCall call, OnnxValue images, long[] shape, long height, long width, Interpolation interpolation, bool antialias = false)
    {
        call.RequireSizes(shape[..2], "the height and width");
        if (shape[0] == height && shape[1] == width)
            return images;

        // Sizes are known, so that a matrix for rows and one for columns say how each pixel is made of those before, with libtorch's own weights.
        OnnxValue rows = call.Graph.Values(Weights(shape[0], height, interpolation, antialias));
        OnnxValue columns = call.Graph.Values(Weights(shape[1], width, interpolation, antialias));
        OnnxValue wide = call.Graph.Add("Einsum", [images, rows], ("equation", "bhwc,ih->biwc"));
        return call.Graph.Add("Einsum", [wide, columns], ("equation", "biwc,jw->bijc"));
    }

    private static OnnxValue InRatio(OnnxCall call, long height, long width)
    {
        (OnnxValue images, long[] shape) = CropToRatio(call, height, width);
        return Resize(call, images, shape, height, width, Interpolation.Bilinear);
    }

    private static (OnnxValue Images, long[] Shape) CropToRatio(OnnxCall call, long height, long width)
    {
        (long windowHeight, long windowWidth) = ImageSize.LargestWindow(call.InputShape[0], call.InputShape[1], height, width);
        long top = (call.InputShape[0] - windowHeight) / 2;
        long left = (call.InputShape[1] - windowWidth) / 2;
        return (call.Input.Slice(1, top, top + windowHeight).Slice(2, left, left + windowWidth), [windowHeight, windowWidth]);
    }

    private static (OnnxValue Images, long[] Shape) PadToRatio(OnnxCall call, Resizing layer)
    {
        (long above, long beside) = ImageSize.BordersForRatio(call.InputShape[0], call.InputShape[1], layer.Height, layer.Width);
        OnnxValue padded = call.Input.Pad([0, above, beside, 0, 0, above, beside, 0], layer.FillValue);
        return (padded, [call.InputShape[0] + (2 * above), call.InputShape[1] + (2 * beside)]);
    }

    /// <summary>How each position on the new axis is made of those on the old one: the axis of an image whose columns are unit vectors.</summary>
    private static Tensor Weights(long size, long wanted, Interpolation interpolation, bool antialias)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor units = eye(size, dtype: ScalarType.Float32).reshape(1, size, size, 1);
        return ImageSize.Resize(units, wanted, size, interpolation, antialias).reshape(wanted, size).MoveToOuterDisposeScope();
    }
}
