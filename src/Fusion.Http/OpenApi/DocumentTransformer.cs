using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Fusion.Http.OpenApi;

/// <summary>Adds to the endpoints' verbs and paths what their notes say: parameters, bodies, answers and errors.</summary>
internal sealed partial class DocumentTransformer : IOpenApiDocumentTransformer
{
    private const string Json = "application/json";
    private const string Signature = "signature";
    private const string Date = "date";

    private const string About =
        """
        Cells learn rows, fusion projects merge what cells know. Every answer is an envelope; every call but the opening of a socket is signed.

        **Signing.** A request carries `sym-date` (UTC, `yyyy-MM-dd HH:mm:ss;nnnnnnnnn`) and `Authorization`: Base64 of HMAC-SHA256, under the Base64-decoded
        secret key, of these lines, each followed by a line feed: the verb; Base64 of the body's MD5, empty without a body; the secret key as Base64; the
        `sym-date`; the user; the body, if there is one; the path; the query, if there is one. With the header `sym-content-sha256`, the lower-case
        hexadecimal SHA-256 of the body, that value takes the place of the MD5 and the line of the body is left out.

        **Sockets.** What messages look like and how they are signed: [the format](/docs#sockets).
        """;

    private const string Formats =
        "A data frame in JSON; text/csv with a header line; or an Arrow IPC stream. Each may be compressed with gzip or zstd, as Content-Encoding then tells";

    private static readonly QueryNote[] RowHeaders =
    [
        new("Content-Encoding", "How the body is compressed; default not at all") { Allowed = ["gzip", "zstd"] },
        new("sym-types", "CSV and Arrow: the letters of the columns' types, separated by commas; default known or guessed"),
    ];

    private static readonly (int Status, string Text)[] SignedErrors =
    [
        (400, "Authentication header is null"),
        (400, "sym-date header is null"),
        (400, "Invalid Date Format"),
        (400, "Please update your server time, it is likely out of sync with UTC"),
        (400, "Md5 do not match"),
        (401, "Invalid User"),
        (401, "Invalid Signature"),
        (413, "The body has more than {n} bytes"),
        (500, "Generic Exception <{message}>"),
        (503, "No answer in time, or too much at once; send it again later"),
    ];

    private static readonly Dictionary<string, string> PathMeanings = new()
    {
        ["cid"] = "The user",
        ["pid"] = "The project",
        ["modelid"] = "The model",
        ["jobid"] = "The job's number",
    };

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Fusion",
            Version = "1",
            Description = About,
        };
        document.Components ??= new OpenApiComponents();
        document.AddComponent<IOpenApiSecurityScheme>(Signature, Header("Authorization", "Base64 of the HMAC-SHA256 of the request, without a scheme word"));
        document.AddComponent<IOpenApiSecurityScheme>(Date, Header("sym-date", "yyyy-MM-dd HH:mm:ss;nnnnnnnnn in UTC; at most 5 minutes old"));
        var schemas = new EntitySchemas(document);
        foreach ((string name, OpenApiSchema schema) in Schemas.Named(document))
            document.AddComponent<IOpenApiSchema>(name, schema);
        document.Tags = OperationCatalogue.Tags.Select(tag => new OpenApiTag { Name = tag }).ToHashSet();
        foreach ((string path, IOpenApiPathItem item) in document.Paths)
        {
            foreach ((HttpMethod verb, OpenApiOperation operation) in item.Operations ?? [])
            {
                if (OperationCatalogue.Find(verb.Method, path) is { } notes) Describe(operation, path, notes, schemas, document);
            }
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiOperation operation, string path, OperationNotes notes, EntitySchemas schemas, OpenApiDocument document)
    {
        operation.Summary = notes.Summary;
        operation.OperationId = notes.Id;
        operation.Tags = new HashSet<OpenApiTagReference> { new(notes.Tag, document) };
        operation.Parameters = [.. Parameters(path, notes)];
        operation.RequestBody = notes.Body == BodyKind.None ? null : new OpenApiRequestBody
        {
            Required = !notes.BodyMayBeMissing,
            Description = notes.Body == BodyKind.DataFrame ? Formats : null,
            Content = Schemas.Contents(notes.Body, document),
        };
        operation.Responses = Responses(notes, schemas);
        if (notes.IsSigned)
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(Signature, document)] = [],
                    [new OpenApiSecuritySchemeReference(Date, document)] = [],
                },
            ];
        }
    }

    private static IEnumerable<IOpenApiParameter> Parameters(string path, OperationNotes notes)
    {
        foreach (string name in PathParameter().Matches(path).Select(match => match.Groups[1].Value))
            yield return Parameter(ParameterLocation.Path, new QueryNote(name, PathMeanings[name], Required: true));
        foreach (QueryNote query in notes.Query)
            yield return Parameter(ParameterLocation.Query, query);
        foreach (QueryNote header in notes.Body == BodyKind.DataFrame ? RowHeaders : [])
            yield return Parameter(ParameterLocation.Header, header);
        if (notes.TakesKey)
            yield return Parameter(ParameterLocation.Header, new QueryNote("Idempotency-Key", "The same key counts once for 24 hours"));
    }

    private static OpenApiParameter Parameter(ParameterLocation place, QueryNote note) => new()
    {
        Name = note.Name,
        In = place,
        Description = note.Meaning,
        Required = note.Required,
        Schema = new OpenApiSchema { Type = note.Type, Enum = note.Allowed.IsEmpty ? null : [.. note.Allowed.Select(value => JsonValue.Create(value))] },
    };

    private static OpenApiResponses Responses(OperationNotes notes, EntitySchemas schemas)
    {
        var responses = new OpenApiResponses();
        if (notes.Success == 101) responses["101"] = new OpenApiResponse { Description = "The connection is a WebSocket" };
        else if (notes.Success is { } success) Add(responses, success, "Done", schemas.Envelope(notes.Entities));
        if (notes.MayRun) Add(responses, 202, "The job is still running", schemas.Envelope(["jobinfo"]));
        if (notes.StartsJob) Add(responses, 202, "A job was started; ask for it until it is done", schemas.Envelope([])).Headers = JobHeaders;
        foreach (IGrouping<int, (int Status, string Text)> errors in notes.Errors.Concat(notes.IsSigned ? SignedErrors : []).GroupBy(error => error.Status).OrderBy(group => group.Key))
            Add(responses, errors.Key, string.Join(" | ", errors.Select(error => error.Text).Distinct()), schemas.Envelope(errors.Key == 401 ? ["stringToSign"] : []));
        return responses;
    }

    private static OpenApiResponse Add(OpenApiResponses responses, int status, string meaning, IOpenApiSchema schema)
    {
        var response = new OpenApiResponse
        {
            Description = meaning,
            Content = new Dictionary<string, OpenApiMediaType> { [Json] = new OpenApiMediaType { Schema = schema } },
        };
        responses[FormattableString.Invariant($"{status}")] = response;
        return response;
    }

    private static Dictionary<string, IOpenApiHeader> JobHeaders => new()
    {
        ["sym-job-id"] = new OpenApiHeader { Description = "The job's number", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
        ["Location"] = new OpenApiHeader { Description = "The job's address", Schema = Schemas.Text() },
    };

    private static OpenApiSecurityScheme Header(string name, string meaning) =>
        new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = name, Description = meaning };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
