using System.Collections;

namespace KerasPS.Tests.Optimizers;

/// <summary>Every optimizer, found like the classes themselves, as it comes and with everything that has state switched on.</summary>
internal static class OptimizerCases
{
    private static readonly Hashtable Schedule = new()
    {
        ["class_name"] = "CosineDecay",
        ["config"] = new Hashtable { ["initial_learning_rate"] = 0.001, ["decay_steps"] = 10, ["warmup_target"] = 0.05, ["warmup_steps"] = 3 },
    };

    public static TheoryData<string, bool> All()
    {
        TheoryData<string, bool> cases = [];
        foreach (Type type in KerasRegistry.ClassesOf(typeof(Optimizer)))
        {
            cases.Add(type.Name, false);
            cases.Add(type.Name, true);
        }

        return cases;
    }

    /// <summary>The optimizer with its defaults, or with every option: what they are not must show in the weights.</summary>
    public static Optimizer Create(string className, bool withOptions)
    {
        Type type = KerasRegistry.Find(typeof(Optimizer), className);
        Hashtable arguments = [];
        foreach (ObjectArgument argument in ObjectSignature.Of(type).Arguments)
        {
            if (argument.IsRequired)
                arguments[argument.Name] = WithoutLossScale((GradientOptimizer)Create("nadam", withOptions));
            else if (withOptions && OptionOf(argument) is { } value)
                arguments[argument.Name] = value;
        }

        return (Optimizer)ObjectSignature.Of(type).Create(arguments);
    }

    private static GradientOptimizer WithoutLossScale(GradientOptimizer optimizer)
    {
        optimizer.LossScaleFactor = null;
        return optimizer;
    }

    private static object? OptionOf(ObjectArgument argument) => argument.Name switch
    {
        "learning_rate" => Schedule,
        "weight_decay" => 0.1,
        "clipnorm" => 0.5,
        "ema_momentum" => 0.7,
        "ema_overwrite_frequency" => 2,
        "loss_scale_factor" => 64,
        "gradient_accumulation_steps" => 4,
        "momentum" => 0.5,
        "warmup_steps" => 5,
        "dynamic_growth_steps" => 4,
        _ when argument.Type == typeof(bool) => argument.Default is not true,
        _ => null,
    };
}
