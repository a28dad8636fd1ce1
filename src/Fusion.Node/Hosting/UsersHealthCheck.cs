using System.Data.Common;
using Fusion.Node.Security;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fusion.Node.Hosting;

/// <summary>Ready means, among other things, that users can be looked up.</summary>
internal sealed class UsersHealthCheck(UserStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.FindAsync(FirstUsers.Name, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException cause)
        {
            return HealthCheckResult.Unhealthy("Users can't be looked up", cause);
        }
    }
}
