using Fusion.Http.Ingestion;
using Microsoft.OpenApi;

namespace Fusion.Http.OpenApi;

/// <summary>Short forms of schemas, and the schemas of requests.</summary>
internal static class Schemas
{
    private const string DataFrame = "DataFrame";
    private const string Context = "MLContext";
    private const string Contexts = "ExploreContext";

    /// <summary>A text.</summary>
    public static OpenApiSchema Text(string? meaning = null) => new() { Type = JsonSchemaType.String, Description = meaning };

    /// <summary>An array.</summary>
    public static OpenApiSchema List(IOpenApiSchema item, string? meaning = null) => new() { Type = JsonSchemaType.Array, Items = item, Description = meaning };

    /// <summary>An object with any keys.</summary>
    public static OpenApiSchema Map(IOpenApiSchema value) => new() { Type = JsonSchemaType.Object, AdditionalProperties = value };

    /// <summary>An object with these keys.</summary>
    public static OpenApiSchema Object(params ReadOnlySpan<(string Name, IOpenApiSchema Schema)> properties)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>() };
        foreach ((string name, IOpenApiSchema property) in properties)
            schema.Properties[name] = property;
        return schema;
    }

    /// <summary>What requests carry under a name of its own.</summary>
    public static IEnumerable<(string Name, OpenApiSchema Schema)> Named(OpenApiDocument document)
    {
        yield return (DataFrame, Object(
            ("attributeNames", List(Text(), "Names of the columns")),
            ("attributeTypes", List(Text(), "A letter for each column: C continuous, B binary, T category, …; left out, they are guessed")),
            ("data", List(List(Scalar), "Rows of cells; null is missing")),
            ("errorHandling", new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "0 stops at the first bad row, 1 skips bad rows" })));
        yield return (Context, Object(
            ("targets", List(Scalar, "Indexes or names of the targets")),
            ("inputAttributes", List(Scalar, "Indexes or names of the inputs")),
            ("targetAttributeNames", List(Text(), "Names of the targets")),
            ("inputAttributeNames", List(Text(), "Names of the inputs")),
            ("extraParameters", Map(Text()))));
        yield return (Contexts, Object(("values", List(new OpenApiSchemaReference(Context, document), "One for each question"))));
    }

    /// <summary>What a request carries, by media type.</summary>
    public static Dictionary<string, OpenApiMediaType> Contents(BodyKind body, OpenApiDocument document)
    {
        Dictionary<string, OpenApiMediaType> contents = new()
        {
            [body is BodyKind.Cells or BodyKind.Archive ? "text/plain" : "application/json"] = new OpenApiMediaType { Schema = Of(body, document) },
        };
        if (body != BodyKind.DataFrame) return contents;
        contents[BodyContent.CsvType] = new OpenApiMediaType { Schema = Text("A header line with the names of the columns, then a row a line; an empty cell is missing") };
        OpenApiSchema stream = Text("Arrow's IPC stream");
        stream.Format = "binary";
        contents[BodyContent.ArrowType] = new OpenApiMediaType { Schema = stream };
        return contents;
    }

    private static IOpenApiSchema Of(BodyKind body, OpenApiDocument document) => body switch
    {
        BodyKind.DataFrame => new OpenApiSchemaReference(DataFrame, document),
        BodyKind.Context => new OpenApiSchemaReference(Context, document),
        BodyKind.Contexts => new OpenApiSchemaReference(Contexts, document),
        BodyKind.Map => Map(Text()),
        BodyKind.Cells => Text("""AES-128-CBC, Base64, of {"values":[{"host":"http://host:8080","cid":"…","sk":"<key of cid>","pid":"…"}]}"""),
        BodyKind.Archive => Text("Base64, as an export answered it"),
        _ => throw new ArgumentOutOfRangeException(nameof(body), body, "No body"),
    };

    private static OpenApiSchema Scalar => new() { Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean | JsonSchemaType.Null };
}
