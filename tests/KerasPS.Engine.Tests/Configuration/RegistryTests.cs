using System.Collections;
using KerasPS.Activations;
using KerasPS.Initializers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Regularizers;

namespace KerasPS.Tests.Configuration;

public class RegistryTests
{
    public static TheoryData<Type> Families => new(KerasFamilies.All);

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_offered_name_finds_a_class_and_every_class_is_offered(Type family)
    {
        IReadOnlyList<string> names = KerasRegistry.NamesOf(family);
        Assert.NotEmpty(names);
        Assert.Equal(KerasRegistry.ClassesOf(family), names.Select(name => KerasRegistry.Find(family, name)).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("mse")]
    [InlineData("MSE")]
    [InlineData("mean_squared_error")]
    [InlineData("MeanSquaredError")]
    public void A_class_is_found_in_every_spelling(string name)
    {
        Assert.IsType<KerasPS.Losses.MeanSquaredError>(KerasRegistry.Resolve<Loss>(name));
        Assert.IsType<KerasPS.Metrics.MeanSquaredError>(KerasRegistry.Resolve<Metric>(name));
    }

    [Fact]
    public void An_object_stands_for_itself()
    {
        Adam adam = new();
        Assert.Same(adam, KerasRegistry.Resolve<Optimizer>(adam));
    }

    [Fact]
    public void A_hashtable_s_keys_are_read_in_any_spelling()
    {
        SGD sgd = (SGD)KerasRegistry.Resolve<Optimizer>(new Hashtable
        {
            ["Class_Name"] = "sgd",
            ["LearningRate"] = 0.5,
            ["momentum"] = 0.9f,
            ["Nesterov"] = true,
            ["clip_norm"] = 2,
        });
        Assert.Equal((0.5, 0.9f, true, 2.0), (sgd.LearningRate, (float)sgd.Momentum, sgd.Nesterov, sgd.Clipnorm!.Value));
    }

    [Fact]
    public void Hashtables_nest_with_or_without_config()
    {
        Dense dense = (Dense)KerasRegistry.Resolve<Layer>(new Hashtable
        {
            ["class_name"] = "Dense",
            ["config"] = new Hashtable
            {
                ["name"] = "first",
                ["units"] = 3,
                ["activation"] = "relu",
                ["use_bias"] = false,
                ["kernel_regularizer"] = new Hashtable { ["class_name"] = "L2", ["l2"] = 0.25 },
                ["kernel_initializer"] = new Hashtable { ["class_name"] = "GlorotNormal", ["config"] = new Hashtable { ["seed"] = 4 } },
                ["bias_regularizer"] = null,
            },
        });
        Assert.Equal(("first", 3, false), (dense.Name, dense.Units, dense.UseBias));
        Assert.IsType<Relu>(dense.Activation);
        Assert.Equal(0.25, Assert.IsType<L2>(dense.KernelRegularizer).l2);
        Assert.Equal(4, Assert.IsType<GlorotNormal>(dense.KernelInitializer).Seed);
        Assert.Null(dense.BiasRegularizer);
    }

    [Fact]
    public void One_number_stands_for_both_axes()
    {
        Conv2D convolution = (Conv2D)KerasRegistry.Resolve<Layer>(new Hashtable { ["class_name"] = "conv2d", ["filters"] = 2, ["kernel_size"] = 3 });
        Assert.Equal([3, 3], convolution.KernelSize);
        Assert.Equal([1, 1], convolution.Strides);
    }

    [Fact]
    public void What_cannot_be_resolved_is_refused_with_what_is_known()
    {
        ThrowsError("UnknownName", () => KerasRegistry.Resolve<Loss>("msee"), "no loss 'msee'", "Did you mean 'mse'");
        ThrowsError("UnknownName", () => KerasRegistry.Resolve<ActivationFunction>("rellu"), "no activation function 'rellu'", "Did you mean 'relu'");
        ThrowsError("UnknownName", () => Resolve(new() { ["class_name"] = "Denze" }), "Did you mean 'dense'");
        ThrowsError("MissingClassName", () => Resolve(new() { ["units"] = 3 }), "class_name");
        ThrowsError("UnknownArgument", () => Resolve(new() { ["class_name"] = "Dense", ["unit"] = 3 }), "Dense has no argument 'unit'", "'units'");
        ThrowsError("MissingArgument", () => Resolve(new() { ["class_name"] = "Dense" }), "Dense needs a value for 'units'");
        ThrowsError("InvalidValue", () => Resolve(new() { ["class_name"] = "Dense", ["units"] = 0 }), "Dense: units must be above 0, not 0.");
        ThrowsError("InvalidValue", () => Resolve(new() { ["class_name"] = "Dense", ["units"] = "many" }), "Dense, argument 'units'", "'many'");
        ThrowsError("InvalidValue", () => Resolve(new() { ["class_name"] = "Dropout", ["rate"] = 2 }), "Dropout: rate must be from 0 to 1, not 2.");
        ThrowsError("InvalidValue", () => KerasRegistry.Resolve<Optimizer>(new Hashtable { ["class_name"] = "adam", ["gradient_accumulation_steps"] = 1 }), "Adam: gradient_accumulation_steps must be 2 or above, not 1.");
        ThrowsError("InvalidValue", () => KerasRegistry.Resolve<Optimizer>(5), "The optimizer must be a name", "Int32");
        ThrowsError("InvalidValue", () => KerasRegistry.Resolve<Optimizer>(new Dense(1)), "Dense");
        Assert.Throws<KerasException>(() => KerasRegistry.Resolve<Layer>("System.Diagnostics.Process"));
    }

    private static KerasObject Resolve(Hashtable specification) => KerasRegistry.Resolve<Layer>(specification);
}
