using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace KerasPS.Tests.Architecture;

/// <summary>Which namespaces of an assembly use which, by what is compiled: signatures, attributes and the code of methods.</summary>
internal sealed class NamespaceUses : ISignatureTypeProvider<IEnumerable<TypeDefinitionHandle>, object?>
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    private readonly MetadataReader metadata;

    private NamespaceUses(MetadataReader metadata) => this.metadata = metadata;

    /// <summary>The uses: of each pair of namespaces the types that use and are used.</summary>
    /// <param name="assembly">The assembly's file.</param>
    public static ILookup<(string From, string To), (string User, string Used)> Of(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        NamespaceUses uses = new(metadata);
        return metadata.TypeDefinitions
            .SelectMany(handle => uses.UsedBy(metadata.GetTypeDefinition(handle), file).Distinct().Select(used => (User: uses.NameOf(handle), Used: uses.NameOf(used))))
            .Where(use => use.User != use.Used && use.User.Namespace.StartsWith("KerasPS", StringComparison.Ordinal) && use.Used.Namespace.StartsWith("KerasPS", StringComparison.Ordinal))
            .Distinct()
            .ToLookup(use => (use.User.Namespace, use.Used.Namespace), use => (use.User.Name, use.Used.Name));
    }

    /// <summary>The namespace and name of a type, those of the outermost for one within others.</summary>
    private (string Namespace, string Name) NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        return (metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    private IEnumerable<TypeDefinitionHandle> UsedBy(TypeDefinition type, PEReader file) =>
    [
        .. Types(type.BaseType),
        .. type.GetInterfaceImplementations().SelectMany(handle => Types(metadata.GetInterfaceImplementation(handle).Interface)),
        .. type.GetFields().SelectMany(handle => metadata.GetFieldDefinition(handle).DecodeSignature(this, null)),
        .. type.GetCustomAttributes().Concat(type.GetProperties().SelectMany(handle => metadata.GetPropertyDefinition(handle).GetCustomAttributes()))
            .SelectMany(handle => Types(metadata.GetCustomAttribute(handle).Constructor)),
        .. type.GetMethods().SelectMany(handle => UsedBy(metadata.GetMethodDefinition(handle), file)),
    ];

    private IEnumerable<TypeDefinitionHandle> UsedBy(MethodDefinition method, PEReader file)
    {
        IEnumerable<TypeDefinitionHandle> used = Types(method.DecodeSignature(this, null));
        if (method.RelativeVirtualAddress == 0)
            return used;
        MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            used = used.Concat(metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null).SelectMany(types => types));
        return used.Concat(Tokens(body.GetILReader()).SelectMany(Types));
    }

    /// <summary>The tokens in the code of a method.</summary>
    private static List<EntityHandle> Tokens(BlobReader code)
    {
        List<EntityHandle> tokens = [];
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xFE)
                value = (value << 8) | code.ReadByte();
            switch (OpCodesByValue[value].OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    tokens.Add((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineI or OperandType.InlineBrTarget or OperandType.InlineString or OperandType.InlineSig or OperandType.ShortInlineR:
                    code.Offset += 4;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset++;
                    break;
            }
        }

        return tokens;
    }

    private IEnumerable<TypeDefinitionHandle> Types(MethodSignature<IEnumerable<TypeDefinitionHandle>> signature) => signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(types => types));

    private IEnumerable<TypeDefinitionHandle> Types(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => [(TypeDefinitionHandle)handle],
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
        HandleKind.MethodDefinition => [metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()],
        HandleKind.FieldDefinition => [metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()],
        HandleKind.MemberReference => Types(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent),
        HandleKind.MethodSpecification => OfGeneric(metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
        _ => [],
    };

    private IEnumerable<TypeDefinitionHandle> OfGeneric(MethodSpecification method) => Types(method.Method).Concat(method.DecodeSignature(this, null).SelectMany(types => types));

    public IEnumerable<TypeDefinitionHandle> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

    public IEnumerable<TypeDefinitionHandle> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

    public IEnumerable<TypeDefinitionHandle> GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) => Types(handle);

    public IEnumerable<TypeDefinitionHandle> GetGenericInstantiation(IEnumerable<TypeDefinitionHandle> generic, ImmutableArray<IEnumerable<TypeDefinitionHandle>> arguments) =>
        generic.Concat(arguments.SelectMany(types => types));

    public IEnumerable<TypeDefinitionHandle> GetFunctionPointerType(MethodSignature<IEnumerable<TypeDefinitionHandle>> signature) => Types(signature);

    public IEnumerable<TypeDefinitionHandle> GetModifiedType(IEnumerable<TypeDefinitionHandle> modifier, IEnumerable<TypeDefinitionHandle> unmodified, bool isRequired) => unmodified;

    public IEnumerable<TypeDefinitionHandle> GetArrayType(IEnumerable<TypeDefinitionHandle> element, ArrayShape shape) => element;

    public IEnumerable<TypeDefinitionHandle> GetByReferenceType(IEnumerable<TypeDefinitionHandle> element) => element;

    public IEnumerable<TypeDefinitionHandle> GetPinnedType(IEnumerable<TypeDefinitionHandle> element) => element;

    public IEnumerable<TypeDefinitionHandle> GetPointerType(IEnumerable<TypeDefinitionHandle> element) => element;

    public IEnumerable<TypeDefinitionHandle> GetSZArrayType(IEnumerable<TypeDefinitionHandle> element) => element;

    public IEnumerable<TypeDefinitionHandle> GetGenericMethodParameter(object? context, int index) => [];

    public IEnumerable<TypeDefinitionHandle> GetGenericTypeParameter(object? context, int index) => [];

    public IEnumerable<TypeDefinitionHandle> GetPrimitiveType(PrimitiveTypeCode code) => [];
}
