namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor add(Tensor target) => Ops.add_Tensor.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Ops.add_Tensor.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Ops.add_Scalar.Call(this, scalar);

        public Tensor add_(Tensor target) => Ops.add__Tensor.CallInPlace(this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Ops.add__Tensor.CallInPlace(this, target, alpha);

        public Tensor add_(Scalar scalar) => Ops.add__Scalar.CallInPlace(this, scalar);

        public Tensor sub(Tensor target) => Ops.sub_Tensor.Call(this, target);

        public Tensor sub(Scalar target) => Ops.sub_Scalar.Call(this, target);

        public Tensor sub_(Tensor target) => Ops.sub__Tensor.CallInPlace(this, target);

        public Tensor sub_(Scalar target) => Ops.sub__Scalar.CallInPlace(this, target);

        public Tensor mul(Tensor target) => Ops.mul_Tensor.Call(this, target);

        public Tensor mul(Scalar target) => Ops.mul_Scalar.Call(this, target);

        public Tensor mul_(Tensor target) => Ops.mul__Tensor.CallInPlace(this, target);

        public Tensor mul_(Scalar target) => Ops.mul__Scalar.CallInPlace(this, target);

        public Tensor div(Tensor target) => Ops.div_Tensor.Call(this, target);

        public Tensor div(Scalar target) => Ops.div_Scalar.Call(this, target);

        public Tensor div_(Tensor target) => Ops.div__Tensor.CallInPlace(this, target);

        public Tensor div_(Scalar target) => Ops.div__Scalar.CallInPlace(this, target);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcmul_.CallInPlace(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcdiv_.CallInPlace(this, tensor1, tensor2, value);

        public Tensor pow(Scalar exponent) => Ops.pow_Scalar.Call(this, exponent);

        public Tensor remainder(Scalar scalar) => Ops.remainder_Scalar.Call(this, scalar);

        public Tensor neg() => Ops.neg.Call(this);

        public Tensor abs() => Ops.abs.Call(this);

        public Tensor sign() => Ops.sign.Call(this);

        public Tensor square() => Ops.square.Call(this);

        public Tensor sqrt() => Ops.sqrt.Call(this);

        public Tensor sqrt_() => Ops.sqrt_.CallInPlace(this);

        public Tensor rsqrt() => Ops.rsqrt.Call(this);

        public Tensor exp() => Ops.exp.Call(this);

        public Tensor log() => Ops.log.Call(this);

        public Tensor log1p() => Ops.log1p.Call(this);

        public Tensor erf() => Ops.erf.Call(this);

        public Tensor ceil() => Ops.ceil.Call(this);

        public Tensor floor() => Ops.floor.Call(this);

        public Tensor round(long decimals = 0L) =>
            decimals == 0 ? Ops.round.Call(this) : throw new NotSupportedException("Rounding is to integers.");

        public Tensor cos() => Ops.cos.Call(this);

        public Tensor sin() => Ops.sin.Call(this);

        public Tensor erfinv_() => Ops.erfinv_.CallInPlace(this);

        public Tensor sigmoid() => Ops.sigmoid.Call(this);

        public Tensor tanh() => Ops.tanh.Call(this);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.clamp.Call(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Ops.clamp_.CallInPlace(this, min, max);

        public Tensor clamp_min(Scalar min) => clamp(min);

        public Tensor maximum(Tensor other) => Ops.maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Ops.minimum.Call(this, other);

        public Tensor isfinite() => Ops.isfinite.Call(this);

        public Tensor eq(Tensor target) => Ops.eq_Tensor.Call(this, target);

        public Tensor eq(Scalar target) => Ops.eq_Scalar.Call(this, target);

        public Tensor ne(Scalar target) => Ops.ne_Scalar.Call(this, target);

        public Tensor gt(Tensor target) => Ops.gt_Tensor.Call(this, target);

        public Tensor gt(Scalar target) => Ops.gt_Scalar.Call(this, target);

        public Tensor ge(Tensor target) => Ops.ge_Tensor.Call(this, target);

        public Tensor ge(Scalar target) => Ops.ge_Scalar.Call(this, target);

        public Tensor lt(Scalar target) => Ops.lt_Scalar.Call(this, target);

        public Tensor le(Scalar target) => Ops.le_Scalar.Call(this, target);

        public Tensor all() => Ops.all.Call(this);

        public Tensor any() => Ops.any.Call(this);

        public Tensor logical_and(Tensor other) => Ops.logical_and.Call(this, other);

        public Tensor logical_not() => Ops.logical_not.Call(this);

        public Tensor logical_or(Tensor other) => Ops.logical_or.Call(this, other);

        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.masked_fill.Call(this, mask, value);
        public Tensor any(long dim, bool keepdim = false) => Ops.any_dim.Call(this, dim, keepdim);

        public Tensor sum(ScalarType? type = null) => Ops.sum.Call(this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Ops.sum_dim.Call(this, new[] { dim }, keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Ops.sum_dim.Call(this, dim, keepdim, type);

        public Tensor mean() => Ops.mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Ops.mean_dim.Call(this, dimensions, keepdim, type);

        public Tensor amax(params long[] dims) => Ops.amax.Call(this, dims);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null
            ? Ops.amax.Call(this, dims, keepdim)
            : throw new NotSupportedException("amax has no place to write to.");

        public Tensor amin(params long[] dims) => Ops.amin.Call(this, dims);

        public Tensor argmax(long dim, bool keepdim = false) => Ops.argmax.Call(this, dim, keepdim);

        public Tensor cumsum(long dim, ScalarType? type = null) => Ops.cumsum.Call(this, dim, type);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            Tensor[] results = Ops.sort_stable.CallMany(this, stable, dim, descending);
            return (results[0], results[1]);
        }

        public Tensor logsumexp(long dim, bool keepdim = false) => Ops.logsumexp.Call(this, new[] { dim }, keepdim);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            Tensor[] results = Ops.topk.CallMany(this, (long)k, (long)dim, largest, sorted);
            return (results[0], results[1]);
        }

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Ops.bucketize_Tensor.Call(this, boundaries, outInt32, right);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.softmax.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.log_softmax.Call(this, dim, dtype);

        public Tensor matmul(Tensor target) => Ops.matmul.Call(this, target);

        public Tensor bmm(Tensor batch2) => Ops.bmm.Call(this, batch2);

        public Tensor mv(Tensor target) => Ops.mv.Call(this, target);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Ops.addmm.Call(this, mat1, mat2, (Scalar)beta, (Scalar)alpha);

        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Ops.addmm_.CallInPlace(this, mat1, mat2, (Scalar)beta, (Scalar)alpha);

        public Tensor mm(Tensor target) => Ops.mm.Call(this, target);
    }
}
