using KerasPS.Layers;
using KerasPS.Onnx.Converters;

namespace KerasPS.Onnx;

/// <summary>The converters of layers into operations, by class: that of the layer's class, or of its nearest base class.</summary>
internal static class OnnxConverters
{
    /// <summary>The domain of ONNX's operators for classical machine learning.</summary>
    public const string MachineLearning = "ai.onnx.ml";

    private static readonly Dictionary<Type, Func<Layer, OnnxCall, OnnxValue[]>> Table = new([
        One<Dense>(CoreConverter.Dense),
        One<EinsumDense>(CoreConverter.EinsumDense),
        One<Embedding>(CoreConverter.Embedding),
        One<Masking>(CoreConverter.Masking),
        One<Identity>(CoreConverter.Identity),
        One<NoiseLayer>(CoreConverter.Identity),
        One<ActivityRegularization>(CoreConverter.Identity),
        One<Activation>(ActivationLayerConverter.Activation),
        One<ELU>(ActivationLayerConverter.Elu),
        One<LeakyReLU>(ActivationLayerConverter.LeakyRelu),
        One<PReLU>(ActivationLayerConverter.PRelu),
        One<ReLU>(ActivationLayerConverter.Relu),
        One<Softmax>(ActivationLayerConverter.Softmax),
        One<ConvolutionLayer>(ConvolutionConverter.Convolution),
        One<DepthwiseConvolutionLayer>(ConvolutionConverter.Depthwise),
        One<SeparableConvolutionLayer>(ConvolutionConverter.Separable),
        One<TransposedConvolutionLayer>(ConvolutionConverter.Transposed),
        One<MaxPooling1D>(PoolingConverter.Max),
        One<MaxPooling2D>(PoolingConverter.Max),
        One<MaxPooling3D>(PoolingConverter.Max),
        One<AveragePooling1D>(PoolingConverter.Average),
        One<AveragePooling2D>(PoolingConverter.Average),
        One<AveragePooling3D>(PoolingConverter.Average),
        One<GlobalMaxPooling1D>(PoolingConverter.GlobalMax),
        One<GlobalMaxPooling2D>(PoolingConverter.GlobalMax),
        One<GlobalMaxPooling3D>(PoolingConverter.GlobalMax),
        One<GlobalAveragePooling1D>(PoolingConverter.GlobalAverage),
        One<GlobalAveragePooling2D>(PoolingConverter.GlobalAverage),
        One<GlobalAveragePooling3D>(PoolingConverter.GlobalAverage),
        One<AdaptiveMaxPooling1D>(PoolingConverter.AdaptiveMax),
        One<AdaptiveMaxPooling2D>(PoolingConverter.AdaptiveMax),
        One<AdaptiveMaxPooling3D>(PoolingConverter.AdaptiveMax),
        One<AdaptiveAveragePooling1D>(PoolingConverter.AdaptiveAverage),
        One<AdaptiveAveragePooling2D>(PoolingConverter.AdaptiveAverage),
        One<AdaptiveAveragePooling3D>(PoolingConverter.AdaptiveAverage),
        One<BatchNormalization>(NormalizationConverter.Batch),
        One<LayerNormalization>(NormalizationConverter.Layer),
        One<GroupNormalization>(NormalizationConverter.Group),
        One<RMSNormalization>(NormalizationConverter.Rms),
        One<UnitNormalization>(NormalizationConverter.Unit),
        One<SpectralNormalization>(NormalizationConverter.Spectral),
        One<Add>(MergingConverter.Add),
        One<Average>(MergingConverter.Average),
        One<Subtract>(MergingConverter.Subtract),
        One<Multiply>(MergingConverter.Multiply),
        One<Maximum>(MergingConverter.Maximum),
        One<Minimum>(MergingConverter.Minimum),
        One<Concatenate>(MergingConverter.Concatenate),
        One<Dot>(MergingConverter.Dot),
        One<Flatten>(ReshapingConverter.Flatten),
        One<Reshape>(ReshapingConverter.Reshape),
        One<Permute>(ReshapingConverter.Permute),
        One<RepeatVector>(ReshapingConverter.RepeatVector),
        One<CroppingLayer>(ReshapingConverter.Cropping),
        One<ZeroPaddingLayer>(ReshapingConverter.ZeroPadding),
        One<UpSamplingLayer>(ReshapingConverter.UpSampling),
        One<Resizing>(ImageConverter.Resizing),
        One<CenterCrop>(ImageConverter.CenterCrop),
        One<RandomCrop>(ImageConverter.RandomCrop),
        One<Rescaling>(PreprocessingConverter.Rescaling),
        One<Normalization>(PreprocessingConverter.Normalization),
        One<Discretization>(PreprocessingConverter.Discretization),
        One<CategoryEncoding>(PreprocessingConverter.CategoryEncoding),
        One<IntegerLookup>(PreprocessingConverter.IntegerLookup),
        Many<Attention>(AttentionConverter.Dot),
        Many<AdditiveAttention>(AttentionConverter.Additive),
        Many<ProjectedAttention>(AttentionConverter.Projected),
        Many<RecurrentCell>(CellConverter.Cell),
        Many<RecurrentLayer>(RecurrentConverter.Sequence),
        Many<Bidirectional>(RecurrentConverter.Bidirectional),
        One<TimeDistributed>(RecurrentConverter.TimeDistributed),
    ]);

    private static readonly Dictionary<Type, Func<Layer, OnnxCall, OnnxValue?[]>> Masks = new([
        Mask<Embedding>(CoreConverter.EmbeddingMask),
        Mask<Masking>(CoreConverter.MaskingMask),
        Mask<ElementwiseMerge>(MergingConverter.ElementwiseMask),
        Mask<Concatenate>(MergingConverter.ConcatenateMask),
        Mask<Dot>((_, _) => [null]),
        Mask<GlobalAveragePooling1D>((_, _) => [null]),
        Mask<AttentionLayer>(AttentionConverter.Masks),
    ]);

    /// <summary>Whether there is a converter for the layer's class.</summary>
    public static bool Supports(Layer layer) => layer is InputLayer || Find(Table, layer) is not null;

    /// <summary>The outputs of a layer for its inputs.</summary>
    /// <exception cref="OnnxNotSupportedException">There is no converter for its class, or for one of its options.</exception>
    public static OnnxValue[] Convert(OnnxCall call) =>
        Find(Table, call.Layer)?.Invoke(call.Layer, call) ?? throw new OnnxNotSupportedException("is of a class for which there is no conversion");

    /// <summary>The masks of a layer's outputs; by default the first input's, where the layer supports masking.</summary>
    public static OnnxValue?[] MasksOf(OnnxCall call, int outputs) =>
        Find(Masks, call.Layer)?.Invoke(call.Layer, call) ?? Enumerable.Repeat(call.Layer.SupportsMasking ? call.Mask : null, outputs).ToArray();

    private static T? Find<T>(Dictionary<Type, T> table, Layer layer)
        where T : class
    {
        for (Type? type = layer.GetType(); type is not null; type = type.BaseType)
        {
            if (table.TryGetValue(type, out T? found))
                return found;
        }

        return null;
    }

    private static KeyValuePair<Type, Func<Layer, OnnxCall, OnnxValue[]>> One<T>(Func<T, OnnxCall, OnnxValue> convert)
        where T : Layer => new(typeof(T), (layer, call) => [convert((T)layer, call)]);

    private static KeyValuePair<Type, Func<Layer, OnnxCall, OnnxValue[]>> Many<T>(Func<T, OnnxCall, OnnxValue[]> convert)
        where T : Layer => new(typeof(T), (layer, call) => convert((T)layer, call));

    private static KeyValuePair<Type, Func<Layer, OnnxCall, OnnxValue?[]>> Mask<T>(Func<T, OnnxCall, OnnxValue?[]> masks)
        where T : Layer => new(typeof(T), (layer, call) => masks((T)layer, call));
}
