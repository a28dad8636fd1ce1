using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>Files and digests of version 1, written once. They stay readable for ever.</summary>
public class GoldenFileTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "empty", "788caed13347952e49dc1cb267fbcd869dcee179a0d5fb78522a78de00716962" },
        { "one-row", "061d62873ff47466ed680c1a0ebfdb7ed0ddafb7b7e70b61b262d610eba8e89b" },
        { "many-rows", "418ce2aec396f06f1797b80810e48f05dd456a40b86d661f2e003c9d4e6c60a3" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Version_1_reads_writes_and_digests_as_ever(string name, string digest)
    {
        byte[] golden = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.v1.bin"));
        SufficientStatistics expected = Statistics(name);
        SufficientStatistics read = SufficientStatistics.FromWire(golden);
        Assert.Equal(golden, expected.ToWire());
        Assert.Equal(digest, read.Digest().ToString());
        Reading.AssertSame(expected, read);
    }

    internal static SufficientStatistics Statistics(string name) => name switch
    {
        "empty" => SufficientStatistics.Empty,
        "one-row" => Of(Rows([Continuous("age"), Binary("smoker"), Dummy("town", "Ulm")], [42, 1, 1])),
        _ => Of(
            Rows([Continuous("age"), Binary("smoker"), Dummy("town", "Ulm")], [42, 1, 1], [null, 0, null], [37, null, 1]),
            Column("dose µg", 3, 1_250, -75, 4_611_686_018_427_387_903),
            Rows([Continuous("age"), Dummy("town", "Köln"), Dummy("trade", "smith")], [29, 1, null], [81, null, 1], [29, 1, 1])),
    };
}
