using KerasPS.EventFiles;

namespace KerasPS;

/// <summary>Weights as images, laid out as in Keras: axes of size 1 are left out, a vector is a column, a matrix lies on its longer side.</summary>
internal static class WeightImages
{
    /// <summary>TensorFlow keeps no more of a batch of images.</summary>
    private const int MaxImages = 3;

    /// <summary>Whether there is an image of weights of that shape; of a single number and of many axes there is none.</summary>
    public static bool CanShow(IReadOnlyList<long> shape) => Squeezed(shape) is { Length: 1 or 2 or 3 } or [_, _, _, 1 or 3 or 4];

    /// <summary>The images, up to three: with three axes one for each size of the last axis, with four one for each of the first.</summary>
    public static PngImage[] Of(float[] values, IReadOnlyList<long> shape)
    {
        return Squeezed(shape) switch
        {
            [int n] => [PngImage.Of(1, n, 1, values)],
            [int rows, int columns] when rows > columns => [Grey(rows, columns, (y, x) => (x * columns) + y)],
            [int rows, int columns] => [PngImage.Of(columns, rows, 1, values)],
            [int rows, int columns, int kernels] => Each(kernels, kernel => Grey(columns, rows, (y, x) => (((y * columns) + x) * kernels) + kernel)),
            [int count, int rows, int columns, int channels] => Each(count, image => PngImage.Of(
                columns, rows, channels, new ArraySegment<float>(values, image * rows * columns * channels, rows * columns * channels))),
            _ => [],
        };

        PngImage Grey(int width, int height, Func<int, int, int> place) => PngImage.Of(
            width, height, 1, Enumerable.Range(0, width * height).Select(i => values[place(i / width, i % width)]).ToArray());
    }

    private static PngImage[] Each(int count, Func<int, PngImage> make) => Enumerable.Range(0, Math.Min(count, MaxImages)).Select(make).ToArray();

    private static int[] Squeezed(IReadOnlyList<long> shape) => shape.Where(size => size != 1).Select(size => (int)size).ToArray();
}
