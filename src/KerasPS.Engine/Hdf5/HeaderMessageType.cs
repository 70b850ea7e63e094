namespace KerasPS.Hdf5;

/// <summary>What the messages of an object's header say (format specification, IV.A.2).</summary>
internal enum HeaderMessageType
{
    Nil = 0,
    Dataspace = 1,
    LinkInfo = 2,
    Datatype = 3,
    OldFillValue = 4,
    FillValue = 5,
    Link = 6,
    ExternalFiles = 7,
    Layout = 8,
    Bogus = 9,
    GroupInfo = 10,
    Filters = 11,
    Attribute = 12,
    Comment = 13,
    OldModificationTime = 14,
    SharedMessages = 15,
    Continuation = 16,
    SymbolTable = 17,
    ModificationTime = 18,
    BTreeSizes = 19,
    DriverInfo = 20,
    AttributeInfo = 21,
    ReferenceCount = 22,
    FileSpaceInfo = 23,
}
