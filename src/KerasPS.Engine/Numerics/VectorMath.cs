using System.Numerics;

namespace KerasPS.Numerics;

/// <summary>
/// Functions of single-precision numbers, as many at once as the processor's vectors hold. They are polynomials on a short range (S. Moshier, Cephes, expf and tanhf),
/// with an error of about one unit in the last place.
/// </summary>
internal static class VectorMath
{
    /// <summary>Beyond these limits the results would be no normal numbers.</summary>
    private const float Most = 88.3762626647949f, Least = -87.3365447504019f;

    private const float Log2OfE = 1.44269504088896341f;

    /// <summary>ln 2 in two parts, the first of which is exact in few bits.</summary>
    private const float Ln2Coarse = 0.693359375f, Ln2Fine = -2.12194440e-4f;

    private const int ExponentBias = 127, MantissaBits = 23;

    /// <summary>e to the power of x, with x limited to the powers that are normal numbers.</summary>
    public static Vector<float> Exp(Vector<float> x)
    {
        x = Vector.Min(Vector.Max(x, new(Least)), new(Most));
        Vector<float> n = Vector.Floor((x * Log2OfE) + new Vector<float>(0.5f));
        Vector<float> r = x - (n * Ln2Coarse) - (n * Ln2Fine);
        Vector<float> p = new(1.9875691500e-4f);
        p = (p * r) + new Vector<float>(1.3981999507e-3f);
        p = (p * r) + new Vector<float>(8.3334519073e-3f);
        p = (p * r) + new Vector<float>(4.1665795894e-2f);
        p = (p * r) + new Vector<float>(1.6666665459e-1f);
        p = (p * r) + new Vector<float>(5.0000001201e-1f);
        p = (p * r * r) + r + Vector<float>.One;
        Vector<int> power = Vector.ShiftLeft(Vector.ConvertToInt32(n) + new Vector<int>(ExponentBias), MantissaBits);
        return p * Vector.AsVectorSingle(power);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Exp(-x));

    /// <summary>The hyperbolic tangent: near 0 a polynomial of its own, since 1 - 2 / (e^2x + 1) loses its digits there.</summary>
    public static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x);
        Vector<float> far = Vector<float>.One - (new Vector<float>(2) / (Exp(size + size) + Vector<float>.One));
        Vector<float> square = x * x;
        Vector<float> near = new(-5.70498872745e-3f);
        near = (near * square) + new Vector<float>(2.06390887954e-2f);
        near = (near * square) - new Vector<float>(5.37397155531e-2f);
        near = (near * square) + new Vector<float>(1.33314422036e-1f);
        near = (near * square) - new Vector<float>(3.33332819422e-1f);
        near = (near * square * x) + x;
        Vector<int> isNear = Vector.LessThan(size, new Vector<float>(0.625f));
        Vector<float> signed = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -far, far);
        return Vector.ConditionalSelect(isNear, near, signed);
    }
}
