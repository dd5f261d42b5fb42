using Awoooi.Core.Clusters;

namespace Awoooi.Tests.Clusters;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("128Mi", 134217728)]
    [InlineData("1Gi", 1073741824)]
    [InlineData("1024Mi", 1073741824)]
    [InlineData("64Ki", 65536)]
    [InlineData("1k", 1000)]
    [InlineData("5M", 5000000)]
    [InlineData("2G", 2000000000)]
    [InlineData("1Ti", 1099511627776)]
    [InlineData("1E", 1000000000000000000)]
    [InlineData("2e3", 2000)]
    [InlineData("2E3", 2000)]
    [InlineData("1.5Gi", 1610612736)]
    [InlineData("0", 0)]
    [InlineData("-1", -1)]
    public void Bytes_are_read_in_every_notation(string text, long bytes) => Assert.Equal(bytes, Quantity.Bytes(text));

    [Theory]
    [InlineData("500m", 500)]
    [InlineData("0.5", 500)]
    [InlineData("2", 2000)]
    [InlineData("123456n", 1)]
    [InlineData("1500u", 2)]
    [InlineData("64", 64000)]
    public void Cpu_is_read_in_millicores_rounded_up(string text, long millicores) => Assert.Equal(millicores, Quantity.Millicores(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("lots")]
    [InlineData("Mi")]
    [InlineData("1 Gi")]
    [InlineData("1kM")]
    [InlineData("1K")]
    [InlineData("1,5")]
    [InlineData("1e400")]
    [InlineData("9999999999999999999999Ei")]
    public void What_is_no_quantity_reads_as_nothing(string? text) => Assert.Null(Quantity.Parse(text));
}
