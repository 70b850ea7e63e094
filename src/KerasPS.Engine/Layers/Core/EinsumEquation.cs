using System.Text.RegularExpressions;

namespace KerasPS.Layers;

/// <summary>What an equation such as <c>abc,cd->abd</c> says about the shapes of a layer's kernel, bias and output.</summary>
internal sealed partial class EinsumEquation
{
    private readonly string equation;
    private readonly string input;
    private readonly string kernel;
    private readonly string output;
    private readonly bool elidesLeft;
    private readonly bool elidesRight;

    public EinsumEquation(string equation)
    {
        this.equation = equation;
        Match match = Form().Match(equation);
        elidesLeft = match.Groups["left"].Success;
        elidesRight = match.Groups["right"].Success;
        input = match.Groups["input"].Value;
        kernel = match.Groups["kernel"].Value;
        output = match.Groups["output"].Value;
        bool isForm = match.Success
            && elidesLeft == match.Groups["outputLeft"].Success
            && elidesRight == match.Groups["outputRight"].Success
            && (!elidesRight || (!elidesLeft && input.Length > 1));
        if (!isForm)
            throw Refused("must be of the form X,Y->Z, ...X,Y->...Z or X...,Y->Z..., where X, Y and Z are letters for the axes of input, kernel and output");
        if (new[] { input, kernel, output }.Any(part => part.Distinct().Count() < part.Length))
            throw Refused("names an axis twice within input, kernel or output");
        if (output.FirstOrDefault(axis => !input.Contains(axis) && !kernel.Contains(axis)) is not '\0' and var free)
            throw Refused($"has an axis '{free}' in the output that neither input nor kernel has");
        if (kernel.FirstOrDefault(axis => !input.Contains(axis) && !output.Contains(axis)) is not '\0' and var lost)
            throw Refused($"has an axis '{lost}' in the kernel that neither input nor output has");
    }

    /// <summary>Refuses axes for the bias that the output lacks.</summary>
    public void RequireBiasAxes(string? biasAxes)
    {
        if (biasAxes?.Length == 0)
            throw Refused("has no output axis in the empty bias_axes; leave them out for no bias");
        foreach (char axis in biasAxes ?? "")
        {
            if (!output.Contains(axis))
                throw Refused($"has no output axis '{axis}', which bias_axes names");
        }
    }

    /// <summary>The shapes for inputs of a shape.</summary>
    /// <param name="sampleShape">The shape of an input sample.</param>
    /// <param name="partial">The sizes of the output without the batch axis and what dots stand for; null where the input decides.</param>
    /// <param name="biasAxes">The output axes of the bias, or null.</param>
    /// <returns>The shapes; null where the input has another number of axes than the equation.</returns>
    public EinsumShapes? Resolve(IReadOnlyList<long> sampleShape, IReadOnlyList<long?> partial, string? biasAxes)
    {
        long[] given = [-1, .. sampleShape];
        int elided = given.Length - input.Length;
        if (elided < 0 || (elided > 0 && !elidesLeft && !elidesRight))
            return null;
        int before = elidesLeft ? elided : 0;
        int after = elidesRight ? elided : 0;
        long[] sizes = [.. given[..Math.Max(before, 1)], .. partial.Select(size => size ?? -1), .. given[^after..]];
        if (sizes.Length != output.Length + elided)
            throw Refused($"gives an output with {output.Length + elided - Math.Max(before, 1) - after} sizes to choose, but output_shape has {partial.Count}");

        for (int i = 0; i < input.Length; i++)
        {
            int at = output.IndexOf(input[i]) + before;
            if (at < before)
                continue;
            long size = given[i + before];
            if (sizes[at] >= 0 && size >= 0 && sizes[at] != size)
                throw Refused($"gives the axis '{input[i]}' the size {size} of the input, but output_shape says {sizes[at]}");
            sizes[at] = Math.Max(sizes[at], size);
        }

        long[] kernelShape = kernel.Select(axis => output.Contains(axis) ? sizes[output.IndexOf(axis) + before] : given[input.IndexOf(axis) + before]).ToArray();
        long[] indices = Enumerable.Range(0, kernel.Length).Select(i => (long)i).ToArray();
        return new EinsumShapes(
            kernelShape,
            biasAxes is null ? null : BiasShape(sizes[before..], biasAxes, after),
            sizes[1..],
            indices.Where(i => !output.Contains(kernel[(int)i])).ToArray(),
            indices.Where(i => output.Contains(kernel[(int)i])).ToArray());
    }

    /// <summary>What samples must be like, for errors.</summary>
    public string Needs() => $"with {(elidesLeft || elidesRight ? "at least " : "")}{input.Length - 1} axes, as its equation '{equation}' has besides the batch axis";

    /// <summary>From the first axis with a bias on: its sizes there, 1 at the others.</summary>
    private long[] BiasShape(long[] sizes, string biasAxes, int after)
    {
        int first = biasAxes.Min(axis => output.IndexOf(axis));
        return
        [
            .. Enumerable.Range(first, output.Length - first).Select(i => biasAxes.Contains(output[i]) ? sizes[i] : 1),
            .. Enumerable.Repeat(1L, after),
        ];
    }

    private KerasException Refused(string why) =>
        KerasException.InvalidValue(nameof(EinsumDense), $"the equation '{equation}' {why}.", equation);

    [GeneratedRegex(@"^(?<left>\.{3})?(?<input>[a-zA-Z]+)(?<right>\.{3})?,(?<kernel>[a-zA-Z]+)->(?<outputLeft>\.{3})?(?<output>[a-zA-Z]+)(?<outputRight>\.{3})?$")]
    private static partial Regex Form();
}
