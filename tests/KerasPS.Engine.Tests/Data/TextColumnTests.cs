using KerasPS.Text;

namespace KerasPS.Tests.Data;

/// <summary>Columns of text that a layer vectorizes.</summary>
public class TextColumnTests
{
    private static readonly Table Reviews = TableOf("text,stars,place", ["great fun", 5, "Bonn"], ["no fun", 1, ""], ["007", 3, "Rome"]);

    private static Dataset EncodeReviews(params TextPreprocessing[] preprocessing) => Encode(Reviews, new() { Label = ["stars"] }, preprocessing);

    private static Dataset Encode(Table table, TableOptions options, params TextPreprocessing[] preprocessing) =>
        TableEncoder.Encode(table, options with { Preprocessing = preprocessing });

    [Fact]
    public void Texts_become_what_their_layers_make_of_them()
    {
        TextVectorization words = new(outputSequenceLength: 3);
        StringLookup places = new(outputMode: LookupOutputMode.OneHot, vocabulary: ["Rome", "Bonn"]);
        Dataset data = EncodeReviews(new(words, "Text"), new(places, "pl*"));
        Assert.Equal(["text[0]", "text[1]", "text[2]", "place=[UNK]", "place=Rome", "place=Bonn"], data.FeatureName);
        Assert.Equal(["fun", "no", "great", "007"], words.Vocabulary!);
        Assert.Equal([4, 2, 0, 0, 0, 1, 3, 2, 0, 1, 0, 0, 5, 0, 0, 0, 1, 0], data.Features);
    }

    [Fact]
    public void A_lone_layer_is_for_the_only_feature_column()
    {
        Dataset data = Encode(Reviews, new() { Feature = ["text"] }, new TextPreprocessing(new TextVectorization(outputMode: TextOutputMode.Count)));
        Assert.Equal(["text=[UNK]", "text=fun", "text=no", "text=great", "text=007"], data.FeatureName);
        Assert.Equal([0, 1, 0, 1, 0], data.Features[..5]);
        ThrowsError("ColumnNotNamed", () => EncodeReviews(new TextPreprocessing(new StringLookup())), "2 feature columns (text, place)", "@{ text = $layer }");
    }

    [Fact]
    public void Other_columns_stay_what_they_are_and_a_column_named_only_as_text_is_a_feature()
    {
        StringLookup layer = new(vocabulary: ["Bonn", "Rome"]);
        Dataset data = Encode(Reviews, new() { Feature = ["stars"], Scale = 2 }, new TextPreprocessing(layer, "place"));
        Assert.Equal(["stars", "place"], data.FeatureName);
        Assert.Equal([10, 1, 2, 0, 6, 2], data.Features);
    }

    [Fact]
    public void One_layer_learns_from_all_its_columns()
    {
        StringLookup layer = new();
        Table table = TableOf("from,to", ["a", "b"], ["b", "c"]);
        Assert.Equal([3, 1, 1, 2], Encode(table, new(), new(layer, "from"), new(layer, "to")).Features);
        Assert.Equal(["b", "c", "a"], layer.Vocabulary!);
    }

    [Fact]
    public void A_vocabulary_is_learnt_once_and_travels_with_the_dataset()
    {
        StringLookup layer = new();
        Dataset train = Encode(TableOf("x", ["a"], ["b"]), new(), new TextPreprocessing(layer));
        Table validation = TableOf("x", ["c"], ["b"]);
        Assert.Equal([0, 1], Encode(validation, new(), new TextPreprocessing(layer)).Features);
        layer.Adapt(["c"]);
        Assert.Equal([0, 1], train.FeatureEncoding!.Encode(validation));
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        ThrowsError("UnknownSize", () => EncodeReviews(new(new TextVectorization(), "text"), new(new StringLookup(), "place")), "'text'", "output_sequence_length");
        ThrowsError(
            "UnknownToken",
            () => Encode(Reviews, new() { Feature = ["place"] }, new TextPreprocessing(new StringLookup(numOovIndices: 0, vocabulary: ["Bonn", ""]))),
            "row 3, column 'place'", "'Rome'", "num_oov_indices");
        ThrowsError("ColumnUsedTwice", () => EncodeReviews(new TextPreprocessing(new StringLookup(), "stars")), "'stars'");
        ThrowsError("ColumnUsedTwice", () => EncodeReviews(new(new StringLookup(), "text"), new(new StringLookup(), "text")), "'text'");
        ThrowsError("ColumnNotFound", () => EncodeReviews(new TextPreprocessing(new StringLookup(), "txt")), "Did you mean 'text'?");
        ThrowsError("NotANumber", () => Encode(Reviews, new() { Label = ["stars"] }), "Preprocessing", "TextVectorization");
    }
}
