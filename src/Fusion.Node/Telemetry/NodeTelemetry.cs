using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fusion.Node.Telemetry;

/// <summary>Shows what the node measures to Prometheus at <c>/metrics</c>, and with <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> its traces to a collector.</summary>
internal static class NodeTelemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsPath = "/metrics";

    /// <summary>Listens to the meters, and to spans when there is somewhere to send them.</summary>
    public static void AddNodeTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        OpenTelemetry.OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("fusion"))
            .WithMetrics(metrics => metrics
                .AddMeter("Fusion.*", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddPrometheusExporter());
        if (!string.IsNullOrEmpty(configuration[Endpoint]))
            telemetry.WithTracing(traces => traces.AddSource("Fusion", "Microsoft.AspNetCore").AddOtlpExporter());
    }

    /// <summary>Answers Prometheus. Without a signature, as the health checks do: the answer names no customer and no project.</summary>
    public static void MapNodeTelemetry(this WebApplication app) => app.MapPrometheusScrapingEndpoint(MetricsPath);
}
