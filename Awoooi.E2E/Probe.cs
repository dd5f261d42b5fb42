namespace Awoooi.E2E; public sealed class Probe { [Fact] public void Works() => Assert.True(true); }
