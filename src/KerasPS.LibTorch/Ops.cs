using TorchSharp.Native;

namespace TorchSharp;

/// <summary>The operators in use, named as ATen's schemas name them: <c>name_overload</c>.</summary>
internal static class Ops
{
    // Factories
    public static readonly Operator empty = new("aten::empty", "memory_format");
    public static readonly Operator full = new("aten::full");
    public static readonly Operator eye_m = new("aten::eye", "m");
    public static readonly Operator arange_start_step = new("aten::arange", "start_step");
    public static readonly Operator randperm_generator = new("aten::randperm", "generator");
    public static readonly Operator rand_generator = new("aten::rand", "generator");
    public static readonly Operator cat = new("aten::cat");
    public static readonly Operator stack = new("aten::stack");

    // Arithmetic
    public static readonly Operator add_Tensor = new("aten::add", "Tensor");
    public static readonly Operator add_Scalar = new("aten::add", "Scalar");
    public static readonly Operator add__Tensor = new("aten::add_", "Tensor");
    public static readonly Operator add__Scalar = new("aten::add_", "Scalar");
    public static readonly Operator sub_Tensor = new("aten::sub", "Tensor");
    public static readonly Operator sub_Scalar = new("aten::sub", "Scalar");
    public static readonly Operator sub__Tensor = new("aten::sub_", "Tensor");
    public static readonly Operator sub__Scalar = new("aten::sub_", "Scalar");
    public static readonly Operator mul_Tensor = new("aten::mul", "Tensor");
    public static readonly Operator mul_Scalar = new("aten::mul", "Scalar");
    public static readonly Operator mul__Tensor = new("aten::mul_", "Tensor");
    public static readonly Operator mul__Scalar = new("aten::mul_", "Scalar");
    public static readonly Operator div_Tensor = new("aten::div", "Tensor");
    public static readonly Operator div_Scalar = new("aten::div", "Scalar");
    public static readonly Operator div__Tensor = new("aten::div_", "Tensor");
    public static readonly Operator div__Scalar = new("aten::div_", "Scalar");
    public static readonly Operator addcmul_ = new("aten::addcmul_");
    public static readonly Operator addcdiv_ = new("aten::addcdiv_");
    public static readonly Operator pow_Scalar = new("aten::pow", "Tensor_Scalar");
    public static readonly Operator remainder_Scalar = new("aten::remainder", "Scalar");
    public static readonly Operator neg = new("aten::neg");
    public static readonly Operator abs = new("aten::abs");
    public static readonly Operator sign = new("aten::sign");
    public static readonly Operator square = new("aten::square");
    public static readonly Operator sqrt = new("aten::sqrt");
    public static readonly Operator sqrt_ = new("aten::sqrt_");
    public static readonly Operator rsqrt = new("aten::rsqrt");
    public static readonly Operator exp = new("aten::exp");
    public static readonly Operator log = new("aten::log");
    public static readonly Operator log1p = new("aten::log1p");
    public static readonly Operator erf = new("aten::erf");
    public static readonly Operator ceil = new("aten::ceil");
    public static readonly Operator floor = new("aten::floor");
    public static readonly Operator round = new("aten::round");
    public static readonly Operator cos = new("aten::cos");
    public static readonly Operator sin = new("aten::sin");
    public static readonly Operator sigmoid = new("aten::sigmoid");
    public static readonly Operator tanh = new("aten::tanh");
    public static readonly Operator clamp = new("aten::clamp");
    public static readonly Operator clamp_ = new("aten::clamp_");
    public static readonly Operator maximum = new("aten::maximum");
    public static readonly Operator minimum = new("aten::minimum");
    public static readonly Operator isfinite = new("aten::isfinite");

    // Comparison and choice
    public static readonly Operator eq_Tensor = new("aten::eq", "Tensor");
    public static readonly Operator eq_Scalar = new("aten::eq", "Scalar");
    public static readonly Operator ne_Scalar = new("aten::ne", "Scalar");
    public static readonly Operator gt_Tensor = new("aten::gt", "Tensor");
    public static readonly Operator gt_Scalar = new("aten::gt", "Scalar");
    public static readonly Operator ge_Tensor = new("aten::ge", "Tensor");
    public static readonly Operator ge_Scalar = new("aten::ge", "Scalar");
    public static readonly Operator lt_Scalar = new("aten::lt", "Scalar");
    public static readonly Operator le_Scalar = new("aten::le", "Scalar");
    public static readonly Operator where_self = new("aten::where", "self");
    public static readonly Operator all = new("aten::all");
    public static readonly Operator any = new("aten::any");
    public static readonly Operator logical_and = new("aten::logical_and");
    public static readonly Operator logical_not = new("aten::logical_not");
    public static readonly Operator logical_or = new("aten::logical_or");
    public static readonly Operator masked_fill = new("aten::masked_fill", "Scalar");
    public static readonly Operator topk = new("aten::topk");
    public static readonly Operator bucketize_Tensor = new("aten::bucketize", "Tensor");
    public static readonly Operator any_dim = new("aten::any", "dim");

    // Reductions
    public static readonly Operator sum = new("aten::sum");
    public static readonly Operator sum_dim = new("aten::sum", "dim_IntList");
    public static readonly Operator mean = new("aten::mean");
    public static readonly Operator mean_dim = new("aten::mean", "dim");
    public static readonly Operator amax = new("aten::amax");
    public static readonly Operator amin = new("aten::amin");
    public static readonly Operator argmax = new("aten::argmax");
    public static readonly Operator cumsum = new("aten::cumsum");
    public static readonly Operator sort_stable = new("aten::sort", "stable");
    public static readonly Operator logsumexp = new("aten::logsumexp");
    public static readonly Operator item = new("aten::item");

    // Shape
    public static readonly Operator view = new("aten::view");
    public static readonly Operator reshape = new("aten::reshape");
    public static readonly Operator permute = new("aten::permute");
    public static readonly Operator transpose = new("aten::transpose", "int");
    public static readonly Operator diagonal = new("aten::diagonal");
    public static readonly Operator expand = new("aten::expand");
    public static readonly Operator squeeze_dim = new("aten::squeeze", "dim");
    public static readonly Operator unsqueeze = new("aten::unsqueeze");
    public static readonly Operator narrow = new("aten::narrow");
    public static readonly Operator unbind = new("aten::unbind", "int");
    public static readonly Operator chunk = new("aten::chunk");
    public static readonly Operator flip = new("aten::flip");
    public static readonly Operator index_select = new("aten::index_select");
    public static readonly Operator gather = new("aten::gather");
    public static readonly Operator scatter_add_ = new("aten::scatter_add_");
    public static readonly Operator contiguous = new("aten::contiguous");
    public static readonly Operator pin_memory = new("aten::pin_memory");
    public static readonly Operator constant_pad_nd = new("aten::constant_pad_nd");

    // Linear algebra and neural networks
    public static readonly Operator matmul = new("aten::matmul");
    public static readonly Operator bmm = new("aten::bmm");
    public static readonly Operator mv = new("aten::mv");
    public static readonly Operator mm = new("aten::mm");
    public static readonly Operator addmm = new("aten::addmm");
    public static readonly Operator addmm_ = new("aten::addmm_");
    public static readonly Operator linear = new("aten::linear");
    public static readonly Operator linalg_qr = new("aten::linalg_qr");
    public static readonly Operator einsum = new("aten::einsum");
    public static readonly Operator batch_norm = new("aten::batch_norm");
    public static readonly Operator group_norm = new("aten::group_norm");
    public static readonly Operator layer_norm = new("aten::layer_norm");
    public static readonly Operator conv1d = new("aten::conv1d");
    public static readonly Operator conv2d = new("aten::conv2d");
    public static readonly Operator conv3d = new("aten::conv3d");
    public static readonly Operator conv_transpose1d = new("aten::conv_transpose1d");
    public static readonly Operator conv_transpose2d_input = new("aten::conv_transpose2d", "input");
    public static readonly Operator conv_transpose3d_input = new("aten::conv_transpose3d", "input");
    public static readonly Operator max_pool1d = new("aten::max_pool1d");
    public static readonly Operator max_pool2d = new("aten::max_pool2d");
    public static readonly Operator max_pool3d = new("aten::max_pool3d");
    public static readonly Operator avg_pool1d = new("aten::avg_pool1d");
    public static readonly Operator avg_pool2d = new("aten::avg_pool2d");
    public static readonly Operator avg_pool3d = new("aten::avg_pool3d");
    public static readonly Operator adaptive_max_pool1d = new("aten::adaptive_max_pool1d");
    public static readonly Operator adaptive_max_pool2d = new("aten::adaptive_max_pool2d");
    public static readonly Operator adaptive_avg_pool1d = new("aten::adaptive_avg_pool1d");
    public static readonly Operator adaptive_avg_pool2d = new("aten::adaptive_avg_pool2d");
    public static readonly Operator adaptive_avg_pool3d = new("aten::adaptive_avg_pool3d");
    public static readonly Operator upsample_bilinear2d = new("aten::upsample_bilinear2d");
    public static readonly Operator upsample_bicubic2d = new("aten::upsample_bicubic2d");
    public static readonly Operator upsample_bilinear2d_aa = new("aten::_upsample_bilinear2d_aa");
    public static readonly Operator upsample_bicubic2d_aa = new("aten::_upsample_bicubic2d_aa");
    public static readonly Operator relu = new("aten::relu");
    public static readonly Operator elu = new("aten::elu");
    public static readonly Operator gelu = new("aten::gelu");
    public static readonly Operator selu = new("aten::selu");
    public static readonly Operator celu = new("aten::celu");
    public static readonly Operator relu6 = new("aten::relu6");
    public static readonly Operator hardtanh = new("aten::hardtanh");
    public static readonly Operator hardtanh_ = new("aten::hardtanh_");
    public static readonly Operator hardsigmoid = new("aten::hardsigmoid");
    public static readonly Operator hardswish = new("aten::hardswish");
    public static readonly Operator hardshrink = new("aten::hardshrink");
    public static readonly Operator softshrink = new("aten::softshrink");
    public static readonly Operator threshold = new("aten::threshold");
    public static readonly Operator log_sigmoid = new("aten::log_sigmoid");
    public static readonly Operator glu = new("aten::glu");
    public static readonly Operator leaky_relu = new("aten::leaky_relu");
    public static readonly Operator silu = new("aten::silu");
    public static readonly Operator softplus = new("aten::softplus");
    public static readonly Operator softmax = new("aten::softmax", "int");
    public static readonly Operator log_softmax = new("aten::log_softmax", "int");
    public static readonly Operator one_hot = new("aten::one_hot");
    public static readonly Operator binary_cross_entropy_with_logits = new("aten::binary_cross_entropy_with_logits");
    public static readonly Operator ctc_loss_Tensor = new("aten::ctc_loss", "Tensor");
    public static readonly Operator scaled_dot_product_attention = new("aten::scaled_dot_product_attention");
    public static readonly Operator scaled_dot_product_attention_of_1_13 = new("aten::_scaled_dot_product_attention");

    // Memory
    public static readonly Operator detach = new("aten::detach");
    public static readonly Operator clone = new("aten::clone");
    public static readonly Operator copy_ = new("aten::copy_");
    public static readonly Operator zero_ = new("aten::zero_");
    public static readonly Operator fill_ = new("aten::fill_", "Scalar");
    public static readonly Operator to_dtype = new("aten::to", "dtype");
    public static readonly Operator to_dtype_layout = new("aten::to", "dtype_layout");
    public static readonly Operator uniform_ = new("aten::uniform_");
    public static readonly Operator normal_ = new("aten::normal_");
    public static readonly Operator bernoulli_ = new("aten::bernoulli_", "float");
    public static readonly Operator erfinv_ = new("aten::erfinv_");
}
