using KerasPS.Layers;
using KerasPS.Metrics;

namespace KerasPS;

/// <summary>A metric in a training.</summary>
/// <param name="Name">Its name in the logs.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Output">The output that it looks at, from 0.</param>
/// <param name="IsWeighted">Whether it uses sample weights.</param>
internal sealed record TrackedMetric(string Name, Metric Metric, int Output, bool IsWeighted)
{
    /// <summary>
    /// The metrics of all outputs with Keras's names: the metric's, behind the output's where there are several; a repeated one gets
    /// <c>_1</c>, <c>_2</c>, and a weighted one whose name is taken is called <c>weighted_...</c> first.
    /// </summary>
    public static IReadOnlyList<TrackedMetric> Of(IReadOnlyList<OutputCompilation> outputs)
    {
        HashSet<string> taken = ["loss"];
        List<TrackedMetric> tracked = [];
        for (int i = 0; i < outputs.Count; i++)
        {
            foreach (Metric metric in outputs[i].Metrics)
                tracked.Add(new(Claim(Prefixed(i, metric.Name), taken), metric, i, IsWeighted: false));
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            foreach (Metric metric in outputs[i].WeightedMetrics)
            {
                string name = Prefixed(i, metric.Name);
                tracked.Add(new(Claim(taken.Contains(name) ? Prefixed(i, "weighted_" + metric.Name) : name, taken), metric, i, IsWeighted: true));
            }
        }

        return tracked;

        string Prefixed(int output, string name) => outputs.Count > 1 ? $"{outputs[output].Name}_{name}" : name;
    }

    private static string Claim(string name, HashSet<string> taken)
    {
        string unique = LayerNames.Unique(name, taken);
        taken.Add(unique);
        return unique;
    }
}
