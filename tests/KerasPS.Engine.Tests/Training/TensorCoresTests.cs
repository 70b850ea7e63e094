namespace KerasPS.Tests.Training;

/// <summary>TF32, which is a setting of the process on every device.</summary>
[Collection(RunsAlone.Name)]
public class TensorCoresTests
{
    [Fact]
    public void TF32_is_switched_on_once_so_that_a_program_may_switch_it_off()
    {
        TensorCores.Use();
        Assert.True(backends.cuda.matmul.allow_tf32);
        backends.cuda.matmul.allow_tf32 = false;
        TensorCores.Use();
        Assert.False(backends.cuda.matmul.allow_tf32);
    }
}
