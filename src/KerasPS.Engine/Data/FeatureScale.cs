using System.Globalization;

namespace KerasPS.Data;

/// <summary>The rule that every factor on features follows.</summary>
internal static class FeatureScale
{
    public static void Require(float scale)
    {
        if (float.IsFinite(scale) && scale != 0)
            return;
        string given = scale.ToString(CultureInfo.InvariantCulture);
        throw new KerasException("InvalidScale", $"The scale is {given}; it must be a finite number other than 0, e.g. 1/255.", scale);
    }
}
