using System.Globalization;
using KerasPS.Data;

namespace KerasPS;

/// <summary>Keras's class weights: the weight of each sample follows from the class of its label.</summary>
internal static class ClassWeights
{
    /// <summary>One weight per sample.</summary>
    /// <exception cref="KerasException">The data has sample weights too, the model has several outputs, or a class does not exist.</exception>
    public static DataArray Of(ModelData data, IReadOnlyDictionary<int, double> classWeight)
    {
        if (data.Source.SampleWeights is not null)
            throw new KerasException("InvalidValue", "The data has sample weights, so class weights cannot be given too.");
        if (data.Targets is not [{ } target])
            throw new KerasException("InvalidValue", $"Class weights are for models with one output; this one has {data.Targets.Count}. Give the dataset sample weights instead.");
        RequireOneClass(target);
        IReadOnlyList<string> names = data.Source.ClassName;
        RequireClasses(names.Count > 0 ? names.Count : target.Size > 1 ? target.Size : long.MaxValue, classWeight);
        int classes = target.Size;
        float[] result = new float[target.Count];
        int sample = 0;
        foreach (ReadOnlyMemory<float> chunk in target.Chunks())
        {
            ReadOnlySpan<float> labels = chunk.Span;
            for (int at = 0; at < labels.Length; at += classes)
            {
                int label = classes == 1 ? (int)MathF.Round(labels[at]) : LargestAt(labels.Slice(at, classes));
                result[sample++] = (float)classWeight.GetValueOrDefault(label, 1.0);
            }
        }

        return new DataArray(result, []);
    }

    /// <summary>Keras takes the place of the largest label for the class also where labels are a class for each time step.</summary>
    private static void RequireOneClass(DataArray target)
    {
        if (target.Size == 1 || (target.Shape.Count == 1 && target.FirstThat(value => value is not (>= 0 and <= 1)) is null))
            return;
        throw new KerasException(
            "InvalidValue",
            $"Class weights are for samples of one class, given by its index or one-hot, not for labels of shape {Shape.Format(target.Shape)}. Give the dataset sample weights instead, which may be one per time step.");
    }

    /// <summary>Keras ignores the weight of a class that does not exist; it is more likely a mistake.</summary>
    private static void RequireClasses(long known, IReadOnlyDictionary<int, double> classWeight)
    {
        foreach ((int label, double weight) in classWeight)
        {
            if (label < 0 || label >= known)
            {
                throw new KerasException(
                    "InvalidValue", $"There is a class weight for class {label}, but classes are numbered from 0{(known < long.MaxValue ? $" to {known - 1}" : "")}.", label);
            }

            if (!double.IsFinite(weight) || weight < 0)
            {
                throw new KerasException(
                    "InvalidValue", string.Create(CultureInfo.InvariantCulture, $"The weight of class {label} must be a finite number, 0 or above, not {weight}."), weight);
            }
        }
    }

    private static int LargestAt(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
                largest = i;
        }

        return largest;
    }
}
