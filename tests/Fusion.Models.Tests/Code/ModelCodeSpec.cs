using System.Collections.Immutable;
using Fusion.Models.Code;
using Fusion.Models.Modelling;
using Fusion.Models.Tests.Support;

namespace Fusion.Models.Tests.Code;

public sealed class ModelCodeSpec
{
    /// <summary>y = 1 + 2a − b exactly; the request turns the order round.</summary>
    private static readonly FittedModel Plane = Algorithms.Find("mlr").Fit(
        "plane", TestTable.Of("a b y", "1 1 2", "2 5 0", "4 2 7", "7 3 12", "9 8 11", "3 3 4").Learn(), Requests.Names("b a", "y"));

    private static readonly FittedModel Clipped = Plane with { Parameters = Plane.Parameters.SetItem("clip", [1]) };

    public static TheoryData<string> Linear =>
    [
        .. Algorithms.All.OfType<ILinearAlgorithm>().Select(algorithm => algorithm.Id)
            .Where(id => Record.Exception(() => Algorithms.Find(id).Validate(TestTable.Learned("Iris_rtlm.csv").Schema, IrisRequest)) is null),
    ];

    // What the algorithms that need parameters need; others ignore them.
    private static MlContext IrisRequest =>
        Requests.Names("petal_width sepal_width sepal_length", "Iris_setosa", ("lambda", "0.01"), ("eta", "0.5"), ("q", "2"));

    [Fact]
    public void The_documented_layout_is_kept_to_the_blank() => Assert.Equal(
        """
        /* Java Function */
        public double ldaRed_score(
        	double petal_length,
        	double petal_width,
        	double sepal_width)
        {
        	return (-8.780458794255027 * petal_length) + 
        		(-15.841653689691597 * petal_width) + 
        		(2.6264699508510816 * sepal_width);
        }

        """,
        ModelCode.Write(Documented(), "java"));

    [Fact]
    public void A_regression_ends_in_its_intercept()
    {
        Assert.Equal(
            "/* Java Function */\npublic double plane_score(\n\tdouble b,\n\tdouble a)\n{\n\treturn (-1.0 * b) + \n\t\t(2.0 * a) + \n\t\t(1.0);\n}\n",
            ModelCode.Write(Plane, "java"));
        Assert.Equal(
            "/* C# Function */\npublic static double plane_score(\n\tdouble b,\n\tdouble a)\n{\n\treturn (-1.0 * b) + \n\t\t(2.0 * a) + \n\t\t(1.0);\n}\n",
            ModelCode.Write(Plane, "csharp"));
        Assert.Equal(
            "# Python function\ndef plane_score(\n    b,\n    a,\n):\n    score = 0.0\n    score += (-1.0 * b)\n    score += (2.0 * a)\n    score += (1.0)\n    return score\n",
            ModelCode.Write(Plane, "python"));
        Assert.Equal(
            "/* SQL Function */\nCREATE FUNCTION plane_score(\n\tb DOUBLE PRECISION,\n\ta DOUBLE PRECISION)\nRETURNS DOUBLE PRECISION\nLANGUAGE SQL\n"
            + "RETURN (-1.0E0 * b) + \n\t\t(2.0E0 * a) + \n\t\t(1.0E0);\n",
            ModelCode.Write(Plane, "sql"));
    }

    [Theory]
    [InlineData("java", "return Math.max(0.0, (-1.0 * b) + \n")]
    [InlineData("csharp", "return System.Math.Max(0.0, (-1.0 * b) + \n")]
    [InlineData("python", "return max(score, 0.0)\n")]
    [InlineData("sql", "RETURN GREATEST(0E0, (-1.0E0 * b) + \n")]
    [InlineData("pmml", "<Target field=\"y\" min=\"0\" />")]
    public void A_model_that_answers_0_instead_of_less_does_so_as_code(string language, string part) =>
        Assert.Contains(part, ModelCode.Write(Clipped, language), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Linear))]
    public void Every_linear_algorithm_tells_the_function_it_predicts_by(string id)
    {
        var algorithm = (ILinearAlgorithm)Algorithms.Find(id);
        FittedModel model = algorithm.Fit("m", TestTable.Learned("Iris_rtlm.csv"), IrisRequest);
        LinearFunction function = algorithm.FunctionOf(model)!;
        double[] row = [0.3, 2.75, 6.1];

        double sum = 0;
        for (int k = 0; k < row.Length; k++) sum += function.Coefficients[k] * row[k];
        if (function.Intercept is { } intercept) sum += intercept;

        string key = function.Threshold is null ? "res" : "resZ";
        Assert.Equal(FunctionText.Literal(sum), FunctionText.Literal(double.Parse(
            algorithm.Predict(model, row).Single(entry => entry.Key == key).Value, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("onnx")]
    [InlineData("Java")]
    [InlineData("")]
    public void An_unknown_language_is_refused_with_all_that_are_known(string language) => Assert.Equal(
        $"The language is [{language}]; allowed are java, sql, csharp, python, pmml (ONNX is not written).",
        Assert.Throws<InvalidRequestException>(() => ModelCode.Check(language)).Message);

    [Fact]
    public void A_model_that_is_not_linear_is_refused_by_its_algorithm() => Assert.Equal(
        "Model 'plane' is of algorithm 'forest', whose predictions are not linear in the inputs; code is written of "
        + $"{string.Join(", ", Algorithms.All.OfType<ILinearAlgorithm>().Select(algorithm => algorithm.Id))}.",
        Assert.Throws<InvalidRequestException>(() => ModelCode.Write(Plane with { Algorithm = "forest" }, "java")).Message);

    [Fact]
    public void Coefficients_that_are_no_numbers_are_refused() => Assert.Equal(
        "Model 'plane' has coefficients that are not finite; no code can be written of it.",
        Assert.Throws<InvalidRequestException>(() => ModelCode.Write(Plane with { Parameters = Plane.Parameters.SetItem("intercept", [double.NaN]) }, "sql")).Message);

    [Fact]
    public void Java_refuses_what_no_method_can_take()
    {
        FittedModel wide = Plane with
        {
            Inputs = [.. Enumerable.Range(0, 128).Select(k => new ModelInput($"x{k}", "C", k, k, 0))],
            Parameters = Plane.Parameters.SetItem("coefficients", [.. Enumerable.Repeat(1.5, 128)]),
        };

        Assert.Equal(
            "Model 'plane' has 128 inputs; a Java method takes at most 127 doubles. Other languages take more.",
            Assert.Throws<InvalidRequestException>(() => ModelCode.Write(wide, "java")).Message);
        Assert.Contains("\tdouble x127)", ModelCode.Write(wide, "csharp"), StringComparison.Ordinal);
    }

    private static FittedModel Documented() => Plane with
    {
        ModelId = "ldaRed",
        Algorithm = "lda",
        Inputs = [new("petal_length", "C", 0, 1, 0), new("petal_width", "C", 1, 2, 0), new("sepal_width", "C", 2, 0, 0)],
        Parameters = ImmutableSortedDictionary<string, ImmutableArray<double>>.Empty
            .Add("coefficients", [2.6264699508510816, -8.780458794255027, -15.841653689691597]).Add("z0", [1.5]),
    };
}
