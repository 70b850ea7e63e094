namespace KerasPS.Data;

/// <summary>The part of a sample dataset that its makers set apart.</summary>
public enum SampleSubset
{
    /// <summary>The samples to train on (60,000 of MNIST and Fashion-MNIST).</summary>
    Train,

    /// <summary>The samples to test with (10,000 of MNIST and Fashion-MNIST).</summary>
    Test,
}
