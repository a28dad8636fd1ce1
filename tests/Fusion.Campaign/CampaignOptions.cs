namespace Fusion.Campaign;

/// <summary>What a campaign does.</summary>
/// <param name="Strikes">How often a node is struck.</param>
/// <param name="Seed">Decides rows, moments, nodes and kinds.</param>
/// <param name="Db">The nodes' store: <c>sqlite</c>, or the address of an empty PostgreSQL database.</param>
/// <param name="Nodes">Nodes of the cluster.</param>
/// <param name="Kinds">What happens to them, one of these at a time; null for kills.</param>
internal sealed record CampaignOptions(int Strikes, int Seed, string Db = "sqlite", int Nodes = 1, IReadOnlyList<Strike>? Kinds = null)
{
    public const string Usage =
        "usage: [--kills N | --leaves N | --pauses N | --freezes N | --blinks N | --cuts N | --mixed N] [--seed S] [--nodes N] [--db sqlite|postgres://…]";

    private const int NodesOfACluster = 3;

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<Strike> AllKinds { get; } = Enum.GetValues<Strike>();

    /// <summary>Whether nodes lose each other: each of them then has a network of its own.</summary>
    public bool NeedsNetwork => Kinds?.Any(kind => kind is Strike.Blink or Strike.Cut) == true;

    /// <summary>Reads a command line; null when it has no meaning.</summary>
    public static CampaignOptions? Parse(string[] args)
    {
        CampaignOptions options = new(20, 1);
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            string value = args[i + 1];
            bool isNumber = int.TryParse(value, out int number) && number > 0;
            switch (args[i])
            {
                case "--kills" when isNumber: options = options with { Strikes = number }; break;
                case "--leaves" when isNumber: options = options.With(number, Strike.Leave); break;
                case "--pauses" when isNumber: options = options.With(number, Strike.Pause); break;
                case "--freezes" when isNumber: options = options.With(number, Strike.Freeze); break;
                case "--blinks" when isNumber: options = options.With(number, Strike.Blink); break;
                case "--cuts" when isNumber: options = options.With(number, Strike.Cut); break;
                case "--mixed" when isNumber: options = options.With(number, [.. AllKinds]); break;
                case "--seed" when isNumber: options = options with { Seed = number }; break;
                case "--nodes" when isNumber: options = options with { Nodes = number }; break;
                case "--db": options = options with { Db = value }; break;
                default: return null;
            }
        }

        return options;
    }

    private CampaignOptions With(int strikes, params Strike[] kinds) => this with { Strikes = strikes, Kinds = kinds, Nodes = NodesOfACluster };
}
