using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Options;

namespace Fusion.Node.Security;

/// <summary>Puts users and secrets into a node.</summary>
internal static class SecurityServices
{
    /// <summary>Registers the vault and what works on it.</summary>
    public static void AddSecurity(this IServiceCollection services, IConfiguration configuration, Vault vault)
    {
        services.AddSingleton(vault);
        services.AddSingleton(KeyRingCertificates.Load(Settings.Read<KeyRingOptions>(configuration, KeyRingOptions.Section)));
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<ISecretProtector>(provider => provider.GetRequiredService<SecretProtector>());
        services.AddSingleton<UserStore>();
        services.AddSingleton<IUserDirectory>(provider => provider.GetRequiredService<UserStore>());
        services.AddHealthChecks().AddCheck<UsersHealthCheck>("users");
    }

    /// <summary>Brings the data folder's users and keys to where they are now, and sees to it that all keys open and that there is a user.</summary>
    /// <returns>The user created, see <see cref="FirstUsers.EnsureAsync"/>.</returns>
    /// <exception cref="NodeException">A key does not open.</exception>
    public static async Task<UserCredential?> PrepareUsersAsync(
        this IServiceProvider services, IReadOnlyList<string> configured, ILogger logger, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<Vault>() is PostgresVault vault)
        {
            await FolderImport.RunAsync(
                services.GetRequiredService<DataFolder>(), vault, services.GetRequiredService<KeyRingCertificates>(), logger, cancellationToken);
        }

        services.GetRequiredService<SecretProtector>().EnsureOpens();
        return await FirstUsers.EnsureAsync(
            services.GetRequiredService<UserStore>(), configured, user => NodeLog.UserKept(logger, user), cancellationToken);
    }
}
