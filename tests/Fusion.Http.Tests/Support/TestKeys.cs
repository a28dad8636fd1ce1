namespace Fusion.Http.Tests.Support;

/// <summary>The invented user of the interface's test vectors.</summary>
internal static class TestKeys
{
    public const string Customer = "c1";
    public const string Secret = "AAECAwQFBgcICQoLDA0ODw==";
    public const string Date = "2026-01-02 03:04:05;678900000";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
}
