namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor view(params long[] shape) => Ops.view.Call(this, shape);

        public Tensor reshape(params long[] shape) => Ops.reshape.Call(this, shape);

        public Tensor permute(params long[] permutation) => Ops.permute.Call(this, permutation);

        public Tensor transpose(long dim0, long dim1) => Ops.transpose.Call(this, dim0, dim1);

        public Tensor t() => Ops.transpose.Call(this, 0L, 1L);

        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Ops.diagonal.Call(this, offset, dim1, dim2);

        public Tensor expand(params long[] sizes) => Ops.expand.Call(this, sizes);

        public Tensor squeeze(long? dim = null) =>
            dim is { } axis ? Ops.squeeze_dim.Call(this, axis) : throw new NotSupportedException("Name the dimension to squeeze.");

        public Tensor unsqueeze(long dim) => Ops.unsqueeze.Call(this, dim);

        public Tensor narrow(long dim, long start, long length) => Ops.narrow.Call(this, dim, start, length);

        public Tensor[] unbind(long dimension = 0L) => Ops.unbind.CallMany(this, dimension);

        public Tensor[] chunk(long chunks, long dim = 0L) => Ops.chunk.CallMany(this, chunks, dim);

        public Tensor flip(params long[] dims) => Ops.flip.Call(this, dims);

        public Tensor index_select(long dim, Tensor index) => Ops.index_select.Call(this, dim, index);

        public Tensor gather(long dim, Tensor index) => Ops.gather.Call(this, dim, index);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Ops.scatter_add_.CallInPlace(this, dim, index, src);

        public Tensor contiguous() => Ops.contiguous.Call(this);
    }
}
