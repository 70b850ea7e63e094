using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Regularizers;

/// <summary>Whether the rows or the columns of a matrix are penalized where they are not orthogonal.</summary>
public enum OrthogonalMode
{
    /// <summary>The rows.</summary>
    Rows,

    /// <summary>The columns.</summary>
    Columns,
}

/// <summary>factor · the mean absolute cosine between each two rows, or columns, of a matrix.</summary>
/// <param name="factor">The factor; 0.01 as in Keras.</param>
/// <param name="mode">Whether rows or columns are meant; the columns of a dense kernel <c>(in, out)</c> are the units.</param>
public sealed class OrthogonalRegularizer(double factor = 0.01, OrthogonalMode mode = OrthogonalMode.Rows) : Regularizer
{
    /// <summary>The factor.</summary>
    public double Factor { get; } = Require.NotNegative(factor, nameof(OrthogonalRegularizer), nameof(factor));

    /// <summary>Whether rows or columns are meant.</summary>
    public OrthogonalMode Mode { get; } = mode;

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor variable)
    {
        if (variable.ndim != 2)
        {
            throw new KerasException(
                "ShapeMismatch",
                $"OrthogonalRegularizer: the variable must be a matrix, but its shape is {Shape.Format(variable.shape)}.",
                this) { Kind = KerasErrorKind.InvalidArgument };
        }

        Tensor vectors = Mode == OrthogonalMode.Rows ? variable : variable.t();
        Tensor lengths = vectors.square().sum(1, keepdim: true).clamp_min(KerasMath.Epsilon * KerasMath.Epsilon).sqrt();
        Tensor directions = vectors / lengths;
        Tensor cosines = directions.mm(directions.t());
        long count = vectors.size(0);
        Tensor others = 1 - eye(count, count, variable.dtype, variable.device);
        return (cosines * others).abs().sum() * (Factor / (count * (count - 1.0)));
    }
}
