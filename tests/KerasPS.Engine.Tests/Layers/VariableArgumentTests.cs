using System.Reflection;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;

namespace KerasPS.Tests.Layers;

/// <summary>The initializers, regularizers and constraints that are set on a layer after its constructor.</summary>
public class VariableArgumentTests
{
    private static readonly Type[] Kinds = [typeof(Initializer), typeof(Regularizer), typeof(Constraint)];

    public static TheoryData<Type> Classes => new(KerasRegistry.ClassesOf(typeof(Layer)).Where(type => Settable(type).Any()));

    [Fact]
    public void Variables_are_made_with_what_was_set()
    {
        using Generator generator = new(0);
        L2 penalty = new(0.5);
        MaxNorm limit = new(2);
        LSTM layer = new(2) { KernelInitializer = "ones", RecurrentInitializer = "zeros", BiasInitializer = "ones", UnitForgetBias = false, RecurrentRegularizer = penalty, BiasConstraint = limit };
        layer.Build([3, 2], generator);
        Variable[] variables = layer.Variables.ToArray();
        Assert.Equal(["kernel", "recurrent_kernel", "bias"], variables.Select(variable => variable.Name));
        Assert.Equal([1, 0, 1], variables.Select(variable => Assert.Single(variable.Value.Values().Distinct())));
        Assert.Equal([null, penalty, null], variables.Select(variable => variable.Regularizer));
        Assert.Equal([null, null, limit], variables.Select(variable => variable.Constraint));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Null_is_the_default(Type type)
    {
        KerasObject made = Configuration.ConfigRoundTripTests.MadeOfRequired(type);
        foreach (PropertyInfo property in Settable(type))
        {
            Type? before = property.GetValue(made)?.GetType();
            property.SetValue(made, property.PropertyType == typeof(Initializer) ? new Constant(3) : null);
            property.SetValue(made, null);
            Assert.Equal((property.Name, before), (property.Name, property.GetValue(made)?.GetType()));
            Assert.Equal(property.PropertyType == typeof(Initializer), before is not null);
        }
    }

    [Fact]
    public void What_variables_were_made_with_cannot_be_set_afterwards()
    {
        using Generator generator = new(0);
        Dense dense = new(2) { Name = "head" };
        GRU gru = new(2);
        MultiHeadAttention attention = new(1, 2);
        dense.Build([3], generator);
        gru.Build([3, 2], generator);
        attention.Build([[3, 2], [3, 2]], generator);
        ThrowsError("AlreadyBuilt", () => dense.KernelInitializer = "ones", "'head' (Dense)", "kernel_initializer");
        ThrowsError("AlreadyBuilt", () => gru.RecurrentConstraint = new NonNeg(), "recurrent_constraint");
        ThrowsError("AlreadyBuilt", () => gru.ReturnSequences = true, "return_sequences");
        ThrowsError("AlreadyBuilt", () => gru.Dropout = 0.5, "dropout");
        ThrowsError("AlreadyBuilt", () => attention.UseGate = true, "use_gate");
        ThrowsError("AlreadyBuilt", () => attention.ProjectionActivityRegularizer = new L1(), "projection_activity_regularizer");
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties().Where(property => property.IsDefined(typeof(KerasArgumentAttribute)) && Kinds.Contains(property.PropertyType));
}
