using System.CommandLine;
using System.Globalization;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Fusion.Node.Security;

namespace Fusion.Node.Cli;

/// <summary><c>fusion user …</c>: works on the data folder, or on the database of a cluster; running nodes see the change with their next request.</summary>
internal static class UserCommand
{
    public static Command Create()
    {
        var command = new Command("user", "Adds, lists and removes users of a data folder, or of a cluster's database, whether a node runs on it or not.");
        command.Subcommands.Add(Add());
        command.Subcommands.Add(List());
        command.Subcommands.Add(Rotate());
        command.Subcommands.Add(Remove());
        return command;
    }

    private static Command Add()
    {
        Argument<string> name = Name();
        Option<string> key = new("--key") { Description = "The secret key, Base64 of 16 bytes [default: a random one]", HelpName = "K" };
        Option<int?> expires = Seconds("--expires", "Seconds until the credential counts as unknown [default: never]", minimum: 1);
        var command = new Command("add", "Adds a user and prints the key, once.") { name, SettingFlags.Data(), Db(), key, expires };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            UserCredential user = Credential(parsed.GetValue(name)!, parsed.GetValue(key));
            (UserStore store, Vault vault) = await OpenAsync(parsed, mustExist: false, cancellationToken);
            if (!await store.AddAsync(user, End(parsed.GetValue(expires)), cancellationToken))
                throw new NodeException($"User [{user.Customer}] exists; 'fusion user rotate' gives it a new key");
            Print(user);
            Console.WriteLine(vault.Place); // a forgotten --data or --db shows
            return ExitCode.Success;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists users: name, date of the key, date of expiry. Never shows keys.") { SettingFlags.Data(), Db() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            (UserStore store, _) = await OpenAsync(parsed, mustExist: true, cancellationToken);
            foreach (UserRecord user in await store.ListAsync(cancellationToken))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{user.Customer}\t{user.Created:u}\t{(user.Expires is { } end ? end.ToString("u") : "never")}"));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Rotate()
    {
        Argument<string> name = Name();
        Option<int?> expires = Seconds(
            "--expires", "Seconds until the credential counts as unknown, 0 for never [default: its date stays]", minimum: 0);
        Option<int?> grace = Seconds("--grace", "Seconds the old key counts beside the new one [default: 0]", minimum: 0);
        var command = new Command("rotate", "Gives a user a new random key and prints it, once. The old one counts no longer, or for a time of grace.")
        {
            name, SettingFlags.Data(), Db(), expires, grace,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            UserCredential user = Credential(parsed.GetValue(name)!, key: null);
            (UserStore store, _) = await OpenAsync(parsed, mustExist: true, cancellationToken);
            var both = TimeSpan.FromSeconds(parsed.GetValue(grace) ?? 0);
            bool done = parsed.GetValue(expires) is { } seconds
                ? await store.RenewAsync(user, End(seconds), both, cancellationToken)
                : await store.RotateAsync(user, both, cancellationToken);
            return done ? Print(user) : throw NotRotated(user.Customer, await store.ListAsync(cancellationToken));
        });
        return command;
    }

    private static NodeException NotRotated(CustomerId customer, IReadOnlyList<UserRecord> users) =>
        users.SingleOrDefault(user => user.Customer == customer) is { Expires: { } end }
            ? new NodeException($"The credential of user [{customer}] expired at {end:u}; give --expires SECONDS, 0 for never")
            : Unknown(customer);

    private static Command Remove()
    {
        Argument<string> name = Name();
        var command = new Command("remove", "Removes a user. The user's projects stay.") { name, SettingFlags.Data(), Db() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            CustomerId customer = Customer(parsed.GetValue(name)!);
            (UserStore store, _) = await OpenAsync(parsed, mustExist: true, cancellationToken);
            if (!await store.RemoveAsync(customer, cancellationToken)) throw Unknown(customer);
            return ExitCode.Success;
        });
        return command;
    }

    private static Argument<string> Name() => new("CID") { Description = "The user name" };

    private static Option<string> Db() =>
        SettingFlags.Db("Database of the cluster: postgres://user:password@host:port/database; sqlite for the data folder [default: sqlite]");

    private static Option<int?> Seconds(string name, string description, int minimum) => new(name)
    {
        Description = description,
        HelpName = "SECONDS",
        CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds >= minimum) return seconds;
            result.AddError($"{name} is [{text}]; allowed is a whole number of seconds from {minimum} to {int.MaxValue}");
            return null;
        },
    };

    private static DateTimeOffset? End(int? seconds) => seconds is null or 0 ? null : TimeProvider.System.GetUtcNow().AddSeconds(seconds.Value);

    /// <summary>The users of the data folder or database; null when there is no such folder.</summary>
    public static async Task<UserStore?> FindStoreAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        NodeOptions options = Settings.Read<NodeOptions>(NodeConfiguration.Read(SettingFlags.Read(parsed)), NodeOptions.Section);
        bool isFolder = !DatabaseAddress.TryParse(options.Db, out _);
        return isFolder && !Directory.Exists(options.Data) ? null : (await OpenAsync(parsed, mustExist: true, cancellationToken)).Store;
    }

    private static async Task<(UserStore Store, Vault Vault)> OpenAsync(ParseResult parsed, bool mustExist, CancellationToken cancellationToken)
    {
        IConfiguration configuration = NodeConfiguration.Read(SettingFlags.Read(parsed));
        NodeOptions options = Settings.Read<NodeOptions>(configuration, NodeOptions.Section);
        Vault vault = await Vault.OpenAsync(options.Db, () => Folder(options.Data, mustExist), cancellationToken);
        var protector = new SecretProtector(vault, KeyRingCertificates.Load(Settings.Read<KeyRingOptions>(configuration, KeyRingOptions.Section)));
        protector.EnsureOpens();
        return (new UserStore(vault, protector, TimeProvider.System), vault);
    }

    private static DataFolder Folder(string path, bool mustExist)
    {
        if (mustExist && !Directory.Exists(path)) throw new NodeException($"There is no data folder {Path.GetFullPath(path)}");
        return DataFolder.Open(path);
    }

    private static UserCredential Credential(string name, string? key)
    {
        if (key is not null && !SecretKeys.IsValid(key)) throw new NodeException("--key must be Base64 of 16 bytes");
        return new UserCredential(Customer(name), key ?? SecretKeys.New());
    }

    private static CustomerId Customer(string name) => CustomerId.TryParse(name, out CustomerId customer, out string? error) ? customer : throw new NodeException(error);

    private static NodeException Unknown(CustomerId customer) => new($"There is no user [{customer}]");

    private static int Print(UserCredential user)
    {
        Console.WriteLine($"user  {user.Customer}\nkey   {user.SecretKey}");
        return ExitCode.Success;
    }
}
