using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that add noise to their inputs in training and return them unchanged otherwise. The output has the input's shape.</summary>
/// <param name="seed">
/// The seed of a stream of random numbers of the layer's own; null takes them from the training's stream, which follows from the
/// seed of the training.
/// </param>
public abstract class NoiseLayer(int? seed) : Layer
{
    private Generator? own;
    private SavedTensor? restored;

    /// <summary>The seed of the layer's own stream of random numbers, or null.</summary>
    public int? Seed { get; } = seed;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    internal override IReadOnlyList<SavedTensor> State
    {
        get
        {
            if (own is null)
                return restored is null ? [] : [restored];
            using Tensor state = own.get_state();
            return [SavedTensor.Of(state)];
        }

        set
        {
            own?.Dispose();
            (own, restored) = (null, value.FirstOrDefault());
        }
    }

    /// <summary>Whether there is anything to do: not so at a rate of 0.</summary>
    private protected abstract bool IsActive { get; }

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

    /// <inheritdoc/>
    public sealed override Tensor Call(Tensor input, CallContext context) =>
        context.Training && IsActive ? Perturb(input, GeneratorFor(input, context)) : CallInference(input);

    /// <summary>Perturbs a batch: adds noise, drops or augments.</summary>
    /// <param name="input">The batch.</param>
    /// <param name="generator">The source of random numbers.</param>
    protected abstract Tensor Perturb(Tensor input, Generator generator);

    /// <summary>The output outside training: the input, unless the output must have another shape.</summary>
    private protected virtual Tensor CallInference(Tensor input) => input;

    /// <summary>Ones where values are kept, zeros where they are dropped.</summary>
    /// <param name="input">The batch.</param>
    /// <param name="rate">The fraction to drop.</param>
    /// <param name="shape">The sizes; null takes the batch's, 1 shares a value along an axis.</param>
    /// <param name="generator">The source of random numbers.</param>
    private protected static Tensor DropoutMask(Tensor input, double rate, IReadOnlyList<long?>? shape, Generator generator)
    {
        long[] sizes = input.shape;
        long[] drawn = shape is null ? sizes : sizes.Zip(shape, (size, wanted) => wanted ?? size).ToArray();
        return empty(drawn, input.dtype, input.device).bernoulli_(1 - rate, generator);
    }

    /// <summary>Sets values to 0 and scales the others so that the expected sum stays.</summary>
    private protected static Tensor Drop(Tensor input, double rate, IReadOnlyList<long?>? shape, Generator generator) =>
        rate == 1 ? input * 0.0 : input * DropoutMask(input, rate, shape, generator).div_(1 - rate);

    private Generator GeneratorFor(Tensor input, CallContext context)
    {
        if (Seed is not { } seed)
            return context.Generator;
        if (own is null || !own.device.Is(input.device))
        {
            own?.Dispose();
            own = new Generator((ulong)seed, input.device);
            restored?.TryResume(own);
            restored = null;
        }

        return own;
    }
}
