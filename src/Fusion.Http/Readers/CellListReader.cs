using System.Collections.Immutable;
using System.Text.Json;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Services;
using Fusion.Http.Authentication;
using Fusion.Http.Encryption;
using Fusion.Models;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Readers;

/// <summary>Reads an encrypted list of cells. The cells' keys leave this class only in protected form.</summary>
internal sealed class CellListReader(ISecretProtector protector, IOptions<HttpOptions> options)
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="InvalidRequestException">The body can't be decrypted or is no such list; the message names the entry and the field.</exception>
    public ImmutableArray<CellLogin> Read(Caller caller)
    {
        if (caller.Body.IsEmpty) throw new InvalidRequestException("The request body is missing; it must be an encrypted list of cells");
        using JsonDocument document = JsonText.Parse(BodyCipher.Decrypt(caller.SecretKey, caller.Body.Span));
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("values", out JsonElement values)
            || values.ValueKind != JsonValueKind.Array)
            throw new InvalidRequestException("The decrypted request body must be an object with an array of cells under the key values");
        int count = values.GetArrayLength();
        if (count == 0) throw new InvalidRequestException("The list of cells is empty");
        if (count > options.Value.MaxCells) throw new InvalidRequestException($"The list has {count} cells; at most {options.Value.MaxCells} are allowed");
        return Distinct([.. values.EnumerateArray().Select((cell, i) => ReadCell(cell, $"values[{i}]"))]);
    }

    private CellLogin ReadCell(JsonElement cell, string place)
    {
        if (cell.ValueKind != JsonValueKind.Object) throw new InvalidRequestException($"{place} must be an object");
        string host = Field(cell, "host", place), customer = Field(cell, "cid", place), secret = Field(cell, "sk", place), project = Field(cell, "pid", place);
        if (!CustomerId.TryParse(customer, out _, out string? error) || !ProjectName.TryParse(project, out _, out error))
            throw new InvalidRequestException($"{place}: {error}");
        return new CellLogin(new CellAddress(host, CellHost.Normalise(host, place), customer, project), protector.Protect(secret));
    }

    private static string Field(JsonElement cell, string name, string place) =>
        cell.TryGetProperty(name, out JsonElement value) && JsonText.Scalar(value) is { Length: > 0 } text
            ? text
            : throw new InvalidRequestException($"{place}: {name} is missing or empty; host, cid, sk and pid are required of every cell");

    // The same cell twice would count its rows twice.
    private static ImmutableArray<CellLogin> Distinct(ImmutableArray<CellLogin> cells)
    {
        var seen = new Dictionary<(string, string, string), int>();
        for (int i = 0; i < cells.Length; i++)
        {
            CellAddress cell = cells[i].Address;
            (string, string, string) key = (cell.Url, cell.Customer, cell.Project);
            if (!seen.TryAdd(key, i)) throw new InvalidRequestException($"values[{i}] is the same cell as values[{seen[key]}]: its rows would count twice");
        }

        return cells;
    }
}
