using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace KerasPS.Build.Natives;

/// <summary>
/// Patches TorchSharp's assembly where it hands a number to libtorch: <c>THSTensor_mul_scalar(Handle, target.Handle)</c> is the last that mentions the <c>Scalar</c>, so a garbage
/// collection that another thread causes just then may finalize it, and libtorch reads freed memory: an "Unknown scalar type", or another number without a word. In the patched assembly
/// the getter of <c>Scalar.Handle</c> remembers the last few scalars of its thread, which thereby outlive the call. docs/torchsharp-faults.md has the report.
/// </summary>
internal static class ScalarLifetimePatch
{
    /// <summary>How many scalars of a thread live on: a power of two, and more than any call takes.</summary>
    private const int Remembered = 16;

    /// <exception cref="BuildFailure">The assembly is not as it was in TorchSharp 0.107.</exception>
    public static void Apply(string packaged, string patched)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(packaged);
        TypeDefinition? scalar = module.GetType("TorchSharp.Scalar");
        MethodDefinition? getter = scalar?.Properties.SingleOrDefault(property => property.Name == "Handle")?.GetMethod;
        if (scalar is null || getter is null)
            throw new BuildFailure($"'{packaged}' has no TorchSharp.Scalar.Handle: look whether it still needs the patch (build/Natives/ScalarLifetimePatch.cs).");

        FieldDefinition last = OfThread("keptAlive", new ArrayType(scalar));
        FieldDefinition next = OfThread("nextKept", module.TypeSystem.Int32);
        Instruction body = getter.Body.Instructions[0];
        Instruction store = Instruction.Create(OpCodes.Ldsfld, next);
        Instruction[] prologue =
        [
            Instruction.Create(OpCodes.Ldsfld, last),
            Instruction.Create(OpCodes.Brtrue, store),
            Instruction.Create(OpCodes.Ldc_I4, Remembered),
            Instruction.Create(OpCodes.Newarr, scalar),
            Instruction.Create(OpCodes.Stsfld, last),
            store,
            Instruction.Create(OpCodes.Ldc_I4_1),
            Instruction.Create(OpCodes.Add),
            Instruction.Create(OpCodes.Ldc_I4, Remembered - 1),
            Instruction.Create(OpCodes.And),
            Instruction.Create(OpCodes.Stsfld, next),
            Instruction.Create(OpCodes.Ldsfld, last),
            Instruction.Create(OpCodes.Ldsfld, next),
            Instruction.Create(OpCodes.Ldarg_0),
            Instruction.Create(OpCodes.Stelem_Ref),
        ];
        ILProcessor code = getter.Body.GetILProcessor();
        foreach (Instruction instruction in prologue)
            code.InsertBefore(body, instruction);
        getter.Body.OptimizeMacros();
        module.Write(patched);

        FieldDefinition OfThread(string name, TypeReference type)
        {
            FieldDefinition field = new(name, FieldAttributes.Private | FieldAttributes.Static, type);
            MethodReference attribute = module.ImportReference(typeof(ThreadStaticAttribute).GetConstructor(Type.EmptyTypes));
            field.CustomAttributes.Add(new CustomAttribute(attribute));
            scalar.Fields.Add(field);
            return field;
        }
    }
}
