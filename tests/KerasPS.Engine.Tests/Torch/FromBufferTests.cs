using System.Runtime.CompilerServices;

namespace KerasPS.Tests.Torch;

[Collection(RunsAlone.Name)]
public class FromBufferTests : TensorTest
{
    [Fact]
    public void The_tensor_and_the_array_share_their_memory()
    {
        float[] array = [1, 2, 3];
        Tensor tensor = frombuffer(array, ScalarType.Float32);
        array[0] = 9;
        tensor.narrow(0, 2, 1).fill_(7);
        Assert.Equal([9, 2, 7], tensor.data<float>().ToArray());
        Assert.Equal([9, 2, 7], array);
    }

    [Fact]
    public void A_part_is_counted_in_elements()
    {
        long[] array = [1, 2, 3, 4];
        Assert.Equal([2, 3], frombuffer(array, ScalarType.Int64, count: 2, offset: 1).data<long>().ToArray());
        Assert.Equal([3, 4], frombuffer(array, ScalarType.Int64, offset: 2).data<long>().ToArray());
        Assert.ThrowsAny<SystemException>(() => frombuffer(array, ScalarType.Int64, count: 4, offset: 1));
        Assert.ThrowsAny<SystemException>(() => frombuffer(array, ScalarType.Int64, offset: -1));
    }

    [Fact]
    public void The_array_lives_as_long_as_a_view_of_the_tensor()
    {
        (Tensor view, WeakReference array) = ViewOfAnArray();
        Collect();
        Assert.True(array.IsAlive);
        Assert.Equal([2, 3], view.data<float>().ToArray());
        view.Dispose();
        Collect();
        Assert.False(array.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Tensor View, WeakReference Array) ViewOfAnArray()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] array = [1, 2, 3];
        return (frombuffer(array, ScalarType.Float32).narrow(0, 1, 2).DetachFromDisposeScope(), new WeakReference(array));
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
