using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace KerasPS.Tests.Numerics;

/// <summary>Every function of torch that the engine calls computes what its name says, forwards and backwards, however its arguments lie in memory, whoever provides torch.</summary>
public class TorchFunctionTests
{
    private const string Factory = "makes a tensor of an array, with which all cases begin", Chance = "has results by chance, which the tests of layers and initializers look at",
        Place = "tells where and as what tensors are computed", Life = "says how long tensors live", Program = "compiled programs have tests of their own, SequenceOperationTests",
        Reading = "all results are read with it";

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>What needs no case, by type or member, with the reason.</summary>
    private static readonly Dictionary<string, string> Excluded = new()
    {
        ["Scalar"] = Factory,
        ["torch.tensor"] = Factory,
        ["torch.frombuffer"] = Factory,
        ["torch.empty"] = "has no values",
        ["torch.randperm"] = Chance,
        ["Generator"] = Chance,
        ["Tensor.normal_"] = Chance,
        ["Tensor.uniform_"] = Chance,
        ["Tensor.bernoulli_"] = Chance,
        ["Device"] = Place,
        ["torch.device"] = Place,
        ["torch.CPU"] = Place,
        ["cuda"] = Place,
        ["matmul"] = "is a setting for GPUs",
        ["Tensor.pin_memory"] = "needs a GPU",
        ["torch.get_num_threads"] = Place,
        ["torch.set_num_threads"] = Place,
        ["torch.NewDisposeScope"] = Life,
        ["Tensor.Dispose"] = Life,
        ["Tensor.DetachFromDisposeScope"] = Life,
        ["Tensor.MoveToOuterDisposeScope"] = Life,
        ["torch.no_grad"] = Life,
        ["torch.is_grad_enabled"] = Life,
        ["Tensor.backward"] = "all gradients are computed with it",
        ["Tensor.requires_grad_"] = "all gradients are computed with it",
        ["Tensor.item"] = Reading,
        ["Tensor.data"] = Reading,
        ["Tensor.size"] = "tells a shape",
        ["Tensor.numel"] = "tells a shape",
        ["Tensor.is_contiguous"] = "tells a layout",
        ["Tensor.is_floating_point"] = "tells a type",
        ["jit"] = Program,
        ["CompilationUnit"] = Program,
    };

    public static TheoryData<string> Names => new(TorchCases.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_gradients_are_those_of_the_formula(string name)
    {
        TorchCases.All[name].Check(ScalarType.Float32);
        TorchCases.All[name].Check(ScalarType.Float64);
    }

    [Fact]
    public void Every_function_that_the_engine_calls_has_a_case()
    {
        HashSet<string> cases = [.. CallsOf(typeof(TorchCases)).Select(Describe)];
        Assert.Empty(TorchMembers().Where(member => !cases.Contains(Describe(member)) && !IsExcluded(member)).Select(Describe).Order());
    }

    [Fact]
    public void Nothing_is_left_out_that_the_engine_does_not_call()
    {
        MemberInfo[] members = TorchMembers().ToArray();
        Assert.Empty(Excluded.Keys.Except(members.SelectMany(member => new[] { TypeName(member), Name(member) })));
    }

    private static bool IsExcluded(MemberInfo member) =>
        Excluded.ContainsKey(TypeName(member)) || Excluded.ContainsKey(Name(member)) || (member is MethodBase { IsSpecialName: true } && member.Name.Split('_')[0] is "get" or "set");

    private static string TypeName(MemberInfo member) => member.DeclaringType!.Name;

    private static string Name(MemberInfo member) => $"{TypeName(member)}.{member.Name}";

    private static string Describe(MemberInfo member) => $"{TypeName(member)}: {member}";

    /// <summary>The members of torch that the engine's assembly refers to.</summary>
    private static IEnumerable<MemberInfo> TorchMembers()
    {
        Module engine = typeof(Model).Module;
        using PEReader file = new(File.OpenRead(engine.Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.MemberReferences.Where(IsOfTorch).Select(reference => engine.ResolveMember(MetadataTokens.GetToken(reference))!).ToArray();

        bool IsOfTorch(MemberReferenceHandle reference)
        {
            EntityHandle parent = metadata.GetMemberReference(reference).Parent;
            return parent.Kind == HandleKind.TypeReference && engine.ResolveType(MetadataTokens.GetToken(parent)).Assembly == typeof(torch).Assembly;
        }
    }

    /// <summary>The methods that a type's code, and that of the functions in it, calls.</summary>
    private static IEnumerable<MethodBase> CallsOf(Type type)
    {
        const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        IEnumerable<MethodBase> own = [.. type.GetMethods(All), .. type.GetConstructors(All)];
        return own.Where(method => method.GetMethodBody() is not null).SelectMany(CallsOf).Concat(type.GetNestedTypes(All).SelectMany(CallsOf));
    }

    private static IEnumerable<MethodBase> CallsOf(MethodBase method)
    {
        byte[] code = method.GetMethodBody()!.GetILAsByteArray()!;
        for (int at = 0; at < code.Length;)
        {
            OpCode operation = OpCodesByValue[code[at] == 0xFE ? unchecked((short)((code[at] << 8) | code[at + 1])) : code[at]];
            at += operation.Size;
            if (operation.OperandType == OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(code, at), method.DeclaringType!.GetGenericArguments(), []) is { } called)
                yield return called;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
