using KerasPS.Protobuf;

namespace KerasPS.EventFiles;

/// <summary>One value of an event, as TensorFlow 2 writes it: a tensor, and the plugin of TensorBoard that shows it.</summary>
internal sealed class SummaryValue
{
    public const string ScalarPlugin = "scalars";
    public const string HistogramPlugin = "histograms";
    public const string ImagePlugin = "images";
    public const string TextPlugin = "text";
    public const string KerasPlugin = "graph_keras_model";
    public const string HParamsPlugin = "hparams";

    private readonly string tag;
    private readonly string plugin;
    private readonly byte[] pluginContent;
    private readonly DataClass dataClass;
    private readonly TensorMessage tensor;

    private SummaryValue(string tag, string plugin, DataClass dataClass, TensorMessage tensor, byte[]? pluginContent = null)
    {
        this.tag = tag;
        this.plugin = plugin;
        this.dataClass = dataClass;
        this.tensor = tensor;
        this.pluginContent = pluginContent ?? [];
    }

    private enum DataClass
    {
        Unknown,
        Scalar,
        Tensor,
        Blobs,
    }

    public static SummaryValue Scalar(string tag, double value) => new(tag, ScalarPlugin, DataClass.Scalar, TensorMessage.Scalar((float)value));

    public static SummaryValue Text(string tag, string markdown) => new(tag, TextPlugin, DataClass.Tensor, TensorMessage.Text(markdown));

    public static SummaryValue Histogram(string tag, float[] values) => new(
        tag,
        HistogramPlugin,
        DataClass.Tensor,
        TensorMessage.OfRows(HistogramBucket.Of(values).SelectMany(bucket => new[] { bucket.Left, bucket.Right, bucket.Count }).ToArray(), 3));

    /// <summary>Images of the same size.</summary>
    public static SummaryValue Images(string tag, IReadOnlyList<PngImage> images) => new(
        tag,
        ImagePlugin,
        DataClass.Blobs,
        TensorMessage.OfStrings([Digits(images[0].Width), Digits(images[0].Height), .. images.Select(image => image.Content)]));

    /// <summary>A model's layers, from which TensorBoard draws the conceptual graph.</summary>
    public static SummaryValue KerasModel(string tag, string json) => new(tag, KerasPlugin, DataClass.Unknown, TensorMessage.Text(json), "1"u8.ToArray());

    public static SummaryValue HParams(string tag, byte[] content) => new(tag, HParamsPlugin, DataClass.Tensor, TensorMessage.Empty(), content);

    public void Write(MessageWriter value) => value
        .Text(1, tag)
        .Message(9, metadata => metadata
            .Message(1, data => data.Text(1, plugin).Bytes(2, pluginContent))
            .Number(4, (long)dataClass))
        .Message(8, tensor.Write);

    private static byte[] Digits(int number) => System.Text.Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
