namespace KerasPS.Onnx;

/// <summary>A value in a graph, with the operations that converters use, written as for tensors.</summary>
internal sealed partial class OnnxValue(OnnxGraph graph, string name)
{
    public string Name { get; } = name;

    /// <summary>The operation that outputs it; null for inputs and initializers.</summary>
    public OnnxNode? Producer { get; set; }

    public static OnnxValue operator +(OnnxValue left, OnnxValue right) => left.Binary("Add", right);

    public static OnnxValue operator -(OnnxValue left, OnnxValue right) => left.Binary("Sub", right);

    public static OnnxValue operator *(OnnxValue left, OnnxValue right) => left.Binary("Mul", right);

    public static OnnxValue operator /(OnnxValue left, OnnxValue right) => left.Binary("Div", right);

    public static OnnxValue operator +(OnnxValue left, double right) => left.Elementwise("Add", [left.Constant(right)]);

    public static OnnxValue operator -(OnnxValue left, double right) => left.Elementwise("Sub", [left.Constant(right)]);

    public static OnnxValue operator *(OnnxValue left, double right) => left.Elementwise("Mul", [left.Constant(right)]);

    public static OnnxValue operator /(OnnxValue left, double right) => left.Elementwise("Div", [left.Constant(right)]);

    public static OnnxValue operator -(OnnxValue value) => value.Unary("Neg");

    /// <summary>An element-wise operation.</summary>
    public OnnxValue Unary(string operation, params OnnxAttribute[] attributes) => Elementwise(operation, [], attributes);

    public OnnxValue Relu() => Unary("Relu");

    public OnnxValue Sigmoid() => Unary("Sigmoid");

    public OnnxValue Tanh() => Unary("Tanh");

    public OnnxValue Exp() => Unary("Exp");

    public OnnxValue Sqrt() => Unary("Sqrt");

    public OnnxValue Clip(double? least, double? most) =>
        Elementwise("Clip", [least is { } low ? Constant(low) : null, most is { } high ? Constant(high) : null]);

    public OnnxValue MatMul(OnnxValue right) => graph.Add("MatMul", [this, right]);

    public OnnxValue Less(OnnxValue right) => graph.Add("Less", [this, right]);

    public OnnxValue Less(double right) => Less(Constant(right));

    public OnnxValue Greater(double right) => graph.Add("Greater", [this, Constant(right)]);

    public OnnxValue Equal(OnnxValue right) => graph.Add("Equal", [this, right]);

    public OnnxValue Not() => graph.Add("Not", [this]);

    public OnnxValue And(OnnxValue right) => graph.Add("And", [this, right]);

    public OnnxValue Or(OnnxValue right) => graph.Add("Or", [this, right]);

    /// <summary>Where this is true, one value, elsewhere the other.</summary>
    public OnnxValue Choose(OnnxValue ifTrue, OnnxValue ifFalse) => graph.Add("Where", [this, ifTrue, ifFalse]);

    public OnnxValue ToFloat() => graph.Add("Cast", [this], ("to", (long)OnnxType.Float));

    public OnnxValue ToInteger() => graph.Add("Cast", [this], ("to", (long)OnnxType.Int64));

    public OnnxValue Square() => this * this;

    public OnnxValue LogSoftmax(long axis) => graph.Add("LogSoftmax", [this], ("axis", axis));

    /// <summary>The cumulative sums along an axis.</summary>
    public OnnxValue CumulativeSum(long axis) => graph.Add("CumSum", [this, graph.Integer(axis)]);

    /// <summary>The elements along an axis in descending order, and their ranks from 1.</summary>
    public OnnxValue Sorted(long axis, out OnnxValue ranks)
    {
        OnnxValue ones = graph.Add("ConstantOfShape", [Sizes()]) + 1;
        ranks = ones.CumulativeSum(axis);
        return graph.AddMany("TopK", [this, graph.Add("Shape", [this]).Gather(graph.Integers(axis), 0)], 2, [("axis", axis)])[0];
    }

    /// <summary>A number to go with this value.</summary>
    public OnnxValue Constant(double value) => graph.Number(value);

    /// <summary>An integer to go with this value.</summary>
    public OnnxValue Integer(long value) => graph.Integer(value);

    public OnnxValue Softmax(long axis) => graph.Add("Softmax", [this], ("axis", axis));

    public OnnxValue Mean(long[] axes, bool keepdims = true) => graph.Add("ReduceMean", [this], ("axes", axes), ("keepdims", keepdims ? 1L : 0L));

    public OnnxValue Max(long[] axes, bool keepdims = true) => graph.Add("ReduceMax", [this], ("axes", axes), ("keepdims", keepdims ? 1L : 0L));

    public OnnxValue Sum(long[] axes, bool keepdims = true) => graph.Add("ReduceSum", [this, graph.Integers(axes)], ("keepdims", keepdims ? 1L : 0L));

    /// <summary>x / max(‖x‖, ε), the Euclidean norms taken over the given axes.</summary>
    public OnnxValue UnitLength(long[] axes, double epsilon) => this / Square().Sum(axes).Clip(epsilon * epsilon, null).Sqrt();

    /// <summary>The mean over the given axes, which stay with length 1, and the biased variance.</summary>
    public (OnnxValue Mean, OnnxValue Variance) Moments(long[] axes)
    {
        OnnxValue mean = Mean(axes);
        OnnxValue distance = this - mean;
        return (mean, distance.Square().Mean(axes));
    }

    /// <summary>
    /// An element-wise operation, which may as well come before a transposition: so that one behind a convolution meets that before the next, and
    /// both go.
    /// </summary>
    private OnnxValue Elementwise(string operation, OnnxValue?[] more, params OnnxAttribute[] attributes) => Transposition is var (before, order)
        ? before.Elementwise(operation, more, attributes).Transpose(order)
        : graph.Add(operation, [this, .. more], attributes);

    private OnnxValue Binary(string operation, OnnxValue right) => Transposition is var (before, order) && right.Transposition is var (other, otherOrder) && order.SequenceEqual(otherOrder)
        ? graph.Add(operation, [before, other]).Transpose(order)
        : graph.Add(operation, [this, right]);
}
