namespace Fusion.Campaign;

/// <summary>What a campaign does.</summary>
/// <param name="Kills">How often a node is killed, or frozen.</param>
/// <param name="Seed">Decides rows and moments.</param>
/// <param name="Db">The nodes' store: <c>sqlite</c>, or the address of an empty PostgreSQL database.</param>
/// <param name="Nodes">Nodes of the cluster.</param>
/// <param name="Freezes">Whether nodes are frozen until they are downed, and woken, instead of killed.</param>
internal sealed record CampaignOptions(int Kills, int Seed, string Db = "sqlite", int Nodes = 1, bool Freezes = false)
{
    public const string Usage = "usage: [--kills N | --freezes N] [--seed S] [--nodes N] [--db sqlite|postgres://…]";

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
                case "--kills" when isNumber: options = options with { Kills = number }; break;
                case "--freezes" when isNumber: options = options with { Kills = number, Freezes = true, Nodes = 3 }; break;
                case "--seed" when isNumber: options = options with { Seed = number }; break;
                case "--nodes" when isNumber: options = options with { Nodes = number }; break;
                case "--db": options = options with { Db = value }; break;
                default: return null;
            }
        }

        return options;
    }
}
