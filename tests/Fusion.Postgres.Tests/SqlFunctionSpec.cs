using System.Globalization;
using Fusion.Models;
using Fusion.Models.Code;
using Fusion.Models.Tests.Code;

namespace Fusion.Postgres.Tests;

/// <summary>Models that are written as SQL functions predict in a database as they do in their project.</summary>
public sealed class SqlFunctionSpec
{
    public static TheoryData<int> Models => CodeModels.Indexes;

    [Theory]
    [MemberData(nameof(Models))]
    public async Task The_function_gives_the_very_doubles_that_the_model_predicts(int index)
    {
        FittedModel model = CodeModels.All[index];
        TestDatabase database = await TestDatabase.CreateAsync();
        string code = ModelCode.Write(model, "sql");
        await database.RunAsync(code);
        string name = code[(code.IndexOf("FUNCTION", StringComparison.Ordinal) + 9)..code.IndexOf('(', StringComparison.Ordinal)];
        IEnumerable<string> calls = CodeModels.RowsOf(model)
            .Select(row => $"{name}({string.Join(", ", row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))})");

        double[] results = await database.AskAsync<double[]>($"SELECT ARRAY[{string.Join(", ", calls)}]");

        Assert.Equal(CodeModels.PredictionsOf(model), results);
    }
}
