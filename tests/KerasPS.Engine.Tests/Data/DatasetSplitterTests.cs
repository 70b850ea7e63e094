namespace KerasPS.Tests.Data;

public class DatasetSplitterTests
{
    /// <summary>Samples whose feature is their index, so that a part shows where its samples came from.</summary>
    private static Dataset Numbered(int count, Func<int, float>? label = null) => new(
        Enumerable.Range(0, count).Select(i => (float)i).ToArray(),
        [1],
        label is null ? null : Enumerable.Range(0, count).Select(label).ToArray());

    private static int[] Sizes(IEnumerable<Dataset> parts) => parts.Select(part => part.Count).ToArray();

    [Theory]
    [InlineData(150, new[] { 0.8 }, new[] { 120, 30 })]
    [InlineData(100, new[] { 0.29 }, new[] { 29, 71 })]
    [InlineData(10, new[] { 0.7, 0.15, 0.15 }, new[] { 7, 2, 1 })]
    [InlineData(7, new[] { 0.5, 0.25, 0.25 }, new[] { 3, 2, 2 })]
    [InlineData(3, new[] { 0.3333333, 0.3333333, 0.3333333 }, new[] { 1, 1, 1 })]
    public void Parts_have_the_sizes_of_the_fractions(int count, double[] fractions, int[] sizes) =>
        Assert.Equal(sizes, Sizes(DatasetSplitter.Split(Numbered(count), fractions, seed: 1)));

    [Fact]
    public void Every_sample_is_in_one_part_and_shuffled()
    {
        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(Numbered(100), [0.6, 0.3, 0.1], seed: 3);
        float[] all = parts.SelectMany(part => part.Features).ToArray();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), all.Order());
        Assert.NotEqual(all.Order(), all);
        Assert.NotEqual(parts[0].Features.Order(), parts[0].Features);
    }

    [Fact]
    public void A_seed_gives_the_same_parts_for_ever()
    {
        float[] first = DatasetSplitter.Split(Numbered(10), [0.8], seed: 7)[0].Features;
        Assert.Equal([9, 5, 8, 6, 1, 2, 4, 7], first);
        Assert.NotEqual(first, DatasetSplitter.Split(Numbered(10), [0.8], seed: 8)[0].Features);
    }

    [Fact]
    public void Without_a_seed_each_split_is_another() =>
        Assert.NotEqual(
            DatasetSplitter.Split(Numbered(1000), [0.5])[0].Features,
            DatasetSplitter.Split(Numbered(1000), [0.5])[0].Features);

    [Fact]
    public void Without_shuffling_parts_are_taken_in_order()
    {
        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(Numbered(5), [0.6], shuffle: false);
        Assert.Equal([0, 1, 2], parts[0].Features);
        Assert.Equal([3, 4], parts[1].Features);
    }

    [Fact]
    public void Stratified_parts_have_the_proportions_of_the_classes()
    {
        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(Numbered(100, i => i < 70 ? 0 : i < 90 ? 1 : 5), [0.5, 0.3, 0.2], seed: 1, stratified: true);
        Assert.Equal([35, 10, 5], CountClasses(parts[0]));
        Assert.Equal([21, 6, 3], CountClasses(parts[1]));
        Assert.Equal([14, 4, 2], CountClasses(parts[2]));
    }

    private static int[] CountClasses(Dataset part) => part.Labels!.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value).ToArray();

    [Fact]
    public void Stratified_without_shuffling_keeps_the_order()
    {
        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(Numbered(8, i => i % 2), [0.5], stratified: true, shuffle: false);
        Assert.Equal([0, 1, 2, 3], parts[0].Features);
        Assert.Equal([4, 5, 6, 7], parts[1].Features);
    }

    /// <summary>Ten classes of three at 0.8: each alone would be rounded to 2 and 1, which makes 20 and 10 of 24 and 6.</summary>
    [Fact]
    public void Small_classes_do_not_all_favour_the_same_part()
    {
        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(Numbered(30, i => i / 3), [0.8], seed: 1, stratified: true);
        Assert.Equal([24, 6], Sizes(parts));
    }

    /// <summary>0.58 of 50 is 29, though a double makes it 28.999999999999996 and other parts are further behind after the small classes.</summary>
    [Fact]
    public void A_share_that_is_a_whole_number_is_exact()
    {
        Dataset data = Numbered(56, i => i < 3 ? 0 : i < 6 ? 1 : 2);
        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(data, [0.06, 0.17, 0.58, 0.19], seed: 1, stratified: true);
        Assert.Equal(29, parts[2].Labels!.Count(label => label == 2));
    }

    [Fact]
    public void Fractions_that_sum_to_nearly_one_leave_no_sample_out()
    {
        Assert.Equal([2_500_000, 2_500_000], Sizes(DatasetSplitter.Split(Numbered(5_000_000), [0.4999996, 0.4999996], shuffle: false)));
        Assert.Equal([2_500_000, 2_500_000], Sizes(DatasetSplitter.Split(Numbered(5_000_000), [0.5000004, 0.5000004], shuffle: false)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_class_has_its_share_of_every_part_rounded_up_or_down(long seed)
    {
        SplitMix64 random = new((ulong)seed);
        Dataset data = Numbered(500, _ => random.NextBelow(1 + random.NextBelow(20)));
        double[] fractions = [0.55, 0.25, 0.2];
        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(data, fractions, seed, stratified: true);
        foreach ((float label, int count) in data.Labels!.CountBy(label => label))
        {
            for (int part = 0; part < 3; part++)
                Assert.InRange(parts[part].Labels!.Count(l => l == label) - (count * fractions[part]), -1, 1);
        }

        for (int part = 0; part < 3; part++)
            Assert.InRange(parts[part].Count - (500 * fractions[part]), -2, 2);
    }

    [Fact]
    public void One_hot_labels_are_classes_too()
    {
        float[] labels = Enumerable.Range(0, 8).SelectMany(i => i < 4 ? new float[] { 1, 0 } : [0, 1]).ToArray();
        Dataset data = new(new float[8], [1], labels, [2]);
        Dataset half = DatasetSplitter.Split(data, [0.5], seed: 1, stratified: true)[0];
        Assert.Equal(2, half.Labels!.Chunk(2).Count(label => label[0] == 1));
    }

    [Fact]
    public void Labels_that_are_no_classes_cannot_be_stratified()
    {
        void Split(Dataset data) => DatasetSplitter.Split(data, [0.5], stratified: true);
        ThrowsError("LabelsAreNotClasses", () => Split(Numbered(4)), "no labels");
        ThrowsError("LabelsAreNotClasses", () => InGerman(() => Split(Numbered(4, i => i + 0.5f))), "0.5");
        ThrowsError("LabelsAreNotClasses", () => Split(Numbered(4, i => -i)), "-3");
        ThrowsError("LabelsAreNotClasses", () => Split(new Dataset(new float[2], [1], [1, 0, 1, 1], [2])), "Label 2");
        ThrowsError("LabelsAreNotClasses", () => Split(new Dataset(new float[2], [1], [1, 0, 0.5f, 0.5f], [2])), "Label 2");
    }

    [Theory]
    [InlineData(new double[0], "none")]
    [InlineData(new[] { 0.0 }, "0")]
    [InlineData(new[] { 1.0 }, "1")]
    [InlineData(new[] { double.NaN }, "NaN")]
    [InlineData(new[] { 0.7, 0.2 }, "0.7, 0.2")]
    [InlineData(new[] { 0.7, 0.4 }, "0.7, 0.4")]
    [InlineData(new[] { 1.5, -0.5 }, "1.5, -0.5")]
    public void Fractions_must_be_parts_of_one(double[] fractions, string shown) =>
        InGerman(() => ThrowsError("InvalidFraction", () => DatasetSplitter.Split(Numbered(10), fractions), shown));

    [Fact]
    public void An_empty_part_is_an_error()
    {
        ThrowsError("EmptyPart", () => DatasetSplitter.Split(Numbered(5), [0.05]), "Part 1", "0.05", "5 samples");
        ThrowsError("EmptyPart", () => DatasetSplitter.Split(Numbered(2), [0.4, 0.3, 0.3]), "2 samples");
        ThrowsError("EmptyPart", () => DatasetSplitter.Split(Numbered(0), [0.5]), "0 samples");
    }

    [Fact]
    public void Parts_keep_names_weights_and_shapes()
    {
        Dataset data = new([1, 2, 3, 4], [2, 1], [0, 1], [], [0.5f, 1]) { Name = "n", FeatureName = ["a", "b"], ClassName = ["x", "y"], LabelName = ["l"] };
        Dataset part = DatasetSplitter.Split(data, [0.5], shuffle: false)[1];
        Assert.Equal([3, 4], part.Features);
        Assert.Equal([1], part.SampleWeights!);
        Assert.Equal(["a", "b"], part.FeatureName);
        Assert.Equal(["x", "y"], part.ClassName);
        Assert.Equal(["l"], part.LabelName);
        Assert.Equal([2, 1], part.FeatureShape);
    }
}
