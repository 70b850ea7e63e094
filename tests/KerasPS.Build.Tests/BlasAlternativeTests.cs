using KerasPS.Build.LibTorch;

namespace KerasPS.Build.Tests;

public class BlasAlternativeTests
{
    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu/blas/libblas.so.3", "blas", true)]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-openmp/libblas.so.3", "openblas-openmp", false)]
    public void Tells_the_reference_library_from_an_optimised_one(string library, string name, bool reference)
    {
        var blas = BlasAlternative.Parse($"""
            liblapack.so.3-x86_64-linux-gnu auto     /usr/lib/x86_64-linux-gnu/lapack/liblapack.so.3
            libblas.so.3-x86_64-linux-gnu  auto     {library}
            """);
        Assert.Equal(("libblas.so.3-x86_64-linux-gnu", library, name, reference), (blas!.Link, blas.Library, blas.Name, blas.IsReference));
    }

    [Fact]
    public void Is_null_where_none_is_installed() => Assert.Null(BlasAlternative.Parse("awk auto /usr/bin/mawk\n"));
}
