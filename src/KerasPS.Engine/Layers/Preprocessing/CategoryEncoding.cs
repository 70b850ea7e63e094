using KerasPS.Text;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Turns integers from 0 to numTokens - 1 into vectors with a position for each. Input <c>(..., length)</c>; output <c>(..., numTokens)</c>, or for
/// one_hot <c>(..., length, numTokens)</c> where the length is not 1.
/// </summary>
/// <remarks>
/// A second input of the first one's shape, for the output mode count, says what each number counts. Other numbers are an error on the CPU;
/// on another device, where looking at them would cost time, they are left out.
/// </remarks>
/// <param name="numTokens">The number of categories.</param>
/// <param name="outputMode">What the output vectors are: one-hot, multi-hot or counts.</param>
/// <example>
/// <code>
/// $data = @{ kind = 2; price = 1 }, @{ kind = 0; price = 4 } | ConvertTo-Dataset -Label price
/// New-SequentialModel (New-CategoryEncodingLayer 3 -OutputMode one_hot), (New-DenseLayer 1) | Invoke-ModelFit -Data $data -Loss mse
/// </code>
/// A category that comes as a number, one-hot.
/// </example>
/// <example>
/// <code>
/// $kind, $amount = (New-ModelInput 4), (New-ModelInput 4)
/// New-FunctionalModel $kind, $amount ($kind, $amount | New-CategoryEncodingLayer 10 -OutputMode count) | Get-ModelSummary
/// </code>
/// Four kinds a sample and an amount of each become the amounts of all ten kinds.
/// </example>
public sealed class CategoryEncoding(int numTokens, CategoryOutputMode outputMode = CategoryOutputMode.MultiHot) : CategoricalLayer
{
    /// <summary>The size of the vocabulary.</summary>
    public int NumTokens { get; } = Require.Positive(numTokens, nameof(CategoryEncoding), nameof(numTokens));

    /// <summary>What the output vectors are: one-hot, multi-hot or counts.</summary>
    public CategoryOutputMode OutputMode { get; } = outputMode;

    /// <inheritdoc/>
    private protected override LookupOutputMode Mode => (LookupOutputMode)OutputMode;

    /// <inheritdoc/>
    private protected override int Depth => NumTokens;

    /// <inheritdoc/>
    public override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        if (inputShapes is not [_, var weights])
            return base.ComputeOutputShapes(inputShapes);
        if (OutputMode != CategoryOutputMode.Count)
            throw new KerasException("ShapeMismatch", $"{Subject} takes weights as a second input for the output_mode count alone.", this);
        return Shape.Fits(inputShapes[0], weights) ? [ComputeOutputShape(inputShapes[0])] : throw WrongShape(weights, $"{Shape.Format(inputShapes[0])} for the weights");
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => Call([input], context)[0];

    /// <inheritdoc/>
    public override Tensor[] Call(Tensor[] inputs, CallContext context)
    {
        Tensor numbers = inputs[0].to_type(ScalarType.Int64);
        IntegerInputs.RequireBelow(NumTokens, numbers, this);
        return [Encode(numbers, inputs[0], inputs.ElementAtOrDefault(1))];
    }
}
