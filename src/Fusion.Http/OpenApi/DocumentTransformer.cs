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
            Description = "Cells learn rows, fusion projects merge what cells know. Every answer is an envelope; every call but the sockets is signed.",
        };
        document.Components ??= new OpenApiComponents();
        document.AddComponent<IOpenApiSecurityScheme>(Signature, Header("Authorization", "Base64 of the HMAC-SHA256 of the request, without a scheme word"));
        document.AddComponent<IOpenApiSecurityScheme>(Date, Header("sym-date", "yyyy-MM-dd HH:mm:ss;nnnnnnnnn in UTC; at most 5 minutes old"));
        var schemas = new EntitySchemas(document);
        document.AddComponent<IOpenApiSchema>("Envelope", schemas.Envelope(["stringToSign"]));
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
        operation.Tags = null;
        operation.Parameters = [.. Parameters(path, notes)];
        operation.RequestBody = notes.Body == BodyKind.None ? null : new OpenApiRequestBody
        {
            Content = new Dictionary<string, OpenApiMediaType> { [notes.Body is BodyKind.Cells or BodyKind.Archive ? "text/plain" : Json] = new OpenApiMediaType { Schema = Schemas.Of(notes.Body) } },
        };
        operation.Responses = Responses(notes, schemas, document);
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
            yield return Parameter(name, ParameterLocation.Path, PathMeanings[name], required: true);
        foreach (QueryNote query in notes.Query)
            yield return Parameter(query.Name, ParameterLocation.Query, query.Meaning, query.Required);
        if (notes.TakesKey)
            yield return Parameter("Idempotency-Key", ParameterLocation.Header, "The same key counts once for 24 hours", required: false);
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string meaning, bool required) =>
        new() { Name = name, In = place, Description = meaning, Required = required, Schema = Schemas.Text() };

    private static OpenApiResponses Responses(OperationNotes notes, EntitySchemas schemas, OpenApiDocument document)
    {
        var responses = new OpenApiResponses();
        if (notes.Success == 101) responses["101"] = new OpenApiResponse { Description = "The connection is a WebSocket" };
        else if (notes.Success is { } success) Add(responses, success, "Done", schemas.Envelope(notes.Entities));
        if (notes.MayBeJob) Add(responses, 202, "A job: its address is in Location, its number in sym-job-id; or it is still running", schemas.Envelope(["jobinfo"]));
        foreach (IGrouping<int, (int Status, string Text)> errors in notes.Errors.Concat(notes.IsSigned ? SignedErrors : []).GroupBy(error => error.Status).OrderBy(group => group.Key))
            Add(responses, errors.Key, string.Join(" | ", errors.Select(error => error.Text).Distinct()), new OpenApiSchemaReference("Envelope", document));
        return responses;
    }

    private static void Add(OpenApiResponses responses, int status, string meaning, IOpenApiSchema schema) =>
        responses[FormattableString.Invariant($"{status}")] = new OpenApiResponse
        {
            Description = meaning,
            Content = new Dictionary<string, OpenApiMediaType> { [Json] = new OpenApiMediaType { Schema = schema } },
        };

    private static OpenApiSecurityScheme Header(string name, string meaning) =>
        new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = name, Description = meaning };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
