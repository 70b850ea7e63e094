using KerasPS.Tests.Documentation;

namespace KerasPS.Tests.Goldens;

/// <summary>Files that Keras wrote: they are read, predict and evaluate to Keras's numbers, and are trained on as Keras trains on.</summary>
public class KerasFilesTests
{
    private const double Tolerance = 1e-6;

    private static readonly Lazy<JsonDocument> LayerEntries = new(() => Read("layers.json"));

    /// <summary>Arguments of layers that are written in another form, which means the same to Keras: numbers as lists of one, one factor as the range that it stands for.</summary>
    private static readonly Dictionary<string, string[]> OtherForms = new()
    {
        ["Dot"] = ["axes"],
        ["RandomTranslation"] = ["height_factor", "width_factor"],
        ["RandomZoom"] = ["height_factor"],
        ["RandomShear"] = ["x_factor", "y_factor"],
        ["Rescaling"] = ["scale", "offset"],
        ["Softmax"] = ["axis"],
        ["UnitNormalization"] = ["axis"],
    };

    public static TheoryData<string> Models() => new(Directory.GetFiles(PathOf(""), "*.keras").Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    public static TheoryData<string> Layers() => new(LayerEntries.Value.RootElement.EnumerateObject().Select(entry => entry.Name));

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_predicts_evaluates_and_trains_on_as_in_Keras(string name)
    {
        Check(ModelFile.Load(PathOf($"{name}.keras"), compile: true, AssertNothingSkipped), name);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void What_is_exported_again_does_so_too(string name)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.keras");
        try
        {
            Model model = ModelFile.Load(PathOf($"{name}.keras"));
            ModelFile.Save(model, path);
            Model again = ModelFile.Load(path, compile: true, AssertNothingSkipped);
            Assert.Equal(model.Variables.Select(v => v.ToArray()), again.Variables.Select(v => v.ToArray()));
            Check(again, name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_sample_predicts_evaluates_and_can_be_trained()
    {
        Model model = ModelFile.Load(Golden.PathOf("sample_sequential.keras"), compile: true, AssertNothingSkipped);
        Assert.Equal((1, 0.01f), (model.Compilation!.Optimizer.Iterations, (float)model.LearningRate));
        using JsonDocument expected = Read("sample_sequential.json");
        Dataset data = CheckPrediction(model, expected.RootElement, "sample_sequential");
        CheckEvaluation(model, data, expected.RootElement, "sample_sequential");
        double[] losses = model.Fit(data, Options() with { Epochs = 20 }).Select(log => Convert.ToDouble(log["loss"])).ToArray();
        Assert.True(losses[^1] < losses[0]);
    }

    [Fact]
    public void The_sample_of_weights_predicts_as_in_Keras()
    {
        Sequential model = new([new Embedding(7, 4), new LSTM(3) { ReturnSequences = true }, new Bidirectional(new GRU(2)), new Dense(1)], [5]);
        WeightsFile.Load(model, Golden.PathOf("sample_rnn.weights.h5"));
        using JsonDocument expected = Read("sample_rnn.json");
        CheckPrediction(model, expected.RootElement, "sample_rnn");
    }

    /// <summary>Each entry of a layer is read, and written again with the same arguments.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_of_Keras_is_read_and_written_again(string className)
    {
        JsonElement entry = LayerEntries.Value.RootElement.GetProperty(className);
        ConfigReader reader = new(ConfigJson.Read(JsonSerializer.SerializeToUtf8Bytes(entry)), "a layer");
        Layer layer = new ObjectReader().CreateLayer(reader.Has("inbound_nodes") ? CallConfig.PutOptionsInto(reader) : reader);
        JsonElement written = JsonSerializer.SerializeToElement(LayerConfig.Describe(layer, DtypePolicy.Of("float32")));
        AssertSame(entry.GetProperty("config"), written.GetProperty("config"), className, OtherForms.GetValueOrDefault(className, []));
    }

    [Fact]
    public void There_is_an_entry_for_each_layer_that_Keras_has()
    {
        string[] without = [nameof(InputLayer), "IntegerLookup", "LSTMCell", "GRUCell", "SimpleRNNCell", "StackedRNNCells"];
        IEnumerable<string> all = KerasRegistry.ClassesOf(typeof(Layer)).Select(type => type.Name);
        IEnumerable<string> added = KerasApi.Read().Where(entry => entry is { Section: "layers", IsAddition: true }).Select(entry => entry.Name);
        Assert.Empty(all.Except(without).Except(added).Except(LayerEntries.Value.RootElement.EnumerateObject().Select(entry => entry.Name)));
    }

    private static void Check(Model model, string name)
    {
        using JsonDocument expected = Read($"{name}.json");
        Dataset data = CheckPrediction(model, expected.RootElement, name);
        CheckEvaluation(model, data, expected.RootElement, name);
        EpochLog[] logs = model.Fit(data, Options() with { Epochs = 2 }).ToArray();
        foreach (JsonProperty log in expected.RootElement.GetProperty("history").EnumerateObject())
            Golden.AssertClose(log.Value.Flat(), logs.Select(epoch => Convert.ToSingle(epoch[log.Name])).ToArray(), Tolerance, $"{name}, {log.Name} of the next epochs");
        CheckOutputs(model, data, expected.RootElement.GetProperty("trained"), $"{name}, trained on");
    }

    private static Dataset CheckPrediction(Model model, JsonElement expected, string name)
    {
        Dataset data = new(Arrays(expected.GetProperty("inputs"), model.InputNames), expected.TryGetProperty("labels", out JsonElement labels) ? Arrays(labels, model.OutputNames) : []);
        CheckOutputs(model, data, expected.GetProperty("outputs"), name);
        return data;
    }

    private static void CheckOutputs(Model model, Dataset data, JsonElement expected, string what)
    {
        float[][] outputs = model.Predict(data, Options()).Outputs.Select(output => output.Values).ToArray();
        Assert.Equal(expected.GetArrayLength(), outputs.Length);
        foreach ((JsonElement output, int i) in expected.EnumerateArray().Select((output, i) => (output, i)))
            Golden.AssertClose(output.Flat(), outputs[i], Tolerance, $"{what}, output {i}");
    }

    private static void CheckEvaluation(Model model, Dataset data, JsonElement expected, string name)
    {
        Dictionary<string, double> evaluation = model.Evaluate(data, Options()).ToDictionary();
        JsonProperty[] wanted = expected.GetProperty("evaluation").EnumerateObject().ToArray();
        Assert.Equal(wanted.Select(value => value.Name).Order(), evaluation.Keys.Order());
        foreach (JsonProperty value in wanted)
            Golden.AssertClose(value.Value, evaluation[value.Name], Tolerance, $"{name}, {value.Name}");
    }

    private static DataArray[] Arrays(JsonElement arrays, IReadOnlyList<string> names) => arrays.EnumerateArray().Select((array, i) => new DataArray(
        array.GetProperty("values").Flat(),
        array.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray(),
        arrays.GetArrayLength() > 1 ? names[i] : "")).ToArray();

    /// <summary>Compares what both say of an object; what is left out here is said in <see cref="UnsupportedKerasArguments"/>, and Keras has defaults for what it does not write.</summary>
    private static void AssertSame(JsonElement keras, JsonElement ours, string where, params string[] except)
    {
        (keras, ours) = (Plain(keras), Plain(ours));
        Assert.True(keras.ValueKind == ours.ValueKind, $"{where}: {keras} and {ours}");
        switch (keras.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty entry in keras.EnumerateObject().Where(entry => !except.Contains(entry.Name)))
                {
                    if (ours.TryGetProperty(entry.Name, out JsonElement own))
                        AssertSame(entry.Value, own, $"{where}, {entry.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(keras.GetArrayLength(), ours.GetArrayLength());
                for (int i = 0; i < keras.GetArrayLength(); i++)
                    AssertSame(keras[i], ours[i], $"{where}, {i}");
                break;
            case JsonValueKind.Number:
                Assert.Equal(keras.GetDouble(), ours.GetDouble());
                break;
            default:
                Assert.Equal(keras.ToString(), ours.ToString());
                break;
        }
    }

    /// <summary>A dtype policy by its name alone, and nothing in place of an empty object.</summary>
    private static JsonElement Plain(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return value;
        if (!value.EnumerateObject().Any())
            return JsonSerializer.SerializeToElement<object?>(null);
        return value.TryGetProperty("class_name", out JsonElement className) && className.ValueEquals("DTypePolicy") ? value.GetProperty("config").GetProperty("name") : value;
    }

    private static void AssertNothingSkipped(string message) => Assert.Fail(message);

    private static FitOptions Options() => new() { Device = "cpu", BatchSize = 4, Shuffle = ShuffleMode.None };

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(PathOf(file)));

    private static string PathOf(string file) => Path.Combine(Golden.PathOf("keras-files"), file);
}
