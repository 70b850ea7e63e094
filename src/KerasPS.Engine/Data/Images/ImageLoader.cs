using System.Runtime.ExceptionServices;
using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Data.Images;

/// <summary>Reads images and brings them to one size, several at a time.</summary>
internal sealed class ImageLoader
{
    private const int AtATime = 512;

    private readonly ColorMode mode;
    private readonly float scale;
    private readonly Resizing resizing;

    /// <summary>Prepares to read images.</summary>
    /// <param name="options">How the images are read.</param>
    /// <param name="scale">A factor on the pixels.</param>
    public ImageLoader(ImageOptions options, float scale)
    {
        FeatureScale.Require(scale);
        if (options.ImageSize.Count is not (1 or 2) || options.ImageSize.Any(size => size <= 0))
        {
            throw new KerasException(
                "InvalidValue", $"The size of images is ({string.Join(", ", options.ImageSize)}); it must be their height and width, e.g. 64, 64.", options.ImageSize);
        }

        (mode, this.scale) = (options.ColorMode, scale);
        resizing = new Resizing(options.ImageSize[0], options.ImageSize[^1], options.Interpolation, options.CropToAspectRatio, options.PadToAspectRatio);
    }

    /// <summary>The shape of an image: height, width and channels.</summary>
    public IReadOnlyList<long> Shape => [resizing.Height, resizing.Width, DecodedImage.ChannelsOf(mode)];

    /// <summary>Reads files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="path">The folder, for errors.</param>
    /// <param name="progress">Receives the number of files that were read so far.</param>
    /// <returns>The values of all images, in the order of the files: bytes where no image had another size, as values between pixels are no bytes.</returns>
    public ArrayValues Load(string[] files, string path, Action<long>? progress)
    {
        decimal length = Shape.Aggregate(1m, (product, axis) => product * axis) * files.Length;
        if (length > Array.MaxLength)
        {
            throw new KerasException(
                "DatasetTooLarge",
                $"{files.Length} images of the shape ({string.Join(", ", Shape)}) are {length} values; a dataset in memory holds {Array.MaxLength}. Take a smaller size.",
                path);
        }

        int size = (int)(length / files.Length);
        Lazy<byte[]> bytes = new(() => new byte[(int)length]);
        Lazy<float[]> numbers = new(() => new float[(int)length]);
        bool[] isResized = new bool[files.Length];
        Exception?[] failures = new Exception[files.Length];
        for (int start = 0; start < files.Length; start += AtATime)
        {
            int end = Math.Min(start + AtATime, files.Length);
            Parallel.For(start, end, Read);
            if (failures.FirstOrDefault(failure => failure is not null) is { } first)
                ExceptionDispatchInfo.Throw(first);
            progress?.Invoke(end);
        }

        if (!numbers.IsValueCreated)
            return new ByteValues(bytes.Value, scale);
        for (int index = 0; index < files.Length; index++)
        {
            if (!isResized[index])
                new ByteValues(bytes.Value, 1).CopyTo(index * size, numbers.Value.AsSpan(index * size, size));
        }

        return new FloatValues(numbers.Value).ScaleInPlace(scale);

        void Read(int index, ParallelLoopState state)
        {
            try
            {
                DecodedImage image = ImageFile.Read(files[index]);
                isResized[index] = image.Height != resizing.Height || image.Width != resizing.Width;
                if (isResized[index])
                    Resize(image, numbers.Value.AsSpan(index * size, size));
                else
                    image.As(mode).CopyTo(bytes.Value, index * size);
            }
            catch (Exception exception)
            {
                // Of several the first file's is thrown, whichever processor was faster.
                failures[index] = exception;
                state.Break();
            }
        }
    }

    private void Resize(DecodedImage decoded, Span<float> values)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = tensor(decoded.As(mode), [1, decoded.Height, decoded.Width, DecodedImage.ChannelsOf(mode)]).to_type(ScalarType.Float32);
        resizing.Resize(image).contiguous().data<float>().ToArray().CopyTo(values);
    }
}
