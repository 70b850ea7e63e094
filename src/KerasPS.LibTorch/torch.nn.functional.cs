using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static class linalg
    {
        /// <summary>What <see cref="qr"/> computes.</summary>
        public enum QRMode
        {
            Reduced = 0,
        }

        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced)
        {
            Tensor[] results = Ops.linalg_qr.CallMany(input);
            return (results[0], results[1]);
        }
    }

    public static partial class nn
    {
        /// <summary>How a loss function reduces its values.</summary>
        public enum Reduction : long
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static partial class functional
        {
            public static Tensor relu(Tensor x) => Ops.relu.Call(x);

            public static Tensor elu(Tensor x, double alpha) => Ops.elu.Call(x, alpha);

            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false)
            {
                if (inplace)
                    throw new NotSupportedException("gelu makes a new tensor.");
                Tensor result = Ops.gelu.Call(x, approximate.ToString());

                // Libtorch 1.13 returns memory as it finds it for the gradient where the one that comes in has other strides than the result.
                if (result.device_type == DeviceType.CPU)
                    NativeMethods.Check(NativeMethods.kps_match_gradient(result.Handle), "Matching a gradient's strides");
                return result;
            }

            public static Tensor selu(Tensor x) => Ops.selu.Call(x);

            public static Tensor celu(Tensor x, double alpha) => Ops.celu.Call(x, (Scalar)alpha);

            public static Tensor relu6(Tensor x) => Ops.relu6.Call(x);

            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                inplace ? Ops.hardtanh_.CallInPlace(x, (Scalar)min_val, (Scalar)max_val) : Ops.hardtanh.Call(x, (Scalar)min_val, (Scalar)max_val);

            public static Tensor hardsigmoid(Tensor input) => Ops.hardsigmoid.Call(input);

            public static Tensor hardswish(Tensor input) => Ops.hardswish.Call(input);

            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Ops.hardshrink.Call(x, (Scalar)lambda);

            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Ops.softshrink.Call(x, (Scalar)lambda);

            public static Tensor threshold(Tensor x, double threshold, double value) => Ops.threshold.Call(x, (Scalar)threshold, (Scalar)value);

            public static Tensor logsigmoid(Tensor x) => Ops.log_sigmoid.Call(x);

            public static Tensor glu(Tensor input, long dim = -1) => Ops.glu.Call(input, dim);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01) => Ops.leaky_relu.Call(input, negative_slope);

            public static Tensor silu(Tensor x) => Ops.silu.Call(x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Ops.softplus.Call(x, beta, threshold);

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Ops.linear.Call(input, weights, bias);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Ops.one_hot.Call(x, num_classes);

            public static Tensor binary_cross_entropy_with_logits(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                Reduction reduction = Reduction.Mean,
                Tensor? pos_weights = null) =>
                Ops.binary_cross_entropy_with_logits.Call(input, target, weight, pos_weights, (long)reduction);

            public static Tensor ctc_loss(
                Tensor log_probs,
                Tensor targets,
                Tensor input_lengths,
                Tensor target_lengths,
                long blank = 0,
                bool zero_infinity = false,
                Reduction reduction = Reduction.Mean) =>
                Ops.ctc_loss_Tensor.Call(log_probs, targets, input_lengths, target_lengths, blank, (long)reduction, zero_infinity);

            public static Tensor batch_norm(
                Tensor input,
                Tensor running_mean,
                Tensor running_var,
                Tensor? weight = null,
                Tensor? bias = null,
                bool training = false,
                double momentum = 0.1,
                double eps = 1e-5) =>
                Ops.batch_norm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Ops.group_norm.Call(input, num_groups, weight, bias, eps);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Ops.layer_norm.Call(input, normalized_shape, weight, bias, eps);

            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false) =>
                Ops.scaled_dot_product_attention.Exists
                    ? Ops.scaled_dot_product_attention.Call(query, key, value, attn_mask, p, is_casual)
                    : Ops.scaled_dot_product_attention_of_1_13.Call(query, key, value, attn_mask, p, false, is_casual);

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Ops.constant_pad_nd.Call(input, pad, (Scalar)value);
        }
    }
}
