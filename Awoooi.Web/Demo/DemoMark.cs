namespace Awoooi.Web.Demo;

/// <summary>Its presence tells pages that everything they show is invented.</summary>
public sealed record DemoMark;
