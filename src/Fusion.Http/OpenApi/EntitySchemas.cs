using System.Text.Json.Serialization.Metadata;
using Fusion.Http.Dtos;
using Microsoft.OpenApi;

namespace Fusion.Http.OpenApi;

/// <summary>The schemas of answers, read from the very contracts that write them, so that names can't differ.</summary>
internal sealed class EntitySchemas(OpenApiDocument document)
{
    private static readonly Dictionary<Type, JsonSchemaType> Scalars = new()
    {
        [typeof(string)] = JsonSchemaType.String,
        [typeof(bool)] = JsonSchemaType.Boolean,
        [typeof(int)] = JsonSchemaType.Integer,
        [typeof(long)] = JsonSchemaType.Integer,
        [typeof(double)] = JsonSchemaType.Number,
    };

    /// <summary>An envelope with these entities under <c>values</c>; each set of them has a schema of its own.</summary>
    public OpenApiSchemaReference Envelope(IReadOnlyCollection<string> entities)
    {
        string name = string.Concat(entities.Select(Pascal)) + "Envelope";
        if (document.Components?.Schemas?.ContainsKey(name) == true) return new OpenApiSchemaReference(name, document);
        ILookup<string, JsonPropertyInfo> known = EnvelopeJson.Default.ValuesDto.Properties.ToLookup(property => property.Name);
        document.AddComponent<IOpenApiSchema>(name, Schemas.Object(
            ("statusCode", Schemas.Text("The name of the status, e.g. OK")),
            ("statusString", Schemas.Text("OK, or what is to be said")),
            ("values", Schemas.Object([.. entities.Select(key => (key, Of(known[key].Single().PropertyType)))]))));
        return new OpenApiSchemaReference(name, document);
    }

    private static string Pascal(string key) => char.ToUpperInvariant(key[0]) + key[1..];

    private IOpenApiSchema Of(Type type)
    {
        if (Scalars.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out JsonSchemaType scalar)) return new OpenApiSchema { Type = scalar };
        if (type == typeof(NumberMap)) return Schemas.Map(new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.String });
        if (type == typeof(TextMap)) return Schemas.Map(Schemas.Text());
        JsonTypeInfo info = EnvelopeJson.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type} is in no answer");
        return info.Kind switch
        {
            JsonTypeInfoKind.Dictionary => Schemas.Map(Of(info.ElementType!)),
            JsonTypeInfoKind.Enumerable => Schemas.List(Of(info.ElementType!)),
            _ => Component(info),
        };
    }

    private OpenApiSchemaReference Component(JsonTypeInfo info)
    {
        string name = NameOf(info.Type);
        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>() };
            document.AddComponent<IOpenApiSchema>(name, schema);
            foreach (JsonPropertyInfo property in info.Properties)
                schema.Properties[property.Name] = Of(property.PropertyType);
        }

        return new OpenApiSchemaReference(name, document);
    }

    private static string NameOf(Type type)
    {
        string name = type.Name.Split('`')[0].Replace("Dto", "", StringComparison.Ordinal);
        return type.IsGenericType ? NameOf(type.GetGenericArguments()[0]) + name : name;
    }
}
