namespace KerasPS.Tests.Configuration;

public class KerasNamingTests
{
    [Theory]
    [InlineData("Dense", "dense")]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("MaxPooling2D", "max_pooling2d")]
    [InlineData("BatchNormalization", "batch_normalization")]
    [InlineData("LeakyReLU", "leaky_re_lu")]
    [InlineData("LSTM", "lstm")]
    [InlineData("GlobalAveragePooling2D", "global_average_pooling2d")]
    [InlineData("RMSprop", "rm_sprop")]
    [InlineData("AdamW", "adam_w")]
    [InlineData("AUC", "auc")]
    [InlineData("TopKCategoricalAccuracy", "top_k_categorical_accuracy")]
    [InlineData("kernelInitializer", "kernel_initializer")]
    public void Snake_case_is_Keras_s(string name, string expected) => Assert.Equal(expected, KerasNaming.ToSnakeCase(name));
}
