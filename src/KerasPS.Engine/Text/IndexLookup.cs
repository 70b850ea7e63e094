namespace KerasPS.Text;

/// <summary>
/// Maps tokens to indices by the rules of Keras's <c>IndexLookup</c>, for strings and integers. A learnt vocabulary has the most frequent
/// token first; of equally frequent ones, the last in order.
/// </summary>
/// <typeparam name="T">Strings or integers.</typeparam>
internal sealed class IndexLookup<T>
    where T : notnull
{
    private readonly bool isGiven;
    private Dictionary<T, int>? indices;

    /// <param name="rules">The options.</param>
    /// <param name="vocabulary">The tokens, with or without the special ones before them; null where they will be learnt.</param>
    /// <param name="idfWeights">A weight for each, for tf-idf.</param>
    public IndexLookup(TokenRules<T> rules, T[]? vocabulary, double[]? idfWeights)
    {
        Rules = rules;
        rules.RequireValid();
        if (idfWeights is not null && rules.Mode != LookupOutputMode.TfIdf)
            throw rules.Refused("idf_weights are for the output_mode tf_idf.");
        if (rules.Mode == LookupOutputMode.TfIdf && vocabulary is null != idfWeights is null)
            throw rules.Refused("for tf_idf, give both vocabulary and idf_weights, or neither and learn them from data.");
        isGiven = vocabulary is not null;
        if (vocabulary is not null)
            Set(vocabulary, idfWeights);
    }

    public TokenRules<T> Rules { get; }

    /// <summary>The vocabulary as it was given, or as it was learnt, without special tokens; null before.</summary>
    public T[]? Vocabulary { get; private set; }

    /// <summary>A weight for each token of the vocabulary, or null.</summary>
    public double[]? IdfWeights { get; private set; }

    /// <summary>The vocabulary's own tokens, in the order of their indices.</summary>
    public IReadOnlyList<T> Tokens { get; private set; } = [];

    /// <summary>The weight of each position of a vector; empty except for tf-idf.</summary>
    public float[] Weights { get; private set; } = [];

    /// <summary>Whether there is a vocabulary.</summary>
    public bool IsReady => indices is not null;

    /// <summary>The number of indices.</summary>
    public int Size => Rules.TokenStart + Tokens.Count;

    /// <summary>The length of a vector.</summary>
    public int Depth => Rules.PadToMaxTokens ? Rules.MaxTokens!.Value : Size;

    /// <summary>The tokens in the order of their indices.</summary>
    public T[] All(bool includeSpecialTokens = true) => includeSpecialTokens ? [.. Rules.SpecialTokens, .. Tokens] : [.. Tokens];

    /// <summary>The index of a token of the vocabulary, or -1.</summary>
    public int Find(T token) => indices!.GetValueOrDefault(token, -1);

    /// <summary>Learns a vocabulary, and for tf-idf the document frequency of each token.</summary>
    public void Adapt(IEnumerable<IReadOnlyList<T>> documents)
    {
        if (isGiven)
            throw new KerasException("InvalidOperation", $"{Rules.Owner} was given its vocabulary, so it has nothing to learn; make one without.");
        Dictionary<T, long> counts = [];
        Dictionary<T, long> documentCounts = [];
        long count = 0;
        foreach (IReadOnlyList<T> document in documents)
        {
            count++;
            foreach (T token in document)
                counts[token] = counts.GetValueOrDefault(token) + 1;
            foreach (T token in Rules.Mode == LookupOutputMode.TfIdf ? document.Distinct() : [])
                documentCounts[token] = documentCounts.GetValueOrDefault(token) + 1;
        }

        foreach (T special in Rules.Mask.Append(Rules.OovToken))
            counts.Remove(special);
        int most = Math.Max(0, (Rules.MaxTokens ?? int.MaxValue) - Rules.TokenStart);
        T[] tokens = counts.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key, Rules.Order).Select(pair => pair.Key).Take(most).ToArray();
        double[]? weights = Rules.Mode == LookupOutputMode.TfIdf
            ? Array.ConvertAll(tokens, token => (double)(float)Math.Log(1 + (count / (1.0 + documentCounts[token]))))
            : null;
        Keep(tokens, tokens, weights, hasSpecialTokens: false);
    }

    private void Set(T[] vocabulary, double[]? weights)
    {
        if (vocabulary.Length == 0)
            throw Rules.Refused("the vocabulary is empty.");
        bool hasSpecialTokens = vocabulary.Take(Rules.TokenStart).SequenceEqual(Rules.SpecialTokens);
        T[] tokens = hasSpecialTokens ? vocabulary[Rules.TokenStart..] : vocabulary;
        if (tokens.GroupBy(token => token).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Rules.Refused($"the vocabulary has '{twice.Key}' {twice.Count()} times.", twice.Key);
        foreach (T special in Rules.Invert ? Rules.Mask.Append(Rules.OovToken) : Rules.Mask)
            RequireNone(special, tokens);
        if (Rules.TokenStart + tokens.Length > Rules.MaxTokens)
            throw Rules.Refused($"the vocabulary has {Rules.TokenStart + tokens.Length} tokens, with those for mask and unknown tokens; max_tokens is {Rules.MaxTokens}.");
        if (weights is not null && weights.Length != vocabulary.Length)
            throw Rules.Refused($"there are {weights.Length} idf_weights for a vocabulary of {vocabulary.Length}; give one for each.");
        Keep(vocabulary, tokens, weights, hasSpecialTokens);
    }

    private void RequireNone(T special, T[] tokens)
    {
        if (tokens.Contains(special))
        {
            string specials = string.Join(", ", Rules.SpecialTokens.Select(token => $"'{token}'"));
            throw Rules.Refused($"'{special}' is in the vocabulary, but is the token for masks or unknown tokens. Leave those out, or begin with exactly these: {specials}.", special);
        }
    }

    /// <summary>The special tokens get the mean of the other weights, as in Keras.</summary>
    private void Keep(T[] vocabulary, T[] tokens, double[]? weights, bool hasSpecialTokens)
    {
        Vocabulary = vocabulary;
        IdfWeights = weights;
        Tokens = tokens;
        indices = tokens.Select((token, i) => (token, i)).ToDictionary(pair => pair.token, pair => pair.i + Rules.TokenStart);
        if (weights is null)
            return;
        float[] given = Array.ConvertAll(weights, weight => (float)weight);
        float mean = (float)weights.DefaultIfEmpty(0).Average();
        Weights = new float[Depth];
        Weights.AsSpan(0, Rules.TokenStart).Fill(mean);
        given.CopyTo(Weights, hasSpecialTokens ? 0 : Rules.TokenStart);
    }
}
