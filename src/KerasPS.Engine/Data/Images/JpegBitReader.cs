namespace KerasPS.Data.Images;

/// <summary>The bits of a scan in a JPEG file, up to the next marker.</summary>
/// <param name="file">The bytes of the file.</param>
/// <param name="start">Where the scan begins.</param>
internal sealed class JpegBitReader(byte[] file, int start)
{
    private int at = start;
    private ulong buffer;
    private int available;

    /// <summary>Where the bytes end that were taken, which is at a marker unless some are left over.</summary>
    public int Position => at;

    /// <summary>The next bits, up to 16; zeros where there are no more.</summary>
    public int Peek(int count)
    {
        if (available < count)
            Fill();
        return available >= count
            ? (int)(buffer >> (available - count)) & ((1 << count) - 1)
            : (int)(buffer << (count - available)) & ((1 << count) - 1);
    }

    /// <summary>Passes over bits.</summary>
    public void Skip(int count)
    {
        if (available < count)
            throw new InvalidDataException("its compressed data end early");
        available -= count;
    }

    /// <summary>The next bits as a number.</summary>
    public int Read(int count)
    {
        int value = Peek(count);
        Skip(count);
        return value;
    }

    /// <summary>A number of so many bits, of which those that begin with 0 are negative.</summary>
    public int ReadSigned(int count)
    {
        if (count == 0)
            return 0;
        int value = Read(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Passes over the marker that says where reading can start again after damage.</summary>
    public void Restart(int number)
    {
        buffer = 0;
        available = 0;
        // Bytes may be left over, and a marker may be filled up with FF.
        while (at + 1 < file.Length && (file[at] != 0xFF || file[at + 1] is 0 or 0xFF))
            at++;
        if (at + 1 >= file.Length || file[at + 1] != 0xD0 + number)
            throw new InvalidDataException("a restart marker is missing, so some of its bytes have changed");
        at += 2;
    }

    private void Fill()
    {
        while (available <= 48 && at < file.Length)
        {
            byte next = file[at];
            if (next == 0xFF && (at + 1 >= file.Length || file[at + 1] != 0))
                return;
            at += next == 0xFF ? 2 : 1;
            buffer = (buffer << 8) | next;
            available += 8;
        }
    }
}
