using System.Buffers.Binary;

namespace KerasPS.Tests.Fuzz;

/// <summary>safetensors files: the header is damaged as JSON, or everything as bytes.</summary>
internal static class SafeTensorsFuzz
{
    private const int LengthSize = sizeof(long);

    public static FuzzTarget Target()
    {
        using MemoryStream stream = new();
        SafeTensorsWriter.Write(stream, [new SafeTensor("dense/kernel", [2, 3], new float[6]), new SafeTensor("dense/bias", [3], new float[3]), new SafeTensor("one", [], [1])]);
        byte[] withoutChecksum = WithHeader(
            """{"__metadata__":{"format":"pt"},"a.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"a.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}}"""u8.ToArray(),
            new byte[24]);
        return new FuzzTarget("safetensors", [stream.ToArray(), withoutChecksum], Mutate, bytes => SafeTensorsReader.Read(new MemoryStream(bytes)));
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        if (random.Next(2) == 0)
            return new ByteMutator(random).Mutate(seed);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(seed);
        return WithHeader(new JsonMutator(random).Mutate(seed[LengthSize..(LengthSize + length)]), seed[(LengthSize + length)..]);
    }

    private static byte[] WithHeader(byte[] header, byte[] values)
    {
        byte[] length = new byte[LengthSize];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. values];
    }
}
