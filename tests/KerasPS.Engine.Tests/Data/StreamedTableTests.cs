using System.Globalization;
using KerasPS.Text;

namespace KerasPS.Tests.Data;

public sealed class StreamedTableTests : FolderTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(100)]
    public void Parts_hold_the_rows_of_the_file(int rows)
    {
        string path = Folder.Write("t.csv", "a,b\n1,x\n2,y\n\n3,\"z\nz\"\n4,u\n5,v\n");
        Table[] parts = new CsvTableReader().ReadInParts(path, rows).ToArray();
        Assert.Equal([1, 2, 3, 4, 5], parts.SelectMany(part => part.GetColumn("a").Numbers.ToArray()));
        Assert.Equal("xyz\nzuv", string.Concat(parts.SelectMany(part => Enumerable.Range(0, part.RowCount).Select(part.GetColumn("b").TextAt))));
        Assert.Equal((5 + rows - 1) / rows, parts.Length);
        Assert.All(parts, (part, i) => Assert.Equal(i * rows, part.RowsBefore));
    }

    [Fact]
    public void Parts_without_a_header_and_of_a_header_alone()
    {
        Table[] parts = new CsvTableReader { HasHeader = false }.ReadInParts(Folder.Write("n.csv", "1,2\n3,4\n5,6\n"), 2).ToArray();
        Assert.Equal([1, 3, 5], parts.SelectMany(part => part.GetColumn("Column1").Numbers.ToArray()));
        Assert.Equal(0, Assert.Single(new CsvTableReader().ReadInParts(Folder.Write("h.csv", "a,b\n"), 2)).RowCount);
        ThrowsError("EmptyDataset", () => Stream("a,y\n", new() { Label = ["y"] }), "There are no rows");
    }

    public static TheoryData<string> Encodings => [.. Options.Keys];

    private static readonly Dictionary<string, Func<TableOptions>> Options = new()
    {
        ["numbers"] = () => new() { Feature = ["a", "b"], Label = ["n"], Scale = 0.5f },
        ["classes that come late"] = () => new() { Feature = ["a"], Label = ["late"] },
        ["one-hot texts"] = () => new() { Feature = ["a"], Label = ["kind"], OneHot = true },
        ["one-hot numbers"] = () => new() { Feature = ["a"], Label = ["n"], OneHot = true },
        ["several labels"] = () => new() { Feature = ["a"], Label = ["n", "b"] },
        ["no label"] = () => new() { Feature = ["b", "a"] },
        ["categories and weights"] = () => new() { Feature = ["a"], CategoricalFeature = ["kind", "late"], Label = ["b"], Weight = "n" },
        ["texts"] = () => new() { Feature = ["a"], Label = ["n"], Preprocessing = [new(new TextVectorization(outputMode: TextOutputMode.TfIdf), "kind")] },
        ["a shape"] = () => new() { Feature = ["a", "b"], Shape = [2, 1], Label = ["kind"] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_streamed_table_is_encoded_as_one_in_memory(string name)
    {
        const string Csv = "a,b,n,kind,late\n1,0.1,0,red,1\n2,0.2,3,green apple,1.0\n3,0.3,1,red,2\n4,0.4,0,blue,10\n5,0.5,2,green,none\n";
        Dataset all = TableEncoder.Encode(new CsvTableReader().Read(Folder.Write("t.csv", Csv)), Options[name]());
        Dataset streamed = Stream(Csv, Options[name]());
        Assert.Equal(all.Features, streamed.Features);
        Assert.Equal(all.FeatureShape, streamed.FeatureShape);
        Assert.Equal(all.FeatureName, streamed.FeatureName);
        Assert.Equal(all.Labels, streamed.Labels);
        Assert.Equal(all.LabelShape, streamed.LabelShape);
        Assert.Equal(all.LabelName, streamed.LabelName);
        Assert.Equal(all.ClassName, streamed.ClassName);
        Assert.Equal(all.SampleWeights, streamed.SampleWeights);
        Assert.Equal(all.Name, streamed.Name);
        Assert.Equal(all.Select([4, 0, 4]).Features, streamed.Select([4, 0, 4]).Features);
        Assert.Equal(all.Select([4, 0, 4]).Select([1, 2]).Labels, streamed.Select([4, 0, 4]).Select([1, 2]).Labels);
    }

    [Fact]
    public void Errors_count_the_rows_of_all_parts()
    {
        ThrowsError("NotANumber", () => Stream("a,y\n1,2\n3,4\n5,6\nx,8\n", new() { Label = ["y"] }), "row 4, column 'a'", "'x'");
        ThrowsError("EmptyCell", () => Stream("a,y\n1,2\n3,4\n5,\n", new() { Label = ["y"] }), "row 3, column 'y'");
        ThrowsError("NotAClass", () => Stream("a,y\n1,2\n3,4\n5,0.5\n", new() { Label = ["y"], OneHot = true }), "row 3, column 'y'");
        string path = Folder.Write("k.csv", "a,y\n1,u\n3,v\n5,w\n");
        ThrowsError("UnknownLabel", () => TableEncoder.Stream(new CsvTableReader().ReadInParts(path, 2), new() { Label = ["y"] }, ["u", "v"]), "row 3", "'w'");
    }

    [Theory]
    [InlineData("a,y\n1,2\n")]
    [InlineData("a,y\n1,2\n3,4\n5,6\n")]
    public void A_file_that_changes_meanwhile_is_refused(string after)
    {
        string path = Folder.Write("t.csv", "a,y\n1,2\n3,4\n");
        int passes = 0;
        ThrowsError("FileChanged", () => TableEncoder.Stream(Changing(), new() { Label = ["y"] }), "t.csv");

        IEnumerable<Table> Changing()
        {
            foreach (Table part in new CsvTableReader().ReadInParts(path, 2))
                yield return part;
            if (++passes == 1)
                Folder.Write("t.csv", after);
        }
    }

    [Fact]
    public void Values_are_read_in_pieces_of_whole_samples()
    {
        string rows = string.Join("\n", Enumerable.Range(0, 3000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i}.5,{i % 7}")));
        Dataset data = Stream("a,b,y\n" + rows, new() { Label = ["y"] }, rows: 500);
        float[] expected = Enumerable.Range(0, 3000).SelectMany(i => new[] { i, i + 0.5f }).ToArray();
        Assert.Equal(expected, data.Inputs[0].Chunks().SelectMany(chunk => chunk.ToArray()));
        Assert.Equal(expected, data.Features);
        Assert.Equal((0, 6), data.Targets[0].Range());
        Assert.Equal((6, 6f), data.Targets[0].FirstThat(value => value == 6));
        Normalization streamed = new();
        streamed.Adapt(data);
        Normalization inMemory = new();
        inMemory.Adapt(new Dataset(expected, [2]));
        Assert.Equal(Normalized(inMemory), Normalized(streamed));

        static float[] Normalized(Layer layer) => new Sequential([layer]).Predict(new Dataset([1, 2, 3, 4], [2])).Values;
    }

    private Dataset Stream(string csv, TableOptions options, int rows = 2)
    {
        string path = Folder.Write("t.csv", csv);
        return TableEncoder.Stream(new CsvTableReader().ReadInParts(path, rows), options);
    }
}
