using System.Buffers.Binary;
using System.Text;
using static System.Numerics.BitOperations;

namespace KerasPS.Text;

/// <summary>
/// The 64-bit fingerprint of Geoff Pike's FarmHash, by which Keras (TensorFlow's <c>to_hash_bucket_fast</c>) assigns strings to buckets: the same number for a
/// string on every machine.
/// </summary>
internal static class Fingerprint
{
    private const ulong K0 = 0xc3a5c85c97cb3127;
    private const ulong K1 = 0xb492b66fbe98f273;
    private const ulong K2 = 0x9ae16a3b2f90404f;

    /// <summary>The fingerprint of a string's bytes in UTF-8.</summary>
    public static ulong Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static ulong Of(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => K2,
        < 4 => HashLength1To3(bytes),
        < 8 => Mix((ulong)bytes.Length + ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes) << 3), BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]), FactorOf(bytes)),
        <= 16 => HashLength8To16(bytes),
        <= 32 => HashLength17To32(bytes),
        <= 64 => HashLength33To64(bytes),
        _ => HashLongerThan64(bytes),
    };

    private static ulong FactorOf(ReadOnlySpan<byte> bytes) => K2 + (2 * (ulong)bytes.Length);

    private static ulong At(ReadOnlySpan<byte> bytes, Index start) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[start..]);

    private static ulong Fold(ulong value) => value ^ (value >> 47);

    private static ulong Mix(ulong one, ulong other, ulong factor) => Fold((other ^ Fold((one ^ other) * factor)) * factor) * factor;

    private static ulong HashLength1To3(ReadOnlySpan<byte> bytes)
    {
        uint start = bytes[0] + ((uint)bytes[bytes.Length >> 1] << 8);
        uint end = (uint)bytes.Length + ((uint)bytes[^1] << 2);
        return Fold((start * K2) ^ (end * K0)) * K2;
    }

    private static ulong HashLength8To16(ReadOnlySpan<byte> bytes)
    {
        ulong factor = FactorOf(bytes);
        ulong first = At(bytes, 0) + K2;
        ulong last = At(bytes, ^8);
        return Mix((RotateRight(last, 37) * factor) + first, (RotateRight(first, 25) + last) * factor, factor);
    }

    private static ulong HashLength17To32(ReadOnlySpan<byte> bytes)
    {
        (ulong one, ulong other, _) = Ends(bytes, K1);
        return Mix(one, other, FactorOf(bytes));
    }

    private static ulong HashLength33To64(ReadOnlySpan<byte> bytes)
    {
        ulong factor = FactorOf(bytes);
        (ulong one, ulong other, ulong first) = Ends(bytes, K2);
        ulong mixed = Mix(one, other, factor);
        ulong e = At(bytes, 16) * factor;
        ulong f = At(bytes, 24);
        ulong g = (one + At(bytes, ^32)) * factor;
        ulong h = (mixed + At(bytes, ^24)) * factor;
        return Mix(RotateRight(e + f, 43) + RotateRight(g, 30) + h, e + RotateRight(f + first, 18) + g, factor);
    }

    /// <summary>The first and the last 16 bytes, brought together.</summary>
    private static (ulong One, ulong Other, ulong First) Ends(ReadOnlySpan<byte> bytes, ulong firstFactor)
    {
        ulong a = At(bytes, 0) * firstFactor;
        ulong b = At(bytes, 8);
        ulong c = At(bytes, ^8) * FactorOf(bytes);
        ulong d = At(bytes, ^16) * K2;
        return (RotateRight(a + b, 43) + RotateRight(c, 30) + d, a + RotateRight(b + K2, 18) + c, a);
    }

    private static ulong HashLongerThan64(ReadOnlySpan<byte> bytes)
    {
        const ulong seed = 81;
        State state = new() { X = unchecked(seed * K2) + At(bytes, 0), Y = unchecked((seed * K1) + 113) };
        state.Z = Fold((state.Y * K2) + 113) * K2;
        int rest = (bytes.Length - 1) & 63;
        for (int start = 0; start + 64 < bytes.Length; start += 64)
            state.Take(bytes[start..], K1, 1);
        ulong factor = K1 + ((state.Z & 0xff) << 1);
        state.W.One += (ulong)rest;
        state.V.One += state.W.One;
        state.W.One += state.V.One;
        state.Take(bytes[^64..], factor, 9);
        return Mix(
            Mix(state.V.One, state.W.One, factor) + (Fold(state.Y) * K0) + state.Z,
            Mix(state.V.Other, state.W.Other, factor) + state.X,
            factor);
    }

    /// <summary>What is known of the bytes so far, where they are taken in by 64.</summary>
    private struct State
    {
        public ulong X;
        public ulong Y;
        public ulong Z;
        public (ulong One, ulong Other) V;
        public (ulong One, ulong Other) W;

        public void Take(ReadOnlySpan<byte> bytes, ulong factor, ulong weight)
        {
            X = RotateRight(X + Y + V.One + At(bytes, 8), 37) * factor;
            Y = RotateRight(Y + V.Other + At(bytes, 48), 42) * factor;
            X ^= W.Other * weight;
            Y += (V.One * weight) + At(bytes, 40);
            Z = RotateRight(Z + W.One, 33) * factor;
            V = WeakHash32(bytes, V.Other * factor, X + W.One);
            W = WeakHash32(bytes[32..], Z + W.Other, Y + At(bytes, 16));
            (X, Z) = (Z, X);
        }

        private static (ulong One, ulong Other) WeakHash32(ReadOnlySpan<byte> bytes, ulong one, ulong other)
        {
            one += At(bytes, 0);
            ulong last = At(bytes, 24);
            other = RotateRight(other + one + last, 21);
            ulong before = one;
            one += At(bytes, 8) + At(bytes, 16);
            return (one + last, other + RotateRight(one, 44) + before);
        }
    }
}
