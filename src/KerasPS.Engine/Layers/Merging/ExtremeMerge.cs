using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that take the largest or smallest of the inputs. An input does not count where it is padding.</summary>
public abstract class ExtremeMerge : ElementwiseMerge
{
    /// <inheritdoc/>
    protected sealed override Tensor Combine(Tensor[] inputs, Tensor?[] masks)
    {
        Tensor output = inputs[0];
        Tensor? outputMask = masks[0];
        for (int i = 1; i < inputs.Length; i++)
        {
            Tensor input = masks[i] is { } mask ? where(mask, inputs[i], output) : inputs[i];
            if (outputMask is not null)
                output = where(outputMask, output, input);
            outputMask = outputMask is null || masks[i] is null ? null : outputMask.logical_or(masks[i]!);
            output = Choose(output, input);
        }

        return output;
    }

    /// <summary>The larger, or the smaller, of two tensors, element by element.</summary>
    /// <param name="left">One tensor.</param>
    /// <param name="right">The other.</param>
    protected abstract Tensor Choose(Tensor left, Tensor right);
}
