namespace KerasPS.Configuration;

/// <summary>
/// The type of an argument that is given as a plain value or as an object of a family, e.g. a number or a schedule. It has one
/// implicit conversion from each.
/// </summary>
public interface IValueOrObject
{
    /// <summary>The plain value or the object.</summary>
    object Given { get; }
}
