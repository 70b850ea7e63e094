using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The dot products of two inputs, sample by sample, over one axis of each. The output has the other axes of the first input, then
/// those of the second: <c>(2, 5)</c> and <c>(9, 2)</c> over the axes 1 and 2 give <c>(5, 9)</c>; two vectors give <c>(1,)</c>.
/// </summary>
/// <param name="axes">The axis of the first input and that of the second, the batch axis counted as 0; one number stands for both.</param>
/// <param name="normalize">Whether the vectors are scaled to length 1 first, so that the output is the cosine of their angle.</param>
/// <example>
/// <code>
/// New-DotLayer 1 -Normalize
/// </code>
/// The cosine of the angle between two vectors.
/// </example>
/// <example>
/// <code>
/// $left, $right = (New-ModelInput 8), (New-ModelInput 8)
/// New-FunctionalModel $left, $right ($left, $right | New-DotLayer 1) | Get-ModelSummary
/// </code>
/// Two samples of shape (8,) become one number.
/// </example>
public sealed class Dot(long[] axes, bool normalize = false) : Merge
{
    /// <summary>The axis of the first input and that of the second, the batch axis counted as 0.</summary>
    public long[] Axes { get; } = axes.Length switch
    {
        1 => [axes[0], axes[0]],
        2 => axes,
        _ => throw KerasException.InvalidValue(nameof(Dot), $"axes must be one number for both inputs, or two, not {axes.Length} numbers.", axes),
    };

    /// <summary>Whether the vectors are scaled to length 1 first.</summary>
    public bool Normalize { get; } = normalize;

    private protected override int? InputCount => 2;

    /// <inheritdoc/>
    public override Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs) => [null];

    /// <inheritdoc/>
    protected override long[] MergeShapes(long[][] shapes)
    {
        (int first, int second) = AxesOf(shapes);
        long left = shapes[0][first - 1];
        long right = shapes[1][second - 1];
        if (left != right && left >= 0 && right >= 0)
            throw ShapesDiffer(shapes, $"with the same size on axis {first} of the first and axis {second} of the second (the batch axis is 0)");
        long[] merged = [.. shapes[0].Where((_, i) => i != first - 1), .. shapes[1].Where((_, i) => i != second - 1)];
        return merged.Length == 0 ? [1] : merged;
    }

    /// <inheritdoc/>
    protected override Tensor MergeTensors(Tensor[] inputs, IReadOnlyList<Tensor?> masks)
    {
        (int first, int second) = AxesOf(Array.ConvertAll(inputs, input => input.shape[1..]));
        Tensor left = Normalize ? KerasMath.UnitLength(inputs[0], [first]) : inputs[0];
        Tensor right = Normalize ? KerasMath.UnitLength(inputs[1], [second]) : inputs[1];
        long[] leftShape = left.shape.Where((_, i) => i != first).ToArray();
        long[] rightShape = right.shape.Where((_, i) => i != second).ToArray();
        Tensor products = Rows(left, first).bmm(Rows(right, second).transpose(1, 2));
        return products.reshape(leftShape.Length + rightShape.Length == 2 ? [left.size(0), 1] : [.. leftShape, .. rightShape[1..]]);
    }

    /// <summary>The vectors along an axis as rows, <c>(batch, vectors, values)</c>.</summary>
    private static Tensor Rows(Tensor input, int axis)
    {
        long[] order = [.. Enumerable.Range(0, (int)input.ndim).Where(i => i != axis).Select(i => (long)i), axis];
        return input.permute(order).reshape(input.size(0), -1, input.size(axis));
    }

    private (int First, int Second) AxesOf(long[][] shapes) =>
        (SampleAxes.Resolve(this, Axes[0], shapes[0]), SampleAxes.Resolve(this, Axes[1], shapes[1]));
}
