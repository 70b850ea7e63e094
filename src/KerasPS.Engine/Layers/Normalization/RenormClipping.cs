using System.Collections;
using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The limits of batch renormalisation's corrections: Keras's dictionary with the optional keys rmin, rmax and dmax.</summary>
internal sealed class RenormClipping
{
    private static readonly string[] Keys = ["rmax", "rmin", "dmax"];

    private readonly Dictionary<string, double> limits = [];

    public RenormClipping(IDictionary? given)
    {
        foreach (DictionaryEntry entry in given ?? new Hashtable())
        {
            string key = entry.Key.ToString()!;
            string known = Keys.FirstOrDefault(k => KerasNaming.Fold(k) == KerasNaming.Fold(key))
                ?? throw Refused($"has no '{key}'. {NearestName.Hint(key, Keys)}", key);
            if (entry.Value is not null)
                limits[known] = (double)ConfigValue.Convert(entry.Value, typeof(double), $"BatchNormalization, renorm_clipping, '{known}'")!;
        }

        if (Limit("rmin") > Limit("rmax"))
            throw Refused("needs an rmax that is not below rmin.", given);
        if (Limit("dmax") < 0)
            throw Refused("needs a dmax of 0 or above.", given);
    }

    /// <summary>The limits as Keras has them.</summary>
    public IDictionary Limits => limits;

    /// <summary>The ratio of standard deviations within its limits.</summary>
    public Tensor ClipRatio(Tensor r) => Limit("rmin") is null && Limit("rmax") is null ? r : r.clamp(Limit("rmin"), Limit("rmax"));

    /// <summary>The difference of means within its limits.</summary>
    public Tensor ClipDifference(Tensor d) => Limit("dmax") is { } most ? d.clamp(-most, most) : d;

    private static KerasException Refused(string why, object? value) =>
        KerasException.InvalidValue(nameof(BatchNormalization), $"renorm_clipping {why}", value);

    private double? Limit(string key) => limits.TryGetValue(key, out double limit) ? limit : null;
}
