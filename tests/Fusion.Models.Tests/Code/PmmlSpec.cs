using System.Globalization;
using System.Xml.Linq;
using Fusion.Models.Code;

namespace Fusion.Models.Tests.Code;

/// <summary>The document is read back and computed by the rules of the standard.</summary>
public sealed class PmmlSpec
{
    private static readonly XNamespace Pmml = "http://www.dmg.org/PMML-4_4";

    public static TheoryData<int> Models => CodeModels.Indexes;

    [Theory]
    [MemberData(nameof(Models))]
    public void The_document_computes_what_the_model_predicts(int index)
    {
        FittedModel model = CodeModels.All[index];
        XElement regression = Read(model).Element(Pmml + "RegressionModel")!;
        XElement table = regression.Element(Pmml + "RegressionTable")!;
        double least = Number(regression.Descendants(Pmml + "Target").SingleOrDefault()?.Attribute("min")?.Value ?? "-Infinity");
        Dictionary<string, double> coefficients = table.Elements(Pmml + "NumericPredictor")
            .ToDictionary(predictor => predictor.Attribute("name")!.Value, predictor => Number(predictor.Attribute("coefficient")!.Value));

        double[] results = [.. CodeModels.RowsOf(model).Select(row => Math.Max(least,
            model.Inputs.Zip(row, (input, value) => coefficients[input.Name] * value).Aggregate(0.0, (sum, product) => sum + product)
                + Number(table.Attribute("intercept")!.Value)))];

        Assert.Equal(CodeModels.PredictionsOf(model), results);
    }

    [Fact]
    public void Inputs_and_target_are_declared_and_missing_inputs_replaced_by_their_means()
    {
        FittedModel model = CodeModels.All[0];
        XElement document = Read(model);
        XElement[] mining = [.. document.Descendants(Pmml + "MiningField")];

        Assert.Equal("4.4", document.Attribute("version")!.Value);
        string[] declared = [.. document.Descendants(Pmml + "DataField").Select(field => field.Attribute("name")!.Value)];
        Assert.Equal([.. model.Inputs.Select(input => input.Name), "y"], declared);
        Assert.Equal(declared, mining.Select(field => field.Attribute("name")!.Value));
        Assert.Equal("target", mining[^1].Attribute("usageType")!.Value);
        Assert.Equal(model.Inputs.Select(input => input.Mean), mining[..^1].Select(field => Number(field.Attribute("missingValueReplacement")!.Value)));
    }

    [Fact]
    public void Two_classes_are_told_apart_by_the_threshold()
    {
        FittedModel model = CodeModels.All[2];
        XElement[] outputs = [.. Read(model).Descendants(Pmml + "OutputField")];

        Assert.Equal([("score", "predictedValue"), ("res", "transformedValue")], outputs.Select(output => (output.Attribute("name")!.Value, output.Attribute("feature")!.Value)));
        XElement choice = outputs[1].Element(Pmml + "Apply")!;
        XElement comparison = choice.Element(Pmml + "Apply")!;
        Assert.Equal(("if", "greaterThan"), (choice.Attribute("function")!.Value, comparison.Attribute("function")!.Value));
        Assert.Equal("score", comparison.Element(Pmml + "FieldRef")!.Attribute("field")!.Value);
        Assert.Equal(model.Parameters["z0"][0], Number(comparison.Element(Pmml + "Constant")!.Value));
        Assert.Equal(["1", "0"], choice.Elements(Pmml + "Constant").Select(constant => constant.Value));
        Assert.DoesNotContain("flag", Read(model).Descendants(Pmml + "DataField").Select(field => field.Attribute("name")!.Value));
    }

    [Fact]
    public void A_name_that_xml_can_not_hold_is_refused()
    {
        FittedModel model = CodeModels.All[3];
        FittedModel odd = model with { Inputs = [model.Inputs[0] with { Name = "a\u0001b" }] };

        Assert.Equal(
            "The name 'a\u0001b' has a character that XML can't hold; no PMML can be written of it.",
            Assert.Throws<InvalidRequestException>(() => ModelCode.Write(odd, "pmml")).Message);
    }

    private static XElement Read(FittedModel model) => XDocument.Parse(ModelCode.Write(model, "pmml")).Root!;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
