using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Optimizers;

namespace KerasPS.Saving;

/// <summary>Where Keras's files of weights keep what: a group <c>vars</c> for each layer, by the structure of the model and not by names, and one for the optimizer.</summary>
internal static class KerasWeightsLayout
{
    private const string Variables = "vars";

    /// <summary>The optimizer's part of a file.</summary>
    public const string Optimizer = "optimizer";

    /// <summary>The groups of a model's layers; a layer that is reached twice is where it is reached first.</summary>
    public static IReadOnlyList<WeightGroup> Of(Model model)
    {
        List<WeightGroup> groups = [];
        Add(groups, model, "", []);
        return groups;
    }

    /// <summary>The groups of an optimizer: its steps, its learning rate unless that follows a schedule, and its state.</summary>
    public static IReadOnlyList<WeightGroup> Of(Optimizer optimizer)
    {
        string path = $"{Optimizer}/{Variables}";
        WeightSlot[] ofRule = OfRule(optimizer.Innermost).ToArray();
        if (optimizer is not LossScaleOptimizer scaling)
            return [new WeightGroup(path, NameOf(optimizer), ofRule)];
        // Keras lists the inner optimizer's variables as the outer one's too. The outer's own steps and rate are never used.
        return
        [
            new WeightGroup(path, NameOf(scaling), [WeightSlot.Nothing("iteration"), WeightSlot.Number("learning_rate", 0, _ => { }), .. scaling.OwnState().Select(OfScale), .. ofRule]),
            new WeightGroup($"{Optimizer}/inner_optimizer/{Variables}", NameOf(scaling.InnerOptimizer), ofRule),
        ];
    }

    private static void Add(List<WeightGroup> groups, Layer layer, string path, HashSet<Layer> known)
    {
        if (!known.Add(layer))
            return;
        groups.Add(new WeightGroup(path + Variables, layer.Name!, layer.SavedVariables.Select(WeightSlot.Of).ToArray()));
        foreach ((string attribute, Layer part) in layer.Attributes)
            Add(groups, part, $"{path}{attribute}/", known);
    }

    private static IEnumerable<WeightSlot> OfRule(GradientOptimizer rule)
    {
        yield return WeightSlot.Count("iteration", rule.Steps, steps => rule.Resume(steps, rule.LearningRateFactor));
        if (rule.Schedule is null)
            yield return WeightSlot.Number("learning_rate", rule.LearningRate, rate => rule.LearningRate = rate);
        foreach (KerasSlot slot in rule.KerasState())
            yield return WeightSlot.Of(slot);
    }

    private static WeightSlot OfScale(OptimizerSlot slot) => slot.Name == "step_counter"
        ? WeightSlot.Count(slot.Name, (long)slot.Values.item<float>(), count => slot.Values.fill_(count))
        : WeightSlot.Of(KerasSlot.Of(slot));

    private static string NameOf(Optimizer optimizer) => KerasNaming.ToSnakeCase(optimizer.ClassName);
}
