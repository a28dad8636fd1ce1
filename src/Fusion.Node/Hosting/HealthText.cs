using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fusion.Node.Hosting;

/// <summary>The body of a health endpoint: the status, then a line for each check that is not healthy.</summary>
internal static class HealthText
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        IEnumerable<string> reasons = report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"\n{entry.Key}: {entry.Value.Description}");
        return context.Response.WriteAsync($"{report.Status}{string.Concat(reasons)}", context.RequestAborted);
    }
}
