using System.Collections;
using KerasPS.Configuration;

namespace KerasPS.Text;

/// <summary>
/// The base of layers that turn strings into numbers. Tensors cannot hold strings, so such a layer is not part of a model: it is applied to the rows of a table
/// when they are encoded as a dataset, and is stored with the encoding in the dataset and the model, which then accepts rows with strings.
/// </summary>
public abstract class TextLayer : KerasObject
{
    private readonly IndexLookup<string> index;

    private protected TextLayer(TokenRules<string> rules, string[]? vocabulary, double[]? idfWeights) => index = new(rules, vocabulary, idfWeights);

    /// <summary>Whether there is a vocabulary, given or learnt.</summary>
    public bool IsAdapted => index.IsReady;

    /// <summary>The vocabulary as it was given, or as it was learnt (then without special tokens); null before.</summary>
    public string[]? Vocabulary => index.Vocabulary;

    /// <summary>The weight of each token of the vocabulary in the output mode tf_idf; null otherwise.</summary>
    public double[]? IdfWeights => index.IdfWeights;

    /// <summary>The size of the vocabulary, with the indices of masks and unknown tokens.</summary>
    public int VocabularySize => index.Size;

    /// <summary>The number of values for a text; null where it depends on the text, or there is no vocabulary yet.</summary>
    public int? OutputSize => OutputsIndices ? SequenceLength : IsAdapted || index.Rules.PadToMaxTokens ? index.Depth : null;

    /// <summary>The number of indices for a text; null for as many as it has tokens.</summary>
    private protected abstract int? SequenceLength { get; }

    private bool OutputsIndices => index.Rules.Mode == LookupOutputMode.Int;

    /// <summary>Learns the vocabulary from texts, replacing what was learnt before: the most frequent token first.</summary>
    /// <param name="texts">Texts, usually those of the training set.</param>
    /// <exception cref="KerasException">The vocabulary was given.</exception>
    public void Adapt(IEnumerable<string> texts) => index.Adapt(texts.Select(Tokenize));

    /// <inheritdoc cref="Adapt(IEnumerable{string})"/>
    public void Adapt(params string[] texts) => Adapt(texts.AsEnumerable());

    /// <summary>The tokens in the order of their indices.</summary>
    /// <param name="includeSpecialTokens">Whether those for masks and unknown tokens are included, so that a token's position is its index.</param>
    public IReadOnlyList<string> GetVocabulary(bool includeSpecialTokens = true) => index.All(includeSpecialTokens);

    /// <summary>The numbers for texts. Without a fixed length, indices are padded with 0 to the length of the longest text.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>A row of numbers for each text.</returns>
    /// <exception cref="KerasException">There is no vocabulary, or a token is not in it and there are no indices for such.</exception>
    public float[][] Transform(params string[] texts)
    {
        float[][] rows = Array.ConvertAll(texts, text => TryTransform(text, out string unknown) ?? throw NotInVocabulary(unknown));
        int length = rows.Select(row => row.Length).DefaultIfEmpty(0).Max();
        foreach (ref float[] row in rows.AsSpan())
            Array.Resize(ref row, length);
        return rows;
    }

    /// <summary>The tokens at indices, the inverse of <see cref="Transform"/>; the OOV token for indices without one.</summary>
    /// <param name="indices">Integers.</param>
    public string[] Decode(params float[] indices)
    {
        string[] all = index.All();
        return Array.ConvertAll(indices, i => i >= 0 && i < all.Length ? all[(int)i] : index.Rules.OovToken);
    }

    /// <summary>The numbers of a text; null where it has a token that is not in the vocabulary and there are no indices for such.</summary>
    internal float[]? TryTransform(string text, out string unknown)
    {
        if (!IsAdapted)
            throw WithoutVocabulary();
        unknown = "";
        List<int> found = [];
        foreach (string token in Tokenize(text))
        {
            if (IndexOf(token) is not { } at)
            {
                unknown = token;
                return null;
            }

            found.Add(at);
        }

        return OutputsIndices ? Sequence(found) : Vector(found);
    }

    /// <summary>The same layer with its vocabulary given, so that no further learning changes it.</summary>
    internal TextLayer Frozen() => IsAdapted
        ? (TextLayer)ObjectSignature.Of(GetType()).Create((IDictionary)GetConfig())
        : throw WithoutVocabulary();

    /// <summary>Names for the numbers that the texts of a column become.</summary>
    /// <exception cref="KerasException">Their number differs from text to text.</exception>
    internal string[] OutputNames(string column)
    {
        int size = OutputSize ?? throw new KerasException(
            "UnknownSize",
            $"{ClassName} gives as many values for a text of '{column}' as it has tokens, but all samples of a dataset have one shape. Set output_sequence_length.",
            this);
        IReadOnlyList<string> tokens = OutputsIndices ? [] : GetVocabulary();
        return size == 1 ? [column] : Enumerable.Range(0, size).Select(i => i < tokens.Count ? $"{column}={tokens[i]}" : $"{column}[{i}]").ToArray();
    }

    /// <summary>The tokens of a text.</summary>
    private protected abstract IReadOnlyList<string> Tokenize(string text);

    /// <summary>The index of a token: -1 where it is left out, null where it has none.</summary>
    private int? IndexOf(string token)
    {
        TokenRules<string> rules = index.Rules;
        if (rules.Mask.Contains(token))
            return OutputsIndices ? 0 : -1;
        int known = index.Find(token);
        if (known >= 0)
            return known;
        return rules.OovIndices == 0 ? null : rules.OovStart + (int)(rules.OovIndices == 1 ? 0 : Fingerprint.Of(token) % (ulong)rules.OovIndices);
    }

    private float[] Sequence(List<int> found)
    {
        float[] sequence = new float[SequenceLength ?? found.Count];
        for (int i = 0; i < Math.Min(sequence.Length, found.Count); i++)
            sequence[i] = found[i];
        return sequence;
    }

    private float[] Vector(List<int> found)
    {
        float[] vector = new float[index.Depth];
        bool isCount = index.Rules.Mode is LookupOutputMode.Count or LookupOutputMode.TfIdf;
        foreach (int at in found.Where(at => at >= 0))
            vector[at] = isCount ? vector[at] + 1 : 1;
        for (int i = 0; i < index.Weights.Length; i++)
            vector[i] *= index.Weights[i];
        return vector;
    }

    private KerasException WithoutVocabulary() => new(
        "InvalidOperation", $"{ClassName} has no vocabulary yet; give it one, or texts to learn it from (-Data, or the method Adapt).", this);

    private KerasException NotInVocabulary(string token) => new(
        "UnknownToken", $"{ClassName}: '{token}' is not in the vocabulary, and there is no out-of-vocabulary index; set num_oov_indices to 1 or more.", token);
}
