namespace KerasPS.Tests.Callbacks;

/// <summary>A clock that only tests move on.</summary>
internal sealed class ManualClock : TimeProvider
{
    public double Seconds { get; set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => (long)(Seconds * 1000);
}
