using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Data.Images;

/// <summary>Reads images and brings them to one size, several at a time.</summary>
internal sealed class ImageLoader
{
    private readonly ColorMode mode;
    private readonly float scale;
    private readonly Resizing resizing;

    /// <summary>Prepares to read images.</summary>
    /// <param name="options">What becomes of the images.</param>
    /// <param name="scale">A factor on the pixels.</param>
    public ImageLoader(ImageOptions options, float scale)
    {
        FeatureScale.Require(scale);
        if (options.Size.Count is not (1 or 2) || options.Size.Any(size => size <= 0))
        {
            throw new KerasException(
                "InvalidValue", KerasErrorKind.InvalidArgument, $"The size of images is ({string.Join(", ", options.Size)}); it must be their height and width, e.g. 64, 64.", options.Size);
        }

        (mode, this.scale) = (options.ColorMode, scale);
        resizing = new Resizing(options.Size[0], options.Size[^1], options.Interpolation, options.CropToAspectRatio, options.PadToAspectRatio);
    }

    /// <summary>The shape of an image: height, width and channels.</summary>
    public IReadOnlyList<long> Shape => [resizing.Height, resizing.Width, Picture.ChannelsOf(mode)];

    /// <summary>Reads files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="path">The folder, for errors.</param>
    /// <returns>The values of all images, in the order of the files.</returns>
    public float[] Load(string[] files, string path)
    {
        decimal size = Shape.Aggregate(1m, (product, axis) => product * axis);
        if (size * files.Length > Array.MaxLength)
        {
            throw new KerasException(
                "DatasetTooLarge", KerasErrorKind.InvalidData, $"{files.Length} images of the shape ({string.Join(", ", Shape)}) are {size * files.Length} values; a dataset in memory holds {Array.MaxLength}. Take a smaller size.", path);
        }

        float[] values = new float[(int)size * files.Length];
        KerasException?[] failures = new KerasException[files.Length];
        Parallel.For(0, files.Length, (index, state) =>
        {
            try
            {
                Read(files[index], values.AsSpan(index * (int)size, (int)size));
            }
            catch (KerasException exception)
            {
                failures[index] = exception;
                state.Break();
            }
        });
        return failures.FirstOrDefault(failure => failure is not null) is { } first ? throw first : values;
    }

    private void Read(string file, Span<float> values)
    {
        Picture picture = ImageFile.Read(file);
        byte[] pixels = picture.As(mode);
        if (picture.Height == resizing.Height && picture.Width == resizing.Width)
        {
            for (int i = 0; i < pixels.Length; i++)
                values[i] = pixels[i] * scale;
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor image = tensor(pixels, [1, picture.Height, picture.Width, Picture.ChannelsOf(mode)]).to_type(ScalarType.Float32);
        Tensor resized = resizing.Resize(image).contiguous();
        resized.data<float>().ToArray().CopyTo(values);
        for (int i = 0; i < values.Length; i++)
            values[i] *= scale;
    }
}
