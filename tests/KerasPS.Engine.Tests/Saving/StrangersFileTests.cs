using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace KerasPS.Tests.Saving;

/// <summary>The promises of docs/security.md: a file from a stranger is at worst refused.</summary>
public sealed class StrangersFileTests : FolderTest
{
    private const long MaxMemory = 256 << 20;

    private static readonly byte[] CentralSignature = [(byte)'P', (byte)'K', 1, 2];

    private string Target => Folder.PathOf("a.keras");

    [Theory]
    [InlineData("Lambda", "Python code")]
    [InlineData("__lambda__", "Python code")]
    [InlineData("System.Diagnostics.Process", "There is no layer")]
    [InlineData("KerasPS.Layers.Dense", "There is no layer")]
    [InlineData("Model", "There is no layer")]
    public void A_class_that_is_none_of_the_layers_is_refused(string className, string problem)
    {
        Change(config => Dense(config)["class_name"] = className);
        Refused(problem);
    }

    [Theory]
    [InlineData("os", null, "custom class")]
    [InlineData("kerasx.layers", null, "custom class")]
    [InlineData("keras.layers", "mine>Dense", "custom class")]
    public void A_class_from_elsewhere_is_refused(string module, string? registered, string problem)
    {
        Change(config => (Dense(config)["module"], Dense(config)["registered_name"]) = (module, registered));
        Refused(problem);
    }

    [Fact]
    public void Code_as_an_activation_or_loss_is_refused()
    {
        Change(config => Dense(config)["config"]!["activation"] = JsonNode.Parse("""{"class_name":"__lambda__","config":{"value":"4wEAAAA="}}"""));
        Refused("Python lambda");
        Change(config => Dense(config)["config"]!["activation"] = JsonNode.Parse("""{"module":"builtins","class_name":"function","config":"eval","registered_name":"function"}"""));
        Refused("There is no activation function 'eval'");
        Change(config => config["compile_config"]!["loss"] = JsonNode.Parse("""{"class_name":"__lambda__","config":{}}"""));
        Refused("Python lambda");
    }

    [Fact]
    public void A_compilation_that_cannot_be_read_can_be_left_out()
    {
        Change(config => config["compile_config"]!["loss"] = "my_own_loss");
        Refused("my_own_loss");
        Model model = ModelFile.Load(Target, compile: false);
        Assert.Null(model.Compilation);
    }

    [Fact]
    public void Sizes_that_the_file_has_no_values_for_take_no_memory()
    {
        Change(config =>
        {
            config["config"]!["build_input_shape"]![1] = 1L << 40;
            config["config"]!["layers"]![0]!["config"]!["units"] = 1 << 20;
            config["config"]!["layers"]![1]!["config"]!["units"] = int.MaxValue;
        });
        Refused("(1099511627776, 1048576)");
        Change(config =>
        {
            config["config"]!["build_input_shape"]![1] = long.MaxValue;
            config["config"]!["layers"]![0]!["config"]!["units"] = int.MaxValue;
        });
        Refused("fits into 64 bits");
        Change(config => config["config"]!["layers"]![0]!["config"]!["units"] = 1L << 40);
        Refused("units");
    }

    [Fact]
    public void A_statistic_of_one_number_is_not_repeated_for_a_large_input()
    {
        Change(config =>
        {
            config["config"]!["build_input_shape"] = JsonNode.Parse("[null, 3, 1099511627776]");
            config["config"]!["layers"]!.AsArray().Insert(0, JsonNode.Parse("""{"module":"keras.layers","class_name":"Normalization","config":{"name":"n","axis":[-1],"mean":[1.0],"variance":[1.0]}}"""));
        });
        Refused("1099511627776");
    }

    [Fact]
    public void Deep_JSON_is_refused()
    {
        WriteConfig(new string('[', 100_000) + new string(']', 100_000));
        Refused("depth");
        StringBuilder models = new();
        for (int i = 0; i < 1000; i++)
            models.Append("""{"module":"keras","class_name":"Sequential","config":{"name":"s","layers":[""");
        WriteConfig(models + string.Concat(Enumerable.Repeat("]}}", 1000)));
        Refused("depth");
    }

    [Theory]
    [InlineData("names")]
    [InlineData("values")]
    [InlineData("twice")]
    [InlineData("text")]
    public void JSON_without_end_is_refused(string kind)
    {
        WriteConfig(kind switch
        {
            "names" => $$"""{"{{new string('a', 100_000)}}":1}""",
            "values" => $"[{string.Join(",", Enumerable.Repeat("0", 2_000_000))}]",
            "twice" => """{"class_name":"Sequential","class_name":"Functional"}""",
            _ => $$"""{"class_name":"{{new string('a', 100_000)}}"}""",
        });
        Refused(kind switch { "values" => "more than 1000000 values", "twice" => "twice", _ => "100000 characters" });
    }

    [Fact]
    public void More_layers_than_any_model_has_are_refused()
    {
        Change(config =>
        {
            JsonArray layers = config["config"]!["layers"]!.AsArray();
            for (int i = 0; i < 5000; i++)
                layers.Add(JsonNode.Parse($$$"""{"class_name":"Identity","config":{"name":"i{{{i}}}"}}"""));
        });
        Refused("more than 4096 layers");
    }

    /// <summary>Each model calls the one within it ten times: 10 to the power of 12 calls.</summary>
    [Fact]
    public void Models_within_models_do_not_multiply_without_end()
    {
        string inner = """{"module":"keras.layers","class_name":"Identity","config":{"name":"m"},"name":"m","inbound_nodes":CALLS}""";
        string calls = $"[{string.Join(",", Enumerable.Range(0, 10).Select(i => Call(i == 0 ? "x" : "m", Math.Max(0, i - 1))))}]";
        string model = "";
        for (int depth = 0; depth < 12; depth++)
        {
            model = $$$"""
                {"module":"keras.src.models.functional","class_name":"Functional","name":"m","config":{"name":"m","trainable":true,
                "layers":[{"class_name":"InputLayer","config":{"batch_shape":[null,2],"name":"x"},"name":"x","inbound_nodes":[]},{{{inner.Replace("CALLS", calls)}}}],
                "input_layers":["x",0,0],"output_layers":["m",{{{(depth == 0 ? 9 : 10)}}},0]},"inbound_nodes":CALLS}
                """;
            inner = model;
        }

        WriteConfig(model.Replace("CALLS", "[]"));
        Refused("more than 16384 calls");

        static string Call(string layer, int call) =>
            $$$"""{"args":[{"class_name":"__keras_tensor__","config":{"shape":[null,2],"dtype":"float32","keras_history":["{{{layer}}}",{{{call}}},0]}}],"kwargs":{}}""";
    }

    [Fact]
    public void A_long_chain_of_layers_needs_no_deep_stack()
    {
        KerasTensor input = KerasTensor.Input([2], "x");
        KerasTensor end = input;
        for (int i = 0; i < 2000; i++)
            end = new Identity().Call(end);
        ModelFile.Save(new Functional([input], [end]), Target);
        int layers = 0;
        Thread small = new(() => layers = ModelFile.Load(Target).Layers.Count, maxStackSize: 256 << 10);
        small.Start();
        small.Join();
        Assert.Equal(2001, layers);
    }

    [Fact]
    public void A_slash_in_a_layer_s_name_is_refused()
    {
        Change(config => Dense(config)["config"]!["name"] = "../../etc/passwd");
        Refused("slash");
    }

    /// <summary>Such names are never used as paths; the member is just not one that is read.</summary>
    [Fact]
    public void Members_named_like_paths_are_left_alone()
    {
        Small();
        using (ZipArchive zip = ZipFile.Open(Target, ZipArchiveMode.Update))
        {
            using Stream stream = zip.CreateEntry("../outside.txt", CompressionLevel.NoCompression).Open();
            stream.WriteByte(1);
        }

        string[] before = Directory.GetFileSystemEntries(Folder.PathOf(".."), "outside*");
        Assert.Equal("small", ModelFile.Load(Target).Name);
        Assert.Equal(before, Directory.GetFileSystemEntries(Folder.PathOf(".."), "outside*"));
    }

    [Fact]
    public void A_member_larger_than_the_file_is_refused()
    {
        byte[] file = Small();
        int at = file.AsSpan().LastIndexOf(CentralSignature);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 20), 0xFFFFFF00);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 24), 0xFFFFFF00);
        File.WriteAllBytes(Target, file);
        Refused("would be 4294967040 bytes");
    }

    [Fact]
    public void Members_that_share_bytes_are_refused()
    {
        byte[] file = Small();
        int first = file.AsSpan().IndexOf(CentralSignature);
        int second = first + 4 + file.AsSpan(first + 4).IndexOf(CentralSignature);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(second + 24));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(first + 20), length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(first + 24), length);
        File.WriteAllBytes(Target, file);
        Refused("share bytes");
    }

    private static JsonNode Dense(JsonNode config) => config["config"]!["layers"]![0]!;

    private byte[] Small()
    {
        Sequential model = new([new Dense(2), new Dense(1)], [3], "small");
        model.Compile("sgd", "mse");
        ModelFile.Save(model, Target);
        return File.ReadAllBytes(Target);
    }

    private void Change(Action<JsonNode> change)
    {
        Small();
        JsonNode config;
        using (ZipArchive zip = ZipFile.OpenRead(Target))
        using (Stream stream = zip.GetEntry("config.json")!.Open())
            config = JsonNode.Parse(stream)!;
        change(config);
        WriteConfig(config.ToJsonString());
    }

    private void WriteConfig(string json)
    {
        if (!File.Exists(Target))
            Small();
        using ZipArchive zip = ZipFile.Open(Target, ZipArchiveMode.Update);
        zip.GetEntry("config.json")!.Delete();
        using Stream stream = zip.CreateEntry("config.json", CompressionLevel.NoCompression).Open();
        stream.Write(Encoding.UTF8.GetBytes(json));
    }

    private void Refused(string problem)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        KerasException error = Assert.Throws<KerasException>(() => ModelFile.Load(Target));
        Assert.Contains(problem, error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxMemory);
    }
}
