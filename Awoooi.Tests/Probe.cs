namespace Awoooi.Tests; public sealed class Probe { [Fact] public void Works() => Assert.True(true); }
