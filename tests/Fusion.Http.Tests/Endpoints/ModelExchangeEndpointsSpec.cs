using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using Fusion.Models;
using static Fusion.Contracts.Protocols.ModelExchangeProtocol;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Models as code and as text.</summary>
public sealed class ModelExchangeEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private static readonly FittedModel Line = new(
        "line",
        "mlr",
        [new ModelInput("x", "C", 0, 0, 0.5)],
        [new ModelTarget("y", 1)],
        ImmutableSortedDictionary<string, ImmutableArray<double>>.Empty.Add("coefficients", [2.5]).Add("intercept", [-1]),
        ["res"],
        ["res"],
        ImmutableSortedDictionary<string, string>.Empty,
        ImmutableSortedDictionary<string, ModelTable>.Empty,
        1,
        0,
        Some.Created);

    [Theory]
    [InlineData("irisTest", "java", "/* Java Function */\npublic double line_score(\n\tdouble x)\n{\n\treturn (2.5 * x) + \n\t\t(-1.0);\n}\n")]
    [InlineData("both", "csharp", "/* C# Function */\npublic static double line_score(\n\tdouble x)\n{\n\treturn (2.5 * x) + \n\t\t(-1.0);\n}\n")]
    public async Task A_model_is_written_in_a_language(string pid, string language, string code)
    {
        Script.On<ProjectProtocol.GetModel>(_ => new ProjectProtocol.ModelFound(Line));

        Answer answer = await GetAsync($"projects/{pid}/models/line/code?language={language}");

        Assert.Equal((200, code), (answer.Status, answer.Json["values"]!["string"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("code", "The parameter language is missing or empty")]
    [InlineData("code?language=onnx", "The language is [onnx]; allowed are java, sql, csharp, python, pmml (ONNX is not written).")]
    [InlineData("code?language=java", "Model 'line' is of algorithm 'bent', whose predictions are not linear in the inputs; code is written of ")]
    public async Task What_can_not_be_written_is_400(string path, string text)
    {
        Script.On<ProjectProtocol.GetModel>(_ => new ProjectProtocol.ModelFound(Line with { Algorithm = "bent" }));

        Answer answer = await GetAsync("projects/irisTest/models/line/" + path);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(text, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("irisTest")]
    [InlineData("both")]
    public async Task An_export_is_a_text(string pid)
    {
        Script.On<ExportModel>(question => new ModelExported(question.ProjectId, question.ModelId, "AAEC+/8="));

        Answer answer = await GetAsync($"projects/{pid}/model/export?modelid=m%201");

        Assert.Equal("AAEC+/8=", answer.Json["values"]!["string"]!.GetValue<string>());
        Assert.Equal(ModelId.Parse("m 1"), Script.Single<ExportModel>().ModelId);
    }

    [Theory]
    [InlineData("AAEC+/8=")]
    [InlineData("  AAEC+/8=\r\n")]
    [InlineData("\"AAEC+/8=\"")]
    [InlineData("\"AAEC\\u002B\\/8=\"\n")]
    public async Task An_import_takes_the_text_bare_or_in_quotes(string body)
    {
        Script.On<ImportModel>(command => new ModelImported(command.ProjectId, command.ModelId));

        Answer answer = await PostWithKeyAsync("projects/both/model/import?modelid=copy", body, "key 1");

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{}}""", answer.Body);
        ImportModel import = Script.Single<ImportModel>();
        Assert.Equal(("AAEC+/8=", "copy", "key 1"), (import.Text, import.ModelId.Value, import.AttemptId.Value));
    }

    [Theory]
    [InlineData("import", "AA==", "The parameter modelid is missing or empty")]
    [InlineData("import?modelid=a:b", "AA==", "The model id [a:b] is not allowed: no '/', ':', '~', control characters, leading or trailing blanks")]
    [InlineData("import?modelid=m", "", "The body is empty; it must be the text that an export answered")]
    [InlineData("import?modelid=m", "\"\"", "The body is empty; it must be the text that an export answered")]
    [InlineData("import?modelid=m", "\"AA", "The body begins with a quote but is no JSON text; it must be the text that an export answered")]
    [InlineData("import?modelid=m", "AA==", "The body can't be imported: it is no exported model")]
    public async Task An_import_that_is_wrong_is_400(string path, string body, string text)
    {
        Script.On<ImportModel>(_ => new Refused(Fault.Invalid("The body can't be imported: it is no exported model")));

        AssertBadRequest(text, await PostAsync("projects/irisTest/model/" + path, body));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_409()
    {
        Script.On<ImportModel>(command => new Refused(Fault.ModelTaken(command.ModelId.Value)));

        AssertAnswer(
            409,
            "CONFLICT",
            "There is a model with id[copy] already; import under another modelid, or delete that one first",
            await PostAsync("projects/irisTest/model/import?modelid=copy", "AA=="));
    }

    [Theory]
    [InlineData("models/m3/code?language=java")]
    [InlineData("model/export?modelid=m3")]
    public async Task An_unknown_model_is_500_with_the_documented_text(string path)
    {
        Script.On<ProjectProtocol.GetModel>(question => new Refused(Fault.UnknownModel(question.ModelId.Value)))
            .On<ExportModel>(question => new Refused(Fault.UnknownModel(question.ModelId.Value)));

        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <Error no such model <m3>>", await GetAsync("projects/irisTest/" + path));
    }

    [Theory]
    [InlineData("GET", "models/m/code?language=java")]
    [InlineData("GET", "model/export?modelid=m")]
    [InlineData("POST", "model/import?modelid=m")]
    public async Task An_unknown_project_is_400_with_the_documented_text(string method, string path) => AssertBadRequest(
        "Cannot Find SYMETRYML id[r9] for Customer id [c1]", await Host.SendAsync(method, "/symetry/rest/c1/projects/r9/" + path, ""));
}
