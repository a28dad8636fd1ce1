using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fusion.Contracts.Projects;
using Fusion.Http.Dtos;
using Fusion.Http.Envelopes;

namespace Fusion.Http.Mapping;

/// <summary>The log of learn and forget calls as clients see it: a list of texts, each a JSON object of texts.</summary>
internal static class UpdateLogMapping
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole log.</summary>
    public static Envelope ToEnvelope(ImmutableArray<UpdateLogLine> lines) =>
        Envelope.Ok(new ValuesDto { StringList = new ListDto<string>([.. lines.Select(ToText)]) });

    private static string ToText(UpdateLogLine line) => JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["client_request_df_attributes_numrows_total"] = Text(line.Rows),
            ["client_request_type"] = line.Forget ? "forget" : "learn",
            ["client_request_df_attributes_names"] = line.Names,
            ["client_request_reponse_code"] = Text(line.Status), // spelled so in the interface
            ["client_request_count"] = Text(line.Calls),
            ["client_request_df_attributes_types"] = line.Types,
            ["client_id"] = line.Client,
            ["client_request_process_time"] = Text(line.Milliseconds),
        },
        Plain);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
