namespace KerasPS.Tests.Errors;

public class KerasExceptionTests
{
    [Theory]
    [InlineData("InvalidValue", KerasErrorKind.InvalidArgument)]
    [InlineData("MonitorNotFound", KerasErrorKind.InvalidArgument)]
    [InlineData("ShapeMismatch", KerasErrorKind.InvalidData)]
    [InlineData("NotANumber", KerasErrorKind.InvalidData)]
    [InlineData("ColumnNotFound", KerasErrorKind.NotFound)]
    [InlineData("AlreadyTraining", KerasErrorKind.InvalidOperation)]
    [InlineData("PathNotWritable", KerasErrorKind.WriteError)]
    public void The_category_follows_from_the_identifier(string errorId, KerasErrorKind kind) => Assert.Equal(kind, new KerasException(errorId, "A message.").Kind);

    [Fact]
    public void A_category_can_be_given()
    {
        KerasException error = new("ShapeMismatch", "A message.", 3) { Kind = KerasErrorKind.InvalidArgument };
        Assert.Equal(("ShapeMismatch", KerasErrorKind.InvalidArgument, "A message.", 3), (error.ErrorId, error.Kind, error.Message, error.Target));
    }

    [Fact]
    public void An_invalid_value_names_its_owner()
    {
        FormatException cause = new();
        KerasException error = KerasException.InvalidValue("Dense", "units must be above 0, not -1.", -1, cause);
        Assert.Equal(("InvalidValue", KerasErrorKind.InvalidArgument, "Dense: units must be above 0, not -1.", -1), (error.ErrorId, error.Kind, error.Message, error.Target));
        Assert.Same(cause, error.InnerException);
    }
}
