using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Fusion.Models.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fusion.Models.Tests.Code;

/// <summary>Code that is written of a model is compiled, run, and gives the very doubles that the model predicts.</summary>
public sealed class GeneratedCodeSpec
{
    public static TheoryData<int> Models => CodeModels.Indexes;

    [Theory]
    [MemberData(nameof(Models))]
    public void The_csharp_method_predicts_as_the_model_does(int index)
    {
        FittedModel model = CodeModels.All[index];
        MethodInfo method = Compile($"public static class Scores {{ {ModelCode.Write(model, "csharp")} }}").GetType("Scores")!.GetMethods()[0];

        double[] results = [.. CodeModels.RowsOf(model).Select(row => (double)method.Invoke(null, [.. row.Cast<object>()])!)];

        Assert.Equal(CodeModels.PredictionsOf(model), results);
    }

    [Fact]
    public async Task The_python_functions_predict_as_the_models_do()
    {
        IEnumerable<string> programs = CodeModels.All.Select(model =>
            $"{ModelCode.Write(model, "python")}for row in [{Rows(model, "[", "]")}]: print(repr({NameIn(ModelCode.Write(model, "python"), "def ")}(*row)))\n");

        double[] results = await RunAsync("python3", "scores.py", string.Concat(programs));

        Assert.Equal(CodeModels.All.SelectMany(CodeModels.PredictionsOf), results);
    }

    [Fact]
    public async Task The_java_methods_predict_as_the_models_do()
    {
        IEnumerable<string> methods = CodeModels.All.Select(model => ModelCode.Write(model, "java"));
        IEnumerable<string> calls = CodeModels.All.SelectMany(model => CodeModels.RowsOf(model).Select(row =>
            $"System.out.println(new Scores().{NameIn(ModelCode.Write(model, "java"), "public double ")}({Cells(row)}));"));
        string program = $"public class Scores {{ {string.Concat(methods)} public static void main(String[] none) {{ {string.Join('\n', calls)} }} }}";

        double[] results = await RunAsync("java", "Scores.java", program);

        Assert.Equal(CodeModels.All.SelectMany(CodeModels.PredictionsOf), results);
    }

    private static string NameIn(string code, string before)
    {
        int start = code.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return code[start..code.IndexOf('(', start)];
    }

    private static string Rows(FittedModel model, string open, string close) =>
        string.Join(", ", CodeModels.RowsOf(model).Select(row => $"{open}{Cells(row)}{close}"));

    private static string Cells(double[] row) => string.Join(", ", row.Select(FunctionText.Literal));

    private static Assembly Compile(string source)
    {
        MetadataReference[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll")
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release);
        CSharpCompilation compilation = CSharpCompilation.Create("scores", [CSharpSyntaxTree.ParseText(source)], references, options);
        using var assembly = new MemoryStream();
        Assert.Empty(compilation.Emit(assembly).Diagnostics);
        return Assembly.Load(assembly.ToArray());
    }

    private static async Task<double[]> RunAsync(string command, string file, string program)
    {
        string folder = Directory.CreateTempSubdirectory("fusion-code-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), program);
            ProcessStartInfo start = new(command, [file]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await errors);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
